"""The pages of duties, opened as somebody's browser opens them."""

import pytest
from django.utils import timezone

from tests.acting import someone
from tests.sample_area import adopt_ashmere, signed_in
from wraparound.duties.actions import open_duty
from wraparound.duties.words import Owed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ashmere():
    adopt_ashmere()


def opened(**said):
    owed = {"agency": "police", "owed_to": "social-care", "words": "Answer question Q-7K3M", "owner": "jo.farrant"}
    return open_duty(Owed(**(owed | said)), rule="answer-green", by=someone(), at=timezone.now())


def text(response):
    return response.content.decode()


def test_everybody_has_their_lists_and_the_duty_has_a_page():
    duty = opened()
    jo, rosa = signed_in("jo.farrant"), signed_in("rosa.wendle")
    assert "Answer question Q-7K3M" in text(jo.get("/duties"))
    assert "Answer question Q-7K3M" in text(jo.get("/duties/agency"))
    assert "Nothing is owed to you" in text(jo.get("/duties/owed"))
    assert "You owe nothing" in text(rosa.get("/duties"))
    assert "Answer question Q-7K3M" in text(rosa.get("/duties/owed"))
    page = text(jo.get(f"/duties/{duty.pk}"))
    assert "72 hours" in page
    assert "Give it longer" in page
    for path in ("rules", "rules/answer-green", "rules/assessment", "absences", "calendar"):
        assert jo.get(f"/duties/{path}").status_code == 200
    for act in ("answer", "extend", "pause", "hand-over", "withdraw"):
        assert jo.get(f"/duties/{duty.pk}/{act}").status_code == 200
    assert signed_in("tomasz.redlin").get(f"/duties/{duty.pk}").status_code == 404
