"""Taking in what somebody tells the front door."""

from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.telling import TEACHER, WORKER, telling, told
from wraparound.duties.actions import extend_duty
from wraparound.duties.models import Duty
from wraparound.frontdoor.actions.receiving import CannotTell, receive_contact
from wraparound.frontdoor.models import Contact, ContactChild, ContactStep
from wraparound.frontdoor.words import Channel, ContactState
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry, Mention

pytestmark = pytest.mark.django_db


def test_a_contact_is_taken_in_with_the_laws_clock_and_the_areas_own():
    begun()
    contact = told()
    assert contact.state == ContactState.RECEIVED
    owed = {duty.version.code: duty for duty in Duty.objects.filter(subject=f"contact:{contact.ref}")}
    assert set(owed) == {"front-door-decision", "first-look"}
    assert contact.due_at == owed["front-door-decision"].due_at
    assert contact.local_due_at == owed["first-look"].due_at
    assert {(duty.agency, duty.owed_to) for duty in owed.values()} == {("social-care", "schools")}
    assert ContactStep.objects.get(contact=contact).did == "told"
    assert Entry.objects.filter(event="frontdoor.ContactReceived").count() == 1


def test_a_child_of_the_index_is_found_by_the_code_that_was_chosen():
    codes = begun()
    contact = told(by=WORKER, children=(ChildTold(code=codes["Hattie"]), ChildTold(name="A friend of hers")))
    hattie, friend = ContactChild.objects.filter(contact=contact).order_by("place")
    assert (hattie.person.code, hattie.found_by) == (codes["Hattie"], WORKER.username)
    assert (friend.person, friend.name) == (None, "A friend of hers")
    entry = Entry.objects.get(event="frontdoor.ContactReceived")
    assert Mention.objects.filter(entry=entry, person=hattie.person_id).exists()


def test_a_code_of_somebody_whom_one_may_not_see_stays_a_name():
    codes = begun()
    contact = told(by=TEACHER, children=(ChildTold(code=codes["Hattie"], name="Hattie Alder"),))
    assert ContactChild.objects.get(contact=contact).person is None


def test_a_hidden_childs_code_finds_nobody_for_the_door_either():
    codes = begun()
    person = Person.objects.get(code=codes["Hattie"])
    Shield.objects.create(person=person, kind=next(iter(ShieldKind)), reason="Adopted", set_by="k", set_at=AT)
    contact = told(by=WORKER, children=(ChildTold(code=codes["Hattie"], name="Hattie"),))
    assert ContactChild.objects.get(contact=contact).person is None


def test_the_same_draft_is_taken_in_once():
    begun()
    first = receive_contact(telling(key="k1"), by=TEACHER, at=AT)
    again = receive_contact(telling(key="k1"), by=TEACHER, at=AT)
    assert (first.is_new, again.is_new, again.ref) == (True, False, first.ref)
    assert Contact.objects.count() == 1
    assert Duty.objects.filter(subject=f"contact:{first.ref}").count() == 2


def test_what_nobody_could_act_on_is_refused_with_the_field():
    begun()
    with pytest.raises(CannotTell) as refused:
        receive_contact(telling(story="?"), by=TEACHER, at=AT)
    assert list(refused.value.wants) == ["story"]
    assert not Contact.objects.exists()


def test_whoever_tells_without_an_account_gets_a_code_that_is_kept_nowhere():
    begun()
    taken = receive_contact(telling(channel=Channel.PUBLIC), by=TEACHER, at=AT)
    contact = Contact.objects.get()
    assert len(taken.code) == 19
    assert taken.code not in str(Contact.objects.values().get())
    assert contact.code_hash


def test_a_clock_that_is_given_longer_is_so_at_the_door():
    begun()
    contact = told()
    until = contact.due_at + timedelta(days=1)
    extend_duty(contact.duty, until=until, reason="The school is closed until Monday.", by=WORKER, at=AT)
    contact.refresh_from_db()
    assert contact.due_at == until
