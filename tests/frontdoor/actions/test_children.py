"""Saying who the children of a contact are, and nothing of it to whoever told."""

import pytest

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.telling import WORKER, told
from wraparound.frontdoor.actions.children import CannotFind, file_child, say_someone_else, say_who, tell_of_another
from wraparound.frontdoor.models import ContactChild, ContactStep
from wraparound.frontdoor.queries.children import children_of
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Record, Shield
from wraparound.identity.words import ShieldKind

pytestmark = pytest.mark.django_db
NAMELESS = (ChildTold(described="A girl of about ten, at number 12"),)


def words(contact):
    return [one.words for one in children_of([contact.pk], by=WORKER, at=AT)[contact.pk]]


def test_a_child_without_a_name_is_called_as_in_the_index_at_the_door_and_as_told_by_whoever_told():
    codes = begun()
    contact = told(children=NAMELESS)
    say_who(contact.ref, place=1, code=codes["Hattie"], by=WORKER, at=AT)
    assert words(contact) == ["Hattie Alder"]
    child = ContactChild.objects.get(contact=contact)
    assert (child.name, child.described) == ("", NAMELESS[0].described)


def test_who_it_was_thought_to_be_is_named_nowhere_once_it_is_someone_else():
    codes = begun()
    contact = told(children=NAMELESS)
    say_who(contact.ref, place=1, code=codes["Hattie"], by=WORKER, at=AT)
    say_someone_else(contact.ref, place=1, why="It was a friend who visited", by=WORKER, at=AT)
    person = Person.objects.get(code=codes["Hattie"])
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=AT)
    told_of = words(contact) + list(ContactStep.objects.filter(contact=contact).values_list("words", flat=True))
    assert "Hattie" not in str(told_of)
    assert codes["Hattie"] not in str(told_of)


def test_one_person_is_one_child_of_a_contact():
    codes = begun()
    contact = told(by=WORKER, children=(ChildTold(code=codes["Hattie"]), ChildTold(name="H Alder")))
    with pytest.raises(CannotFind, match="said to be the same"):
        say_who(contact.ref, place=2, code=codes["Hattie"], by=WORKER, at=AT)
    with pytest.raises(CannotFind, match="nobody with the code"):
        say_who(contact.ref, place=2, code="P-0000-0000", by=WORKER, at=AT)


def test_a_child_whom_nobody_knows_is_filed_as_the_doors_own_record():
    begun()
    contact = told(children=(ChildTold(name="Zoe Quince", born="2019-04-05"),))
    file_child(contact.ref, place=1, by=WORKER, at=AT)
    record = Record.objects.get(feed="front-door")
    assert record.person == ContactChild.objects.get(contact=contact).person
    assert record.said["surname"] == ["Quince"]
    with pytest.raises(CannotFind, match="already"):
        file_child(contact.ref, place=1, by=WORKER, at=AT)


def test_a_child_without_a_name_cannot_be_filed_and_another_can_be_added():
    begun()
    contact = told(children=NAMELESS)
    with pytest.raises(CannotFind, match="name first"):
        file_child(contact.ref, place=1, by=WORKER, at=AT)
    tell_of_another(contact.ref, told=ChildTold(name="Her brother"), by=WORKER, at=AT)
    assert words(contact) == [NAMELESS[0].described, "Her brother"]
