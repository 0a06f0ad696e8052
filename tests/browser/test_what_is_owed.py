"""What is owed, as wide as a telephone: answered from the list; a rule changed after its keeper saw what it moves."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.acting import someone
from tests.browser.test_pages import judged, press, sign_in
from wraparound.duties.actions import open_duty
from wraparound.duties.models import Duty
from wraparound.duties.words import Owed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]


def opened(days=5):
    owed = Owed(agency="schools", owed_to="social-care", words="Answer question Q-7K3M", owner="beth.marlowick")
    now = timezone.now()
    return open_duty(owed, rule="answer-green", started_at=now - timedelta(days=days), by=someone(), at=now)


def test_what_is_late_is_answered_from_a_telephone(tab, live_server, axe):
    duty = opened()
    tab.set_viewport_size({"width": 320, "height": 640})
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/duties")
    assert judged(tab, axe) == []
    tab.get_by_role("link", name="Answer question Q-7K3M").click()
    expect(tab.get_by_text("Late by 2 days")).to_be_visible()
    assert judged(tab, axe) == []
    tab.get_by_role("button", name="Answer it").click()
    assert judged(tab, axe) == []
    tab.get_by_label("It was done", exact=True).check()
    tab.get_by_label("Where can one see it?").fill("The letter of this morning")
    press(tab, "Send the answer")
    expect(tab.get_by_text("Answered late")).to_be_visible()
    duty.refresh_from_db()
    assert duty.standing == "answered"
    assert tab.wrong == []


def test_a_rule_is_changed_after_its_keeper_saw_what_it_moves(tab, live_server, axe):
    opened(days=1)
    sign_in(tab, live_server.url, "governance")
    tab.goto(f"{live_server.url}/duties/rules/answer-green")
    assert judged(tab, axe) == []
    tab.get_by_label("How many").fill("12")
    tab.get_by_label("Why it is changed").fill("Partners asked for a shorter time")
    press(tab, "Show what it moves")
    expect(tab.get_by_text("1 duty becomes late at once.")).to_be_visible()
    assert judged(tab, axe) == []
    assert Duty.objects.get().version.number == 1
    press(tab, "Adopt this change")
    expect(tab.get_by_text("The rule is changed: 12 hours.")).to_be_visible()
    assert Duty.objects.get().version.number == 2
    assert tab.wrong == []
