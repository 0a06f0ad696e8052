"""What is owed begins, is answered, given longer, paused, handed over and let go."""

from datetime import UTC, datetime

import pytest

from tests.acting import AT, someone
from tests.sample_area import adopt_ashmere
from wraparound.access.words import Role
from wraparound.duties.actions import CannotAct, CannotOpen, answer_duty, open_duty, withdraw_duty
from wraparound.duties.policies import MayNotAct
from wraparound.duties.queries import duties_about, open_duties_of
from wraparound.duties.words import Answered, Owed
from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
ASKED = Owed(agency="police", owed_to="social-care", words="Answer question Q-7K3M", subject="ask:Q-7K3M", about=7)
DOOR = someone()
POLICE = someone(Role.PROFESSIONAL, agency="police")


@pytest.fixture(autouse=True)
def ashmere():
    adopt_ashmere()


def opened(rule="answer-red", *, owed=ASKED, at=AT, **more):
    return open_duty(owed, rule=rule, by=DOOR, at=at, **more)


def test_a_question_in_red_is_due_after_four_hours_in_which_the_agency_is_open():
    duty = opened()
    assert duty.due_at == datetime(2026, 9, 1, 13, tzinfo=UTC)
    assert duty.version.number == 1
    assert [one.pk for one in duties_about("ask:Q-7K3M")] == [duty.pk]
    assert Entry.objects.filter(event="duties.DutyOpened").count() == 1


def test_by_when_can_be_said_in_place_of_the_rule():
    due = datetime(2026, 9, 3, tzinfo=UTC)
    assert opened(due_at=due).due_at == due


def test_an_unknown_rule_or_agency_opens_nothing():
    with pytest.raises(CannotOpen, match="no rule"):
        opened("answer-purple")
    with pytest.raises(CannotOpen, match="no agency"):
        opened(owed=Owed(agency="circus", owed_to="social-care", words="Answer"))


def test_whoever_owes_it_answers_also_by_a_link_without_an_account():
    by_link = Actor("desk@police.example.org", "police", link=4)
    duty = answer_duty(opened().pk, how=Answered.DONE, evidence="In the answer", by=by_link, at=AT)
    assert duty.closed_at == AT
    assert not open_duties_of("ask:Q-7K3M")
    with pytest.raises(CannotAct, match="not owed any more"):
        answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=AT)


def test_another_agency_neither_answers_nor_lets_go():
    duty = opened()
    with pytest.raises(MayNotAct):
        answer_duty(duty.pk, how=Answered.DONE, by=DOOR, at=AT)
    with pytest.raises(MayNotAct):
        withdraw_duty(duty.pk, reason="It was asked twice by mistake", by=POLICE, at=AT)


def test_a_late_answer_is_taken_like_any_other():
    duty = opened()
    answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=datetime(2026, 12, 1, tzinfo=UTC))
    assert Entry.objects.get(event="duties.DutyAnswered").facts["late"] is True


def test_what_was_not_done_in_full_says_why():
    duty = opened()
    with pytest.raises(CannotAct, match="Say why"):
        answer_duty(duty.pk, how=Answered.REFUSED, by=POLICE, at=AT)


def test_whoever_it_is_owed_to_lets_it_go_with_a_reason():
    duty = opened()
    with pytest.raises(CannotAct, match="Say in a sentence"):
        withdraw_duty(duty.pk, reason="Oh", by=DOOR, at=AT)
    assert withdraw_duty(duty.pk, reason="It was asked twice by mistake", by=DOOR, at=AT).standing == "withdrawn"
