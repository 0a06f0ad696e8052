"""People say which records are one person's. What they say wins, can be taken back, and is never forgotten."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from wraparound.identity.actions.believing import begin_linking, write_moves
from wraparound.identity.events import DecisionUndone, RecordsDecided
from wraparound.identity.models import Decision, Move, Person, Record
from wraparound.identity.policies import check_may_decide, check_may_decide_about
from wraparound.identity.queries.apart import have_met
from wraparound.identity.queries.seen import decisions_known, records_known, shields_standing
from wraparound.identity.rules import fresh_code
from wraparound.identity.words import Why
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.matching.words import Answer, Belief

NEVER_MEET = "A keeper has said that these are one child's two identities, never to meet. See Shields."


class CannotDecide(CannotDo):
    """The two records cannot be decided about."""


class CannotUndo(CannotDo):
    """The decision cannot be taken back."""


@whole
def decide_of(left: int, *, right: int, answer: Answer, reason: str = "", by: Actor, at: datetime) -> Decision:
    """Say of two records that they are one person's, two people's, or that nobody can tell; their persons follow."""
    check_may_decide(by)
    if left == right:
        raise CannotDecide("A record is always its own person's; choose another record.")
    begin_linking()
    (one, first), (other, second) = (_held(pk, by=by) for pk in (left, right))
    _check_about([first, second], by=by)
    decision = Decision.objects.create(left=one, right=other, answer=answer, reason=reason, by=by.username, at=at)
    about = [first.pk, second.pk]
    Record.objects.filter(person_id__in=about).update(waits=True)
    if answer is Answer.SAME and first != second:
        _join(first, second, decision=decision, by=by, at=at)
    elif answer is Answer.DIFFERENT and first == second:
        _part(other, decision=decision, by=by, at=at)
    write_down(RecordsDecided(decision.pk, left, right, str(answer)), about=about, by=by, at=at)
    return decision


@whole
def undo_decision(decision: int, *, by: Actor, at: datetime) -> Decision:
    """Take back what someone said; the records that moved because of it go back, if they have not moved since."""
    check_may_decide(by)
    begin_linking()
    held = decisions_known(by).select_for_update(of=("self",)).select_related("apart").filter(pk=decision).first()
    if held is None:
        raise CannotUndo("There is no such decision.")
    if held.undone_at:
        raise CannotUndo("This was taken back already.")
    if held.apart and held.apart.ended_at is None:
        raise CannotUndo(NEVER_MEET)
    _check_about([held.left.person, held.right.person], by=by)
    held.undone_at, held.undone_by = at, by.username
    held.save(update_fields=["undone_at", "undone_by"])
    moves = list(Move.objects.filter(decision=held).exclude(why=Why.UNDONE).select_related("record"))
    back = [(move.record.pk, move.now_id, move.was_id) for move in moves if move.record.person_id == move.now_id]
    _move(back, why=Why.UNDONE, decision=held, by=by, at=at)
    Person.objects.filter(pk__in={now for _, _, now in back}).update(became=None)
    Record.objects.filter(pk__in=[held.left_id, held.right_id]).update(waits=True)
    write_down(DecisionUndone(held.pk), about={person for _, *both in back for person in both}, by=by, at=at)
    return held


def _check_about(persons: Iterable[Person | None], *, by: Actor) -> None:
    check_may_decide_about(by, is_hidden=shields_standing().filter(person__in=persons).exists())


def _held(pk: int, *, by: Actor) -> tuple[Record, Person]:
    """Give a record to decide about, and whose it is; what is hidden from someone is not there for them."""
    found = records_known(by).select_for_update(of=("self",)).select_related("person").filter(pk=pk).first()
    if found is None or found.person is None:
        raise CannotDecide("There is no such record, or it has not been linked yet: try again when the load is done.")
    return found, found.person


def _join(one: Person, other: Person, *, decision: Decision, by: Actor, at: datetime) -> None:
    """Bring the records of the younger person to the older, whose code stays."""
    older, younger = sorted((one, other), key=lambda person: (person.since, person.pk))
    moves = [(pk, younger.pk, older.pk) for pk in younger.records.values_list("pk", flat=True)]
    Person.objects.filter(pk=younger.pk).update(became=older)
    _move(moves, why=Why.SAID_SAME, decision=decision, by=by, at=at)


def _part(record: Record, *, decision: Decision, by: Actor, at: datetime) -> None:
    """Let a record be a person of its own; the next linking finds which of the others go with it."""
    if record.person_id is None:
        return
    codes = (fresh_code(f"{record.feed}/{record.key}/{decision.pk}/{turn}") for turn in count())
    code = next(code for code in codes if not Person.objects.filter(code=code).exists())
    alone = Person.objects.create(code=code, since=at)
    _move([(record.pk, record.person_id, alone.pk)], why=Why.SAID_DIFFERENT, decision=decision, by=by, at=at)


def _move(moves: list[tuple[int, int, int]], *, why: Why, decision: Decision, by: Actor, at: datetime) -> None:
    for record, _, now in moves:
        Record.objects.filter(pk=record).update(person_id=now, belief=Belief.CERTAIN)
    if have_met():
        raise CannotDecide(NEVER_MEET)
    write_moves(moves, why=why, decision=decision, by=by, at=at)
