"""Answering what is owed, and letting it go."""

from datetime import datetime

from wraparound.access.rules import says_why
from wraparound.duties.actions.reckoning import note
from wraparound.duties.events import DutyAnswered, DutyWithdrawn
from wraparound.duties.models import OPEN, Duty, DutyPause
from wraparound.duties.policies import check_may_act, check_may_withdraw
from wraparound.duties.queries.absences import stands_in_for
from wraparound.duties.queries.duties import concerns
from wraparound.duties.words import Answered, Happened, Standing
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.kernel.word import Word
from wraparound.ledger.actions import whole, write_down

SAY_WHY = "Say in a sentence why, so that someone else can judge it."


class CannotAct(CannotDo):
    """There is no such duty, it is owed no more, or what was said of it cannot be."""


@whole
def answer_duty(duty: int, *, how: Answered, evidence: str = "", by: Actor, at: datetime) -> Duty:
    """Say that what was owed is answered, how, and by what one can see it. It may be late: clocks never lock."""
    held = still_owed(duty)
    check_may_act(by, agency=held.agency, owner=held.owner, stands_in_for=stands_in_for(by.username, at=at))
    if how is not Answered.DONE and not evidence.strip():
        raise CannotAct("Say why it was not done in full, so that whoever it is owed to can go on.")
    is_late = at >= held.due_at and held.standing == Standing.OPEN
    _close(held, Standing.ANSWERED, words=evidence, how=how, by=by, at=at)
    write_down(DutyAnswered(held.pk, str(how), is_late), about=concerns(held), by=by, at=at)
    return held


@whole
def withdraw_duty(duty: int, *, reason: str, by: Actor, at: datetime) -> Duty:
    """Say that something is not owed any more, and why."""
    held = still_owed(duty)
    check_may_withdraw(by, owed_to=held.owed_to)
    if not says_why(reason):
        raise CannotAct(SAY_WHY)
    _close(held, Standing.WITHDRAWN, words=reason, by=by, at=at)
    write_down(DutyWithdrawn(held.pk), about=concerns(held), by=by, at=at)
    return held


def still_owed(duty: int) -> Duty:
    """Give a duty that is still owed, kept from others until the action is over; raises CannotAct."""
    found = Duty.objects.select_for_update(of=("self",)).select_related("version").filter(OPEN, pk=duty).first()
    if found is None:
        raise CannotAct("This is not owed any more: it was answered or withdrawn.")
    return found


def end_pause(duty: Duty, *, at: datetime) -> None:
    """Keep the time in which the clock stood, and let it stand no more."""
    if duty.paused_at and at > duty.paused_at:
        DutyPause.objects.create(duty=duty, begins_at=duty.paused_at, ends_at=at)
    duty.paused_at = None


def _close(held: Duty, standing: Standing, *, words: str, how: Word | str = "", by: Actor, at: datetime) -> None:
    end_pause(held, at=at)
    held.standing, held.closed_at, held.next_at = standing, at, None
    held.how, held.evidence = str(how), words.strip()
    held.save(update_fields=["standing", "closed_at", "next_at", "how", "evidence", "paused_at"])
    note(held, kind=Happened(str(standing)), words=words, by=by, at=at)
