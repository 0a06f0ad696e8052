"""Contacts as those see them who may."""

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import begun
from tests.frontdoor.telling import TEACHER, WORKER, told
from wraparound.access.words import Role
from wraparound.frontdoor.queries.contacts import contact_at_the_door, contacts_at_the_door, contacts_told_by
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind

pytestmark = pytest.mark.django_db
KEEPER = someone(Role.GOVERNANCE)


def test_those_behind_the_door_see_every_contact_and_those_of_other_agencies_none():
    begun()
    contact = told()
    assert contact_at_the_door(contact.ref, by=WORKER) == contact
    for by in (TEACHER, someone(Role.LEAD, agency="schools"), someone(Role.ANALYST)):
        assert contact_at_the_door(contact.ref, by=by) is None


def test_a_contact_about_a_child_who_is_hidden_is_the_keepers_alone():
    codes = begun()
    contact = told(by=WORKER, children=(ChildTold(name="Somebody"), ChildTold(code=codes["Hattie"])))
    person = Person.objects.get(code=codes["Hattie"])
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="Refuge", set_by="k", set_at=AT)
    assert not contacts_at_the_door(WORKER).exists()
    assert contact_at_the_door(contact.ref, by=KEEPER) == contact


def test_whoever_leads_the_work_sees_what_was_told_of_their_family():
    begun()
    contact = told()
    contact.lead = "amir"
    contact.save()
    lead = someone(Role.LEAD, agency="schools")
    assert contact_at_the_door(contact.ref, by=lead) is None
    contact.lead = lead.username
    contact.save()
    assert contact_at_the_door(contact.ref, by=lead) == contact


def test_whoever_told_finds_their_own():
    begun()
    contact = told()
    assert list(contacts_told_by(TEACHER)) == [contact]
    assert not contacts_told_by(WORKER).exists()
