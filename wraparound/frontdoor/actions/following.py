"""What whoever told the front door does afterwards: add to it, disagree, and take a disagreement further."""

from datetime import datetime

from wraparound.agencies.words import ClockKind, HoursOf, LetterCode
from wraparound.duties.actions import open_duty
from wraparound.duties.queries.rules import hours_by_agency
from wraparound.duties.rules import due_by
from wraparound.duties.words import Clock, Owed, Stood
from wraparound.frontdoor.actions.steps import held_again, move_contact, note_step
from wraparound.frontdoor.events import ContactAddedTo, DisagreementRaised
from wraparound.frontdoor.models import Contact, ContactDecision, Disagreement
from wraparound.frontdoor.queries.contacts import persons_of, subject_of
from wraparound.frontdoor.queries.door import door_now, front_door
from wraparound.frontdoor.queries.following import contact_followed, is_hidden_since
from wraparound.frontdoor.rules.following import rung_of
from wraparound.frontdoor.words import Did, Move
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient

RULE, MOST = "disagreement", 20_000  # letters


class CannotFollow(CannotDo):
    """There is no such contact of theirs, or it does not stand so that this can be done."""


class CannotAdd(CannotFollow):
    """Nothing was said."""


@whole
def add_to_contact(ref: str, *, words: str, code_hash: str = "", by: Actor, at: datetime) -> None:
    """Add something to what one told, and have the front door see it."""
    add_words(_own(ref, code_hash=code_hash, by=by), words=words, by=by, at=at)


@whole
def add_words(contact: Contact, *, words: str, by: Actor, at: datetime) -> None:
    """Add words to a contact that whoever calls it has found to be theirs, and have the front door see them.

    What is over comes back to the door, with its clock: nobody looks at a contact that has ended.
    """
    if not words.strip() or len(words) > MOST:
        raise CannotAdd(f"Say what you would add, in at most {MOST:,} letters.")
    note_step(contact, did=Did.ADDED, words=words.strip(), by=by, at=at)
    write_down(ContactAddedTo(contact.ref, "whoever told"), about=persons_of(contact), by=by, at=at)
    read_as = contact if contact.joined_to is None else held_again(contact.joined_to)
    if read_as.ended_at is not None:
        read_as.told_at, read_as.told_how = None, ""
        move_contact(read_as, move=Move.REOPEN, by=by, at=at)
        note_step(read_as, did=Did.CAME_BACK, words=f"Something was added to {contact.ref}", by=by, at=at)


@whole
def disagree(ref: str, *, why: str, code_hash: str = "", by: Actor, at: datetime) -> Disagreement:
    """Say that one disagrees with what was decided: the nearest rung of the area's ladder answers, by a clock."""
    contact = _own(ref, code_hash=code_hash, by=by)
    decision = ContactDecision.objects.filter(contact=contact, made_at__isnull=False).order_by("-made_at").first()
    last = Disagreement.objects.filter(contact=contact).order_by("-raised_at", "-pk").first()
    if decision is None or decision.made_at is None:
        raise CannotFollow("Nothing is decided yet that one could disagree with. You can add what you know.")
    if last and (last.answered_at is None or last.raised_at >= decision.made_at):
        raise CannotFollow("You have disagreed already. Where the answer does not satisfy you, take it further.")
    return _raised(contact, rung=0, why=why, by=by, at=at)


@whole
def take_further(ref: str, *, why: str, code_hash: str = "", by: Actor, at: datetime) -> Disagreement:
    """Take a disagreement whose answer does not satisfy one to the next rung of the ladder."""
    contact = _own(ref, code_hash=code_hash, by=by)
    last = Disagreement.objects.filter(contact=contact).order_by("-raised_at", "-pk").first()
    if last is None or last.answered_at is None or last.changes:
        raise CannotFollow("Only a disagreement that was answered, and changed nothing, can be taken further.")
    if last.rung + 1 >= len(door_now().rungs):
        raise CannotFollow(f"{last.rung_name} answers last. You can tell the front door again at any time.")
    return _raised(contact, rung=last.rung + 1, why=why, after=last, by=by, at=at)


def _own(ref: str, *, code_hash: str, by: Actor) -> Contact:
    contact = contact_followed(ref, code_hash=code_hash, by=by)
    if contact is None or is_hidden_since(contact):
        raise CannotFollow("This cannot be done here. Call the front door, and say the reference.")
    if contact.joined_to is not None:
        held_again(contact.joined_to)  # first, as whoever decides does
    return held_again(contact)


def _raised(
    contact: Contact, *, rung: int, why: str, after: Disagreement | None = None, by: Actor, at: datetime
) -> Disagreement:
    if not why.strip() or len(why) > MOST:
        raise CannotAdd("Say why you disagree, in a sentence or two.")
    if Disagreement.objects.filter(contact=contact, answered_at__isnull=True).exists():
        raise CannotFollow("You have disagreed already, and it is not answered yet.")
    answerer = rung_of(door_now().rungs, rung=rung)
    door = front_door()
    clock = Clock(ClockKind.WORKING_HOURS, answerer.hours, HoursOf.AGENCY)
    due = due_by(Stood(at), clock=clock, hours=hours_by_agency().get(door))
    about = next(iter(persons_of(contact)), None)
    owed_to, words = contact.agency.code if contact.agency else door, f"{answerer.name}: answer who disagrees"
    owed = Owed(agency=door, owed_to=owed_to, words=words[:200], subject=subject_of(contact), about=about)
    duty = open_duty(owed, rule=RULE, due_at=due, by=by, at=at)
    said = {"rung": rung, "rung_name": answerer.name, "why": why.strip(), "after": after, "duty": duty.pk}
    raised = Disagreement.objects.create(contact=contact, raised_at=at, raised_by=by.username, due_at=due, **said)
    note_step(contact, did=Did.DISAGREED, words=raised.why, by=by, at=at)
    if answerer.email:
        facts = {"reference": contact.ref, "due": due.isoformat()}
        to = Recipient(answerer.email, answerer.name, door)
        write_letter(LetterCode.DISAGREEMENT, to=to, facts=facts, about=subject_of(contact), by=by, at=at)
    write_down(DisagreementRaised(contact.ref, answerer.name), about=persons_of(contact), by=by, at=at)
    return raised
