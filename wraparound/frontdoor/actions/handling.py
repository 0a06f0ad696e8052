"""Working on a contact at the door: taking it up, handing it on, saying how urgent it is, noting, joining, parting."""

from datetime import datetime

from wraparound.access.queries import names_of, people_who_may
from wraparound.access.words import Permission
from wraparound.frontdoor.actions.drafts import end_draft
from wraparound.frontdoor.actions.steps import (
    NoSuchContact,
    check_decides,
    hold_beside,
    hold_to_decide,
    move_contact,
    note_step,
)
from wraparound.frontdoor.actions.telling_back import tell_the_referrer
from wraparound.frontdoor.events import ContactJoined, ContactRated, ContactsKeptApart, ContactTaken
from wraparound.frontdoor.models import Contact, ContactStep
from wraparound.frontdoor.queries.contacts import contact_at_the_door, persons_of
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.words import ContactState, Did, Move, Urgency
from wraparound.frontdoor.words.drafts import Draft
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

NOTE_AT_MOST = 10_000  # letters


class CannotHandle(CannotDo):
    """It cannot be handed there, joined to that, or it is not said what."""


@whole
def take(ref: str, *, holder: str, by: Actor, at: datetime) -> Contact:
    """Take a contact up, or hand it to a colleague behind the door. Nobody else is kept from it."""
    contact = hold_to_decide(ref, by=by)
    able = dict(people_who_may(Permission.DECIDE, agency=front_door(), on=at.date()))
    if holder != by.username and holder not in able:
        raise CannotHandle("Choose somebody who works behind the front door.")
    contact.holder = holder
    contact.save(update_fields=["holder"])
    name = names_of([holder]).get(holder, holder)
    note_step(contact, did=Did.TAKEN if holder == by.username else Did.HANDED, words=name, by=by, at=at)
    write_down(ContactTaken(contact.ref, holder), about=persons_of(contact), by=by, at=at)
    return contact


@whole
def rate(ref: str, *, urgency: Urgency, by: Actor, at: datetime) -> Contact:
    """Say how urgent a contact is. It changes no clock of the law; the board shows the urgent first."""
    contact = hold_to_decide(ref, by=by)
    contact.urgency = urgency
    contact.save(update_fields=["urgency"])
    note_step(contact, did=Did.RATED, words=urgency.label, by=by, at=at)
    write_down(ContactRated(contact.ref, str(urgency)), about=persons_of(contact), by=by, at=at)
    return contact


@whole
def note(ref: str, *, words: str, draft: Draft | None = None, by: Actor, at: datetime) -> Contact:
    """Write a note that all behind the door read, and whoever raised it does not. Its draft ends."""
    contact = hold_to_decide(ref, by=by)
    if not words.strip():
        raise CannotHandle("Write the note first.")
    note_step(contact, did=Did.NOTED, words=words.strip()[:NOTE_AT_MOST], by=by, at=at)
    end_draft(draft, by=by)
    return contact


@whole
def join(ref: str, *, other: str, by: Actor, at: datetime) -> Contact:
    """Join a contact to another about the same: from now on they are one, and both who told hear of the decision."""
    contact, first = _two(ref, other=other, by=by)
    if first.state == ContactState.JOINED or contact.joined.exists():
        raise CannotHandle("One of them is joined to another already. Join both to that one.")
    contact.joined_to = first
    move_contact(contact, move=Move.JOIN, by=by, at=at)
    note_step(contact, did=Did.JOINED, words=first.ref, by=by, at=at)
    note_step(first, did=Did.JOINED, words=f"{contact.ref} is read with this one", by=by, at=at)
    about = {*persons_of(contact), *persons_of(first)}
    write_down(ContactJoined(contact.ref, first.ref, "joined"), about=about, by=by, at=at)
    tell_the_referrer(contact, by=by, at=at)
    return contact


@whole
def keep_apart(ref: str, *, other: str, by: Actor, at: datetime) -> Contact:
    """Say, once, that two contacts are about different things, so that it is not proposed again. They can be joined."""
    contact, beside = _two(ref, other=other, by=by)
    if ContactStep.objects.filter(contact=contact, did=Did.APART, words=beside.ref).exists():
        return contact
    for one, another in ((contact, beside), (beside, contact)):
        note_step(one, did=Did.APART, words=another.ref, by=by, at=at)
    about = {*persons_of(contact), *persons_of(beside)}
    write_down(ContactsKeptApart(contact.ref, beside.ref), about=about, by=by, at=at)
    return contact


@whole
def part(ref: str, *, by: Actor, at: datetime) -> Contact:
    """Part a contact from the one it was joined to: it is back at the door, to be decided."""
    contact = hold_to_decide(ref, by=by)
    first = contact.joined_to
    contact.told_at, contact.told_how = None, ""
    move_contact(contact, move=Move.PART, by=by, at=at)
    note_step(contact, did=Did.PARTED, words=first.ref if first else "", by=by, at=at)
    event = ContactJoined(contact.ref, first.ref if first else "", "parted")
    write_down(event, about=persons_of(contact), by=by, at=at)
    return contact


@whole
def decide_anew(ref: str, *, why: str, by: Actor, at: datetime) -> Contact:
    """Bring a decided contact back to the door, so that it is decided anew; what others took on goes on meanwhile."""
    contact = hold_to_decide(ref, by=by)
    if not why.strip():
        raise CannotHandle("Say why it is decided anew.")
    contact.told_at, contact.told_how = None, ""
    move_contact(contact, move=Move.REOPEN, by=by, at=at)
    note_step(contact, did=Did.CAME_BACK, words=why.strip(), by=by, at=at)
    return contact


def _two(ref: str, *, other: str, by: Actor) -> tuple[Contact, Contact]:
    """Give two contacts, the first of which someone may decide, both kept from others until the action is over."""
    seen, beside = contact_at_the_door(ref, by=by), contact_at_the_door(other.strip(), by=by)
    if seen is None:
        raise NoSuchContact("There is no such contact.")
    check_decides(seen, by=by)
    if beside is None or beside.pk == seen.pk:
        raise CannotHandle("Give the reference of the other contact, such as C-7K3M-92QX.")
    return hold_beside(seen, other=beside)
