"""Deciding: by each way out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import begun
from tests.frontdoor.deciding import ADVICE, HELPER, TEAM, decided, deciding, response_of
from tests.frontdoor.telling import MANAGER, TEACHER, WORKER, told
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.duties.models import Duty
from wraparound.frontdoor.actions.deciding import CannotDecide, decide, second, send_back
from wraparound.frontdoor.actions.handling import note
from wraparound.frontdoor.actions.offering import give_advice
from wraparound.frontdoor.actions.steps import CannotMove, NoSuchContact
from wraparound.frontdoor.models import Contact, ContactDecision, Response
from wraparound.frontdoor.policies import MayNotSecondOneself
from wraparound.frontdoor.words import Consent, ContactState, ResponseKind, ResponseState
from wraparound.frontdoor.words.deciding import Offer
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter
from wraparound.teams.actions import accept_work, note_begun, note_not_taken_up, refuse_work
from wraparound.teams.models import WorkChild

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_a_decision_asks_a_team_answers_the_laws_clock_and_tells_whoever_raised_it():
    begun()
    contact = decided(told(), at=LATER)
    assert contact.state == ContactState.OFFERED
    response = response_of(contact)
    assert (response.state, response.to_name) == (ResponseState.WANTED, "Family Help North")
    assert response.work
    duty = Duty.objects.get(pk=contact.duty)
    assert duty.closed_at == LATER
    assert Entry.objects.filter(event="frontdoor.DecisionMade").count() == 1


def test_it_ends_only_when_somebody_named_has_accepted_and_the_referrer_is_told():
    begun()
    contact = decided(told(), at=LATER)
    assert contact.ended_at is None
    accept_work(response_of(contact).work, by=HELPER, at=LATER)
    contact.refresh_from_db()
    assert contact.state == ContactState.ACCEPTED
    assert response_of(contact).accepted_by == "Amir Tolland"
    assert contact.ended_at == LATER


def test_what_is_refused_comes_back_to_the_door_with_why_and_a_clock():
    begun()
    contact = decided(told(), at=LATER)
    refuse_work(response_of(contact).work, why="We have no worker for this area until May.", by=HELPER, at=LATER)
    contact.refresh_from_db()
    assert contact.state == ContactState.RETURNED
    assert contact.told_at is None
    assert "no worker" in response_of(contact).came_back_why
    owed = Duty.objects.get(pk=contact.local_duty)
    assert owed.version.code == "decide-again"
    assert contact.local_due_at == owed.due_at
    again = decided(contact, at=LATER)
    assert again.state == ContactState.OFFERED


def test_what_the_family_does_not_take_up_comes_back_too():
    begun()
    contact = decided(told(), at=LATER)
    work = response_of(contact).work
    accept_work(work, by=HELPER, at=LATER)
    note_not_taken_up(work, why="They did not open the door three times.", by=HELPER, at=LATER)
    contact.refresh_from_db()
    assert (contact.state, contact.ended_at) == (ContactState.RETURNED, None)


def test_help_that_has_begun_is_told_at_the_door():
    begun()
    contact = decided(told(), at=LATER)
    work = response_of(contact).work
    accept_work(work, by=HELPER, at=LATER)
    note_begun(work, by=HELPER, at=LATER)
    contact.refresh_from_db()
    assert contact.state == ContactState.BEGUN


def test_advice_counts_only_once_somebody_has_given_it_to_somebody():
    begun()
    contact = decided(told(), offers=(ADVICE,), at=LATER)
    assert contact.state == ContactState.OFFERED
    assert Duty.objects.get(pk=response_of(contact).duty).closed_at is None
    advice, words = response_of(contact).pk, "The group is on Tuesdays."
    give_advice(contact.ref, response=advice, to="Her mother", words=words, by=WORKER, at=LATER)
    contact.refresh_from_db()
    assert contact.state == ContactState.BEGUN
    given = response_of(contact)
    assert (given.accepted_by, given.given_to) == (WORKER.name, "Her mother")
    assert Duty.objects.get(pk=given.duty).closed_at == LATER


def test_all_who_were_asked_must_accept():
    begun()
    contact = decided(told(), offers=(TEAM, ADVICE), at=LATER)
    work = Response.objects.get(contact=contact, kind="team").work
    accept_work(work, by=HELPER, at=LATER)
    contact.refresh_from_db()
    assert contact.state == ContactState.OFFERED


def test_a_level_that_the_area_names_waits_for_a_second_pair_of_eyes():
    begun()
    contact = decided(told(), level="specialist", at=LATER)
    assert contact.state == ContactState.PROPOSED
    assert not Response.objects.exists()
    decision = ContactDecision.objects.get()
    contact = second(contact.ref, decision=decision.pk, by=MANAGER, at=LATER)
    assert contact.state == ContactState.OFFERED
    assert response_of(contact).decision == decision
    assert ContactDecision.objects.get().seconded_by == MANAGER.username


def test_nobody_is_their_own_second_pair_of_eyes():
    begun()
    contact = decided(told(), level="specialist", by=MANAGER, at=LATER)
    with pytest.raises(MayNotSecondOneself):
        second(contact.ref, decision=ContactDecision.objects.get().pk, by=MANAGER, at=LATER)


def test_the_second_pair_of_eyes_may_see_it_otherwise():
    begun()
    contact = decided(told(), level="specialist", at=LATER)
    decision = ContactDecision.objects.get()
    contact = send_back(contact.ref, decision=decision.pk, why="The burn was seen by a doctor.", by=MANAGER, at=LATER)
    assert contact.state == ContactState.RETURNED
    with pytest.raises(CannotDecide):
        second(contact.ref, decision=decision.pk, by=MANAGER, at=LATER)
    assert decided(contact, at=LATER).state == ContactState.OFFERED


def test_of_two_who_decide_one_is_first_and_the_other_is_told_who():
    begun()
    contact = told()
    decided(contact, at=LATER)
    with pytest.raises(CannotDecide, match="decided by"):
        decided(contact, by=MANAGER, at=LATER)
    assert ContactDecision.objects.count() == 1


def test_what_came_since_is_read_before_it_is_decided():
    begun()
    contact = told()
    seen = contact.steps.latest("pk").pk
    note(contact.ref, words="The school called again: she is bruised.", by=MANAGER, at=LATER)
    with pytest.raises(CannotDecide, match="Something came"):
        decided(contact, seen=seen, at=LATER)
    assert decided(contact, seen=contact.steps.latest("pk").pk, at=LATER).state == ContactState.OFFERED


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"level": "nothing"}, "level"),
        ({"why": "no"}, "why"),
        ({"told": ""}, "told"),
        ({"offers": ()}, "offers"),
        ({"offers": (Offer(kind=ResponseKind.TEAM),)}, "offers"),
        ({"offers": (Offer(kind=ResponseKind.ADVICE),)}, "offers"),
        ({"family_told": ""}, "family_told"),
        ({"consent": ""}, "consent"),
        ({"consent": Consent.DECLINED}, "consent_why"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_at_its_field(said, field):
    begun()
    contact = told()
    with pytest.raises(CannotDecide) as refused:
        decided(contact, at=LATER, **said)
    assert field in refused.value.wants
    assert not ContactDecision.objects.exists()
    assert Contact.objects.get().state == ContactState.RECEIVED


def test_those_who_may_not_decide_do_not():
    begun()
    contact = told()
    with pytest.raises(CannotMove):
        decide(contact.ref, deciding=deciding(), by=TEACHER, at=LATER)
    with pytest.raises(MayNotDo):
        decide(contact.ref, deciding=deciding(), by=someone(Role.GOVERNANCE), at=LATER)


def test_no_letter_about_a_contact_names_the_child_or_tells_of_the_worry():
    begun()
    contact = decided(told(), at=LATER)
    for letter in Letter.objects.all():
        assert "Hattie" not in str(letter.facts) + letter.name
        assert contact.story[:10] not in str(letter.facts)


def test_a_worry_about_a_child_who_is_hidden_is_decided_by_keepers_and_nobody_else_is_told_who_it_is():
    codes = begun()
    contact = told(by=WORKER, children=(ChildTold(code=codes["Hattie"]),))
    person = Person.objects.get(code=codes["Hattie"])
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=AT)
    with pytest.raises(NoSuchContact):
        decided(contact, at=LATER)
    keeper, other = someone(Role.GOVERNANCE), replace(someone(Role.GOVERNANCE), username="another.keeper")
    contact = decided(contact, by=keeper, level="specialist", at=LATER)
    with pytest.raises(MayNotSecondOneself):
        second(contact.ref, decision=ContactDecision.objects.get().pk, by=keeper, at=LATER)
    contact = second(contact.ref, decision=ContactDecision.objects.get().pk, by=other, at=LATER)
    assert contact.state == ContactState.OFFERED
    assert not WorkChild.objects.exists()
