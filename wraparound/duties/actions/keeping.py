"""Giving a duty longer, and pausing its clock: each with a reason, and neither locks anything."""

from datetime import datetime

from wraparound.access.rules import says_why
from wraparound.duties.actions.closing import SAY_WHY, CannotAct, end_pause, still_owed
from wraparound.duties.actions.reckoning import note, reckon
from wraparound.duties.events import DutyExtended, DutyPaused, DutyResumed
from wraparound.duties.models import Duty
from wraparound.duties.policies import check_may_extend
from wraparound.duties.queries.duties import concerns
from wraparound.duties.words import Happened, Standing
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def extend_duty(duty: int, *, until: datetime, reason: str, by: Actor, at: datetime) -> Duty:
    """Give a duty longer, until a moment that is later than it is due and still to come."""
    held = _checked(duty, reason=reason, by=by)
    if held.standing == Standing.PAUSED:
        raise CannotAct("Its clock stands still. Let it go on before you give it longer.")
    if until <= max(held.due_at, at):
        raise CannotAct("Longer is later than it is due now, and still to come.")
    held.extended_until = until
    reckon(held, by=by, at=at)
    note(held, kind=Happened.EXTENDED, words=reason, by=by, at=at)
    write_down(DutyExtended(held.pk, until.isoformat()), about=concerns(held), by=by, at=at)
    return held


@whole
def pause_duty(duty: int, *, reason: str, by: Actor, at: datetime) -> Duty:
    """Let the clock of a duty stand still, such as while a family is away; what was late before stays late."""
    held = _checked(duty, reason=reason, by=by)
    if held.standing == Standing.PAUSED:
        raise CannotAct("Its clock stands still already.")
    held.standing, held.paused_at, held.next_at = Standing.PAUSED, max(at, held.started_at), None
    held.save(update_fields=["standing", "paused_at", "next_at"])
    note(held, kind=Happened.PAUSED, words=reason, by=by, at=at)
    write_down(DutyPaused(held.pk), about=concerns(held), by=by, at=at)
    return held


@whole
def resume_duty(duty: int, *, reason: str, by: Actor, at: datetime) -> Duty:
    """Let the clock of a duty go on; it is due later by what it stood still."""
    held = _checked(duty, reason=reason, by=by)
    if held.standing != Standing.PAUSED:
        raise CannotAct("Its clock does not stand still.")
    end_pause(held, at=at)
    held.standing = Standing.OPEN
    reckon(held, by=by, at=at)
    note(held, kind=Happened.RESUMED, words=reason, by=by, at=at)
    write_down(DutyResumed(held.pk, held.due_at.isoformat()), about=concerns(held), by=by, at=at)
    return held


def _checked(duty: int, *, reason: str, by: Actor) -> Duty:
    held = still_owed(duty)
    check_may_extend(by, agency=held.agency, owed_to=held.owed_to, owner=held.owner)
    if not says_why(reason):
        raise CannotAct(SAY_WHY)
    return held
