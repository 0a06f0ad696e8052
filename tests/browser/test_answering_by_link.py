"""A partner answers from the link in a letter, on a telephone, without an account; with a script and without."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_pages import judged, press, sign_in
from tests.exchange.agreeing import kept
from tests.exchange.asking import ASKER, asking, clauses, filed_children
from tests.post.servers import SENDER, carried_by
from wraparound.exchange.actions.asking import ask_partners
from wraparound.exchange.models import Answer
from wraparound.journeys.commands.errands import NODE
from wraparound.journeys.errands import carry_letters
from wraparound.post.adapters import Folder
from wraparound.post.ports import OUTSIDE

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]


@contextmanager
def postbox(folder):
    before, OUTSIDE.postbox = OUTSIDE.postbox, Folder(folder / "letters", sender=SENDER)
    service, with_carrier = OUTSIDE.service, carried_by(OUTSIDE.postbox, folder / "notes")
    try:
        with with_carrier:
            yield
    finally:
        OUTSIDE.postbox, OUTSIDE.service = before, service


@pytest.fixture
def asked(tmp_path, live_server):
    """Have health be asked about a child, and its letter lie in the postbox; gives the question's reference."""
    now = timezone.now()
    kept(*clauses(), at=now - timedelta(days=1))
    with postbox(tmp_path):
        OUTSIDE.service = f"{live_server.url}/"
        ask = ask_partners(asking(filed_children()["Hattie"], agencies=("child-health",)), by=ASKER, at=now)
        carry_letters(by=NODE, at=now)
        yield ask.ref


def answer(tab, server, axe=None):
    """Go the whole way, first with an answer that says too little; axe looks at every page where it can."""

    def looked_at():
        assert axe is None or judged(tab, axe) == [], tab.url
        assert axe is None or tab.evaluate("document.documentElement.scrollWidth") <= 320, tab.url

    tab.goto(f"{server}/postbox")
    tab.get_by_role("link", name="asks what you know").click()
    tab.wait_for_url("**/postbox/*")
    tab.locator("main a[href*='/link/']").click()
    looked_at()
    press(tab, "Continue")
    looked_at()
    tab.get_by_label("We know this child or family").check()
    looked_at()
    tab.get_by_label("What you know").fill("Known")
    tab.get_by_label("I weighed it").check()
    tab.get_by_label("Your name").fill("Jo Farrant")
    press(tab, "Send the answer")
    expect(tab.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(tab.get_by_label("What you know")).to_have_value("Known")
    looked_at()
    tab.get_by_label("What you know").fill("We weigh her at every clinic and she grows well.")
    press(tab, "Send the answer")
    expect(tab.get_by_role("heading", name="Your answer is sent")).to_be_visible()
    looked_at()


def test_a_telephone_answers_and_the_one_who_asked_reads_it(tab, live_server, axe, asked):
    tab.set_viewport_size({"width": 320, "height": 640})
    answer(tab, live_server.url, axe)
    assert Answer.objects.get(sent_at__isnull=False).contact  # it stood there already
    tab.context.clear_cookies()
    sign_in(tab, live_server.url, "front_door")
    tab.goto(f"{live_server.url}/questions/{asked}")
    expect(tab.get_by_text("We weigh her at every clinic and she grows well.")).to_be_visible()
    assert tab.wrong == []


def test_it_is_answered_without_a_script_as_well(browser, live_server, asked):
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    answer(quiet.new_page(), live_server.url)
    quiet.close()
    assert Answer.objects.get().knows.startswith("We weigh her")
