"""Writing down what happens to a contact, and moving it from one state to the next: the one place where it is done."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from wraparound.duties.actions import answer_duty, open_duty
from wraparound.duties.queries.due import clocks_numbered
from wraparound.duties.words import Answered, Owed
from wraparound.frontdoor.events import ContactMoved
from wraparound.frontdoor.models import Contact, ContactStep
from wraparound.frontdoor.policies import check_may_decide
from wraparound.frontdoor.queries.contacts import (
    contact_at_the_door,
    is_about_hidden,
    persons_of,
    subject_of,
)
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.rules.states import OWED_BY_THE_DOOR, is_ended, state_after
from wraparound.frontdoor.words import ContactState, Did, Move
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

CLOCKS = {  # what the door owes in a state, by the local rule that says when
    ContactState.PROPOSED: ("second-look", "Be the second pair of eyes on contact {}"),
    ContactState.RETURNED: ("decide-again", "Decide anew about contact {}"),
}


class CannotMove(CannotDo):
    """Somebody else was first, or the contact does not stand so that this can be done."""


class NoSuchContact(CannotMove):
    """There is no contact with this reference that the one who asks may see."""


@whole
def note_step(contact: Contact, *, did: Did, words: str = "", by: Actor, at: datetime) -> ContactStep:
    """Write down that something happened to a contact."""
    name = by.name or by.username
    return ContactStep.objects.create(contact=contact, did=did, words=words, by=by.username, by_name=name, at=at)


def hold_contact(ref: str, *, by: Actor) -> Contact:
    """Give a contact that someone behind the door sees, kept from others until the action is over."""
    seen = contact_at_the_door(ref, by=by)
    if seen is None:
        raise NoSuchContact("There is no such contact.")
    return held_again(seen)


def hold_to_decide(ref: str, *, by: Actor) -> Contact:
    """Give a contact to somebody who may decide it, kept from others until the action is over."""
    contact = hold_contact(ref, by=by)
    check_decides(contact, by=by)
    return contact


def check_decides(contact: Contact, *, by: Actor) -> None:
    """Refuse whoever may not decide a contact."""
    check_may_decide(by, front_door=front_door(), lead=contact.lead, is_hidden=is_about_hidden(contact))


def hold_beside(contact: Contact, *, other: Contact) -> tuple[Contact, Contact]:
    """Give two contacts as they stand, kept from others, in one order: two who do this never wait for each other."""
    both = Contact.objects.select_for_update(of=("self",)).filter(pk__in=[contact.pk, other.pk]).order_by("pk")
    held = {one.pk: one for one in both}
    return held[contact.pk], held[other.pk]


def held_again(contact: Contact) -> Contact:
    """Give a contact as it stands now, kept from others until the action is over."""
    return Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)


@whole
def move_contact(contact: Contact, *, move: Move, by: Actor, at: datetime) -> Contact:
    """Bring a contact into the state that a move leads to, with the clock of what is owed next; raises CannotMove."""
    was = ContactState(contact.state)
    now = state_after(was, move=move)
    if now is None:
        raise CannotMove(f"Contact {contact.ref} now stands as “{was.label}”. Look at it again.")
    contact.state, contact.moved_at = now, at
    if now is not ContactState.JOINED:
        contact.joined_to = None
    see_to_clocks_of(contact, by=by, at=at)
    end_if_all_is_done(contact, at=at)
    contact.save()
    write_down(ContactMoved(contact.ref, str(was), str(now)), about=persons_of(contact), by=by, at=at)
    return contact


@whole
def see_to_clocks_of(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Answer the clocks of what the door has done now, and open that of what it owes next. It is not saved here."""
    now = ContactState(contact.state)
    if now not in OWED_BY_THE_DOOR:
        answer_clock(contact.duty, words=now.label, by=by, at=at)
        contact.decided_at = contact.decided_at or at
    answer_clock(contact.local_duty, words=now.label, by=by, at=at)
    contact.local_duty = contact.local_due_at = None
    if now in CLOCKS:
        rule, words = CLOCKS[now]
        opened = owe_by_the_door(contact, rule=rule, words=words.format(contact.ref), by=by, at=at)
        contact.local_duty, contact.local_due_at = opened.pk, opened.due_at


@whole
def owe_by_the_door(contact: Contact, *, rule: str, words: str, owner: str = "", by: Actor, at: datetime) -> Any:
    """Say that the front door owes something about a contact, by the rule that says by when."""
    door = front_door()
    owed_to = contact.agency.code if contact.agency else door
    about = next(iter(persons_of(contact)), None)
    owed = Owed(agency=door, owed_to=owed_to, words=words, subject=subject_of(contact), owner=owner, about=about)
    return open_duty(owed, rule=rule, by=by, at=at)


def end_if_all_is_done(contact: Contact, *, at: datetime) -> None:
    """Note since when nothing more is owed about a contact, or that something is again; it is not saved here."""
    ended = is_ended(ContactState(contact.state), is_told=contact.told_at is not None)
    contact.ended_at = (contact.ended_at or at) if ended else None


@whole
def answer_clock(duty: int | None, *, words: str, by: Actor, at: datetime) -> None:
    """Say that something the front door owed is done, where it is owed still. Who decides, decides for the door."""
    clock = clocks_numbered([duty]).get(duty) if duty else None
    if clock is not None and clock.closed_at is None:
        answer_duty(clock.duty, how=Answered.DONE, evidence=words, by=replace(by, agency=clock.agency), at=at)


@whole
def note_clocks(duties: Collection[int] | None, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 – as every action
    """Keep beside contacts when what the door owes is due, once a clock has moved; None looks at all that are owed."""
    owing = Contact.objects.filter(ended_at__isnull=True)
    if duties is not None:
        owing = owing.filter(Q(duty__in=duties) | Q(local_duty__in=duties))
    held = list(owing)
    clocks = clocks_numbered({one for each in held for one in (each.duty, each.local_duty) if one})
    for one in held:
        due, local = (clocks.get(number or 0) for number in (one.duty, one.local_duty))
        one.due_at = due.due_at if due else one.due_at
        one.local_due_at = local.due_at if local else one.local_due_at
    Contact.objects.bulk_update(held, ["due_at", "local_due_at"], batch_size=500)
