"""How work goes once somebody holds it: the family has begun, or did not take it up, and at last it is over."""

from datetime import datetime

from wraparound.duties.words import Answered
from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions import whole, write_down
from wraparound.teams.actions.moving import SAY_WHY, CannotTakeWork, hold_work, move_work
from wraparound.teams.actions.owing import meet
from wraparound.teams.events import WorkBegun, WorkEnded, WorkNotTakenUp
from wraparound.teams.models import Work
from wraparound.teams.policies import check_may_tell
from wraparound.teams.queries.seen import teams_held
from wraparound.teams.queries.works import children_of
from wraparound.teams.words import WorkAct


@whole
def note_begun(work: str, *, by: Actor, at: datetime) -> Work:
    """Say that the family has begun with what was offered."""
    held = _held(work, act=WorkAct.BEGIN, by=by, at=at)
    meet(held, how=Answered.DONE, evidence="The family has begun", by=by, at=at)
    return _moved(held, act=WorkAct.BEGIN, event=WorkBegun(held.ref, held.about), by=by, at=at)


@whole
def note_not_taken_up(work: str, *, why: str, by: Actor, at: datetime) -> Work:
    """Say that the family did not take up what was offered, and why; those who asked decide again."""
    held = _held(work, act=WorkAct.NOT_TAKE_UP, by=by, at=at)
    said = _said(why)
    meet(held, how=Answered.NOTHING, evidence=said, by=by, at=at)
    event = WorkNotTakenUp(held.ref, held.about, said)
    return _moved(held, act=WorkAct.NOT_TAKE_UP, words=said, event=event, by=by, at=at)


@whole
def end_work(work: str, *, why: str, by: Actor, at: datetime) -> Work:
    """Say that work with a family is over, and how it ended."""
    held = _held(work, act=WorkAct.END, by=by, at=at)
    said = _said(why)
    return _moved(held, act=WorkAct.END, words=said, event=WorkEnded(held.ref, held.about), by=by, at=at)


def _held(ref: str, *, act: WorkAct, by: Actor, at: datetime) -> Work:
    work = hold_work(ref, act=act, by=by, at=at)
    check_may_tell(by, work=work, teams=teams_held(by, at=at))
    return work


def _said(why: str) -> str:
    if not why.strip():
        raise CannotTakeWork(SAY_WHY, field="why")
    return why.strip()


def _moved(work: Work, *, act: WorkAct, words: str = "", event: Event, by: Actor, at: datetime) -> Work:
    who = work.holder_name if by.link is not None else ""
    move_work(work, act=act, who=who, words=words, by=by, at=at)
    write_down(event, about=children_of(work), by=by, at=at)
    return work
