"""Saying who the children of a contact are: somebody of the index, somebody new to it, or not who was thought."""

from datetime import datetime

from wraparound.access.rules import says_why
from wraparound.agencies.queries import agency as agency_of
from wraparound.frontdoor.actions.leading import tell_the_lead
from wraparound.frontdoor.actions.receiving import add_child
from wraparound.frontdoor.actions.steps import hold_to_decide, note_step
from wraparound.frontdoor.events import ChildFound
from wraparound.frontdoor.models import Contact, ContactChild
from wraparound.frontdoor.queries.children import called_now
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.rules.children import key_of, record_of
from wraparound.frontdoor.rules.telling import CHILDREN_AT_MOST, is_somebody
from wraparound.frontdoor.words import Did
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.actions import file_records, link_records
from wraparound.identity.queries import person_of_record
from wraparound.identity.queries.seen import person_asked
from wraparound.identity.words import From, Row
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

FEED = "front-door"  # under which the front door's own records of children stand in the index


class CannotFind(CannotDo):
    """There is no such child, or it is said already who they are."""

    def __init__(self, words: str, *, field: str = "") -> None:
        """Say which field it is about."""
        super().__init__(words)
        self.field = field


@whole
def say_who(ref: str, *, place: int, code: str, by: Actor, at: datetime) -> Contact:
    """Say that a child of a contact is somebody of the index whom the one who says so may see."""
    contact, child = _held(ref, place=place, by=by)
    person, is_seen = person_asked(code.strip(), by=by, at=at)
    if person is None or not is_seen:
        raise CannotFind(f"There is nobody with the code {code[:20]} whom you may see.", field="code")
    if ContactChild.objects.filter(contact=contact, person=person).exclude(pk=child.pk).exists():
        raise CannotFind("Another child of this contact is said to be the same. Look at both.", field="code")
    return _found(
        contact,
        child=child,
        person=person.pk,
        words=f"{child.name or child.described or 'The child'} was found",
        by=by,
        at=at,
    )


@whole
def say_someone_else(ref: str, *, place: int, why: str, by: Actor, at: datetime) -> Contact:
    """Say that a child is not who they were thought to be; who it was thought to be stays written down."""
    contact, child = _held(ref, place=place, by=by)
    if child.person is None:
        raise CannotFind("It is not said yet who this child is.")
    if not says_why(why):
        raise CannotFind("Say in a sentence why it is someone else.", field="why")
    was, child.person, child.called, child.found_at, child.found_by = child.person_id, None, "", None, ""
    child.described = child.described or ("" if child.name else "Name not known")
    child.save(update_fields=["person", "called", "found_at", "found_by", "described"])
    note_step(contact, did=Did.CHILD_FOUND, words=f"{child.name or 'Child'} is someone else: {why}", by=by, at=at)
    event = ChildFound(contact.ref, place, "someone else")
    write_down(event, about=[was] if was is not None else [], by=by, at=at)
    return contact


@whole
def file_child(ref: str, *, place: int, by: Actor, at: datetime) -> Contact:
    """Give a child whom nobody knows a place in the index, so that partners can be asked and nobody is counted twice.

    What the contact says of them is filed as the front door's own record, and linked as any record is: it may turn out
    to be somebody whom an agency knows. Raises CannotFind without a name.
    """
    contact, child = _held(ref, place=place, by=by)
    if child.person is not None:
        raise CannotFind("It is said already who this child is.")
    if not child.name.strip():
        raise CannotFind("Give the child a name first, or what people call them.", field="name")
    key = key_of(contact.ref, place=place)
    told = ChildTold(
        name=child.name, born=child.born, unborn=child.unborn, nhs_number=child.nhs_number, address=child.address
    )
    row = Row(key, said=record_of(told))
    agency = agency_of(front_door())
    assert agency is not None  # noqa: S101 – an area has a front door
    file_records([row], of=From(FEED, agency.pk, 0), by=by, at=at)
    record, person = person_of_record(FEED, key=key)
    if person is None:
        link_records([record], by=by, at=at)
        record, person = person_of_record(FEED, key=key)
    if person is None:
        raise CannotFind("A keeper of shields looks at this child first. They are told.")
    return _found(contact, child=child, person=person, words=f"{child.name} is in the index now", by=by, at=at)


@whole
def tell_of_another(ref: str, *, told: ChildTold, by: Actor, at: datetime) -> Contact:
    """Add a child to a contact of whom somebody learned later."""
    contact = hold_to_decide(ref, by=by)
    places = list(ContactChild.objects.filter(contact=contact).values_list("place", flat=True))
    if len(places) >= CHILDREN_AT_MOST or not is_somebody(told):
        raise CannotFind("Give the child’s name, or describe them if you do not know it.", field="name")
    child = add_child(contact, place=max(places, default=0) + 1, told=told, by=by, at=at)
    if child.place in places:
        raise CannotFind(f"Child {child.place} of this contact is the same.", field="name")
    note_step(contact, did=Did.CHILD_ADDED, words=child.name or child.described, by=by, at=at)
    return contact


def _held(ref: str, *, place: int, by: Actor) -> tuple[Contact, ContactChild]:
    contact = hold_to_decide(ref, by=by)
    child = ContactChild.objects.select_related("person").filter(contact=contact, place=place).first()
    if child is None:
        raise CannotFind("There is no such child in this contact.")
    return contact, child


def _found(contact: Contact, *, child: ContactChild, person: int, words: str, by: Actor, at: datetime) -> Contact:
    child.person_id, child.found_at, child.found_by = person, at, by.username
    child.called = called_now(person, by=by, at=at)[:150]
    child.save(update_fields=["person", "called", "found_at", "found_by"])
    note_step(contact, did=Did.CHILD_FOUND, words=words, by=by, at=at)
    write_down(ChildFound(contact.ref, child.place, "in the index"), about=[person], by=by, at=at)
    tell_the_lead(contact, by=by, at=at)
    return contact
