"""Sending what is due: taken with a lease, given to whoever carries letters, marked as sent; once, however it ends.

A process that dies between the giving and the marking leaves a note beside the database, written as soon as the letter
was taken. Whoever is next marks what is noted before anything else. Where not even the note was written, the letter is
sent again under its number (Message-ID), by which mailboxes know that they have it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.post.events import LetterFailed, LetterSent
from wraparound.post.models import Letter
from wraparound.post.ports import OUTSIDE, CannotReach, NotTaken, Round
from wraparound.post.queries import letters_due, message_of
from wraparound.post.rules import LEASE, OUTAGE, next_try
from wraparound.post.words import LetterState

AT_ONCE = 10  # letters of one round
NO_LINK = "The link that it carries was taken back, or is too old."


def carry(*, worker: str, most: int = AT_ONCE, by: Actor, at: datetime) -> int:
    """Send what is due, and say how many letters were sent; raises CannotReach when nobody carries letters now.

    It is no action itself, for between taking letters and marking them it waits for others: each step is one action.
    """
    noted = OUTSIDE.journal.noted() if OUTSIDE.journal else []
    if noted and OUTSIDE.journal:
        mark_sent(noted, by=by, at=at)
        for message_id in noted:
            OUTSIDE.journal.strike(message_id)
    carrier = OUTSIDE.carrier
    if carrier is None or not letters_due(at).exists():
        return 0
    letters = take_due(worker, most=most, by=by, at=at)
    try:
        with carrier.round() as opened:
            return sum(_carried(letter, opened=opened, by=by, at=at) for letter in letters)
    except CannotReach as fault:
        put_back(worker, why=str(fault), next_at=at + OUTAGE, by=by, at=at)
        raise


@whole
def take_due(worker: str, *, most: int, by: Actor, at: datetime) -> list[Letter]:  # noqa: ARG001 – by nobody's wish
    """Take letters that are due, those that wait longest first, so that no other worker sends them for a while."""
    passed = {"skip_locked": True} if connection.vendor == "postgresql" else {}
    letters = list(letters_due(at).select_for_update(of=("self",), **passed)[:most])
    for letter in letters:
        letter.state, letter.worker, letter.lease_until = LetterState.SENDING, worker, at + LEASE
    Letter.objects.bulk_update(letters, ["state", "worker", "lease_until"])
    return letters


@whole
def mark_sent(message_ids: Iterable[str], *, by: Actor, at: datetime) -> int:
    """Mark letters as sent that were taken, by their numbers; says how many were not marked yet."""
    found = Letter.objects.select_for_update(of=("self",)).filter(message_id__in=list(message_ids))
    marked = 0
    for letter in found.exclude(state=LetterState.SENT):
        _close(letter, state=LetterState.SENT, why="", sent_at=at)
        write_down(LetterSent(letter.pk, letter.address, letter.about), by=by, at=at)
        marked += 1
    return marked


@whole
def note_not_taken(letter: int, *, why: str, for_good: bool, by: Actor, at: datetime) -> Letter | None:
    """Keep why a letter was not taken, and when it is tried again; for good, or after two days, it is given up."""
    held = Letter.objects.select_for_update(of=("self",)).filter(pk=letter, state=LetterState.SENDING).first()
    if held is None:
        return None
    held.tries += 1
    again = None if for_good else next_try(held.tries, written_at=held.written_at, at=at)
    held.next_at = again or at
    _close(held, state=LetterState.WAITING if again else LetterState.FAILED, why=why)
    if again is None:
        write_down(LetterFailed(held.pk, held.why, held.template, held.agency, held.about), by=by, at=at)
    return held


@whole
def drop(letter: int, *, why: str, by: Actor, at: datetime) -> None:  # noqa: ARG001 – nothing left the building
    """Send a letter to nobody, for what it carries opens nothing any more."""
    held = Letter.objects.select_for_update(of=("self",)).filter(pk=letter, state=LetterState.SENDING).first()
    if held:
        _close(held, state=LetterState.WITHDRAWN, why=why)


@whole
def put_back(worker: str, *, why: str = "", next_at: datetime, by: Actor, at: datetime) -> int:  # noqa: ARG001
    """Let a worker's letters wait again, for no fault of theirs."""
    taken = Letter.objects.filter(state=LetterState.SENDING, worker=worker)
    said = {"why": why[:500]} if why else {}
    return taken.update(state=LetterState.WAITING, worker="", lease_until=None, next_at=next_at, **said)


def _carried(letter: Letter, *, opened: Round, by: Actor, at: datetime) -> bool:
    """Give one letter away and mark it, and say whether it was taken."""
    message = message_of(letter, at=at)
    if message is None:
        drop(letter.pk, why=NO_LINK, by=by, at=at)
        return False
    try:
        opened.give(message)
    except NotTaken as refused:
        note_not_taken(letter.pk, why=str(refused), for_good=refused.for_good, by=by, at=at)
        return False
    if OUTSIDE.journal:
        OUTSIDE.journal.note(message.message_id)
    mark_sent([message.message_id], by=by, at=at)
    if OUTSIDE.journal:
        OUTSIDE.journal.strike(message.message_id)
    return True


def _close(letter: Letter, *, state: LetterState, why: str, sent_at: datetime | None = None) -> None:
    letter.state, letter.why, letter.sent_at = state, why[:500], sent_at
    letter.worker, letter.lease_until = "", None
    letter.save(update_fields=["state", "why", "sent_at", "worker", "lease_until", "tries", "next_at"])
