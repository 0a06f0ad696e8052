"""What whoever told the front door does afterwards, by each way out; and how those who disagree are answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.deciding import HELPER, decided, response_of
from tests.frontdoor.telling import MANAGER, TEACHER, WORKER, told
from wraparound.access.policies import MayNotDo
from wraparound.duties.models import Duty
from wraparound.frontdoor.actions.disagreeing import (
    CannotAnswerDisagreement,
    MayNotAnswerOneself,
    answer_disagreement,
)
from wraparound.frontdoor.actions.following import (
    CannotAdd,
    CannotFollow,
    add_to_contact,
    add_words,
    disagree,
    take_further,
)
from wraparound.frontdoor.actions.handling import join
from wraparound.frontdoor.models import ContactChild, ContactStep, Disagreement
from wraparound.frontdoor.queries.door import door_now
from wraparound.frontdoor.words import Channel, ContactState, Teller
from wraparound.frontdoor.words.telling import Referrer
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter
from wraparound.teams.actions import accept_work

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
WHY = "She was hurt again, and a visit next month is too late."


@pytest.fixture
def contact():
    begun()
    return decided(told(), at=LATER)


def answered(one, *, changes=False, by=MANAGER, at=LATER):
    return answer_disagreement(one.pk, answer="We looked again, with the school.", changes=changes, by=by, at=at)


def test_what_is_added_reaches_the_door_and_the_ledger(contact):
    add_to_contact(contact.ref, words=" She came without lunch. ", by=TEACHER, at=LATER)
    assert ContactStep.objects.get(contact=contact, did="added").words == "She came without lunch."
    assert Entry.objects.filter(event="frontdoor.ContactAddedTo").count() == 1


def test_what_is_added_to_a_contact_that_has_ended_brings_it_back_to_the_door_with_a_clock(contact):
    accept_work(response_of(contact).work, by=HELPER, at=LATER)
    contact.refresh_from_db()
    assert contact.ended_at is not None
    add_to_contact(contact.ref, words="She was hurt again.", by=TEACHER, at=LATER)
    contact.refresh_from_db()
    assert (contact.state, contact.ended_at, contact.told_at) == (ContactState.RETURNED, None, None)
    owed = Duty.objects.get(pk=contact.local_duty)
    assert (owed.version.code, owed.closed_at) == ("decide-again", None)


def test_what_is_added_to_one_that_was_joined_brings_back_the_one_it_is_read_with(contact):
    second = told(by=WORKER, referrer=Referrer(teller=Teller.PUBLIC), channel=Channel.PHONE, at=LATER)
    join(second.ref, other=contact.ref, by=WORKER, at=LATER)
    accept_work(response_of(contact).work, by=HELPER, at=LATER)
    second.refresh_from_db()
    add_words(second, words="I heard it again last night.", by=WORKER, at=LATER)
    contact.refresh_from_db()
    second.refresh_from_db()
    assert (contact.state, second.state) == (ContactState.RETURNED, ContactState.JOINED)
    assert ContactStep.objects.filter(contact=contact, did="came_back", words__contains=second.ref).exists()


@pytest.mark.parametrize("words", ["", "   ", "x" * 20_001])
def test_nothing_and_too_much_are_not_added(contact, words):
    with pytest.raises(CannotAdd):
        add_to_contact(contact.ref, words=words, by=TEACHER, at=LATER)


def test_nobody_adds_to_what_another_told(contact):
    with pytest.raises(CannotFollow):
        add_to_contact(contact.ref, words="Something", by=replace(TEACHER, username="other"), at=LATER)
    with pytest.raises(CannotFollow):
        add_to_contact(contact.ref, words="Something", code_hash="0" * 64, by=replace(TEACHER, username=""), at=LATER)


def test_whoever_disagrees_is_answered_by_the_nearest_rung_with_a_clock_and_a_letter_that_names_no_child(contact):
    one = disagree(contact.ref, why=WHY, by=TEACHER, at=LATER)
    first = door_now().rungs[0]
    assert (one.rung, one.rung_name) == (0, first.name)
    duty = Duty.objects.get(pk=one.duty)
    assert (duty.version.code, duty.agency, duty.owed_to, duty.due_at) == (
        "disagreement", "social-care", "schools", one.due_at
    )  # fmt: skip
    letter = Letter.objects.get(template="disagreement")
    assert letter.address == first.email
    assert "Hattie" not in str(letter.facts)
    with pytest.raises(CannotFollow, match="already"):
        disagree(contact.ref, why=WHY, by=TEACHER, at=LATER)


def test_nobody_disagrees_before_anything_is_decided_or_without_saying_why():
    begun()
    contact = told()
    with pytest.raises(CannotFollow, match="Nothing is decided"):
        disagree(contact.ref, why=WHY, by=TEACHER, at=LATER)
    decided(contact, at=LATER)
    with pytest.raises(CannotAdd):
        disagree(contact.ref, why=" ", by=TEACHER, at=LATER)


def test_an_answer_that_changes_has_it_decided_anew(contact):
    accept_work(response_of(contact).work, by=HELPER, at=LATER)
    one = answered(disagree(contact.ref, why=WHY, by=TEACHER, at=LATER), changes=True)
    contact.refresh_from_db()
    assert contact.state == ContactState.RETURNED
    assert Duty.objects.get(pk=one.duty).closed_at == LATER
    decided(contact, at=LATER + timedelta(hours=1))
    again = disagree(contact.ref, why=WHY, by=TEACHER, at=LATER + timedelta(hours=2))
    assert again.rung == 0, "it is another decision"


def test_an_answer_that_does_not_satisfy_goes_up_the_ladder_to_its_end(contact):
    rungs = door_now().rungs
    answered(disagree(contact.ref, why=WHY, by=TEACHER, at=LATER))
    contact.refresh_from_db()
    assert contact.state == ContactState.OFFERED
    with pytest.raises(CannotFollow, match="take it further"):
        disagree(contact.ref, why=WHY, by=TEACHER, at=LATER)
    for place in range(1, len(rungs)):
        one = take_further(contact.ref, why=WHY, by=TEACHER, at=LATER + timedelta(minutes=place))
        assert (one.rung, one.rung_name, one.after.rung) == (place, rungs[place].name, place - 1)
        with pytest.raises(CannotFollow):
            take_further(contact.ref, why=WHY, by=TEACHER, at=LATER + timedelta(minutes=place))
        answered(one, at=LATER + timedelta(minutes=place))
    with pytest.raises(CannotFollow, match="answers last"):
        take_further(contact.ref, why=WHY, by=TEACHER, at=LATER + timedelta(hours=1))


def test_who_decided_does_not_answer_who_disagrees_and_nobody_answers_twice(contact):
    one = disagree(contact.ref, why=WHY, by=TEACHER, at=LATER)
    with pytest.raises(MayNotAnswerOneself):
        answered(one, by=WORKER)
    with pytest.raises(MayNotDo):
        answered(one, by=TEACHER)
    with pytest.raises(CannotAnswerDisagreement, match="Say what"):
        answer_disagreement(one.pk, answer=" ", changes=False, by=MANAGER, at=LATER)
    answered(one)
    with pytest.raises(CannotAnswerDisagreement, match="already"):
        answered(one)
    with pytest.raises(CannotAnswerDisagreement, match="no such"):
        answer_disagreement(0, answer="x", changes=False, by=MANAGER, at=LATER)
    assert Entry.objects.filter(event="frontdoor.DisagreementAnswered").count() == 1


def test_of_a_child_who_is_hidden_since_nothing_can_be_added_or_disagreed_with(contact):
    person = Person.objects.first()
    ContactChild.objects.filter(contact=contact).update(person=person)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=AT)
    for act in (lambda: add_to_contact(contact.ref, words="More", by=TEACHER, at=LATER),
                lambda: disagree(contact.ref, why=WHY, by=TEACHER, at=LATER)):  # fmt: skip
        with pytest.raises(CannotFollow, match="Call the front door"):
            act()
    assert not Disagreement.objects.exists()
