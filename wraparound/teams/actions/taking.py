"""Taking work on: proposed by a manager, accepted by somebody named, refused with why, handed over."""

from dataclasses import replace
from datetime import datetime

from wraparound.duties.words import Answered
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.teams.actions.moving import SAY_WHY, CannotTakeWork, hold_work, move_work
from wraparound.teams.actions.owing import TAKEN_UP, let_go, meet, owe, pass_on
from wraparound.teams.events import WorkAccepted, WorkAllocated, WorkHandedOver, WorkRefused, WorkReleased
from wraparound.teams.models import Work
from wraparound.teams.policies import (
    MayNotTakeWork,
    allocates,
    check_may_allocate,
    check_may_hand_over,
    check_may_note,
    check_may_take,
    holds,
)
from wraparound.teams.queries.seats import Filled, filled_by, filled_numbered
from wraparound.teams.queries.seen import teams_held
from wraparound.teams.queries.works import children_of
from wraparound.teams.words import WorkAct, WorkStanding

SAY_NAME = "Give the name of whoever takes it on: work is never with “the team”."
NO_SEAT = "Choose somebody who has a seat in the team now."


@whole
def allocate(work: str, *, username: str, by: Actor, at: datetime) -> Work:
    """Propose, as a manager, who takes work on: somebody who has a seat in the team; it is theirs once they accept."""
    held = hold_work(work, act=WorkAct.ALLOCATE, by=by, at=at)
    check_may_allocate(by, work=held, teams=teams_held(by, at=at))
    seat = filled_by(username, work=held, at=at)
    if seat is None:
        raise CannotTakeWork(NO_SEAT, field="username")
    pass_on(held, was=held.allocated_to, now=username, by=by, at=at)
    held.allocated_to = username
    move_work(held, act=WorkAct.ALLOCATE, who=seat.name, by=by, at=at)
    write_down(WorkAllocated(held.ref, held.about, seat.name), about=children_of(held), by=by, at=at)
    return held


@whole
def accept_work(work: str, *, name: str = "", seat: int | None = None, by: Actor, at: datetime) -> Work:
    """Take work on: oneself; by a link, whoever is named; for somebody with a `seat`, as a manager."""
    held = hold_work(work, act=WorkAct.ACCEPT, by=by, at=at)
    teams = teams_held(by, at=at)
    check_may_take(by, work=held, teams=teams)
    manages = allocates(by, work=held, teams=teams)
    if held.standing == WorkStanding.ALLOCATED and by.link is None and not (manages or holds(by, work=held)):
        raise MayNotTakeWork("A manager allocated this to somebody else. They accept it, or the manager does.")
    if seat is not None and not manages:
        raise MayNotTakeWork("A manager accepts for others.")
    who = _who_accepts(held, name=name.strip(), seat=seat, by=by, at=at)
    return _accepted(held, who=who, words="", by=by, at=at)


@whole
def note_accepted(work: str, *, name: str, how: str, by: Actor, at: datetime) -> Work:
    """Note, as those who asked, who takes work on, as they heard it, and how they did."""
    held = hold_work(work, act=WorkAct.ACCEPT, by=by, at=at)
    check_may_note(by, work=held)
    if not name.strip():
        raise CannotTakeWork(SAY_NAME, field="name")
    if not how.strip():
        raise CannotTakeWork("Say how you heard it, such as “by telephone from the manager”.", field="how")
    return _accepted(held, who=Filled(name=name.strip()[:150]), words=how.strip(), by=by, at=at)


@whole
def refuse_work(work: str, *, why: str, name: str = "", by: Actor, at: datetime) -> Work:
    """Say that a team or a service does not take work on, and why; those who asked decide again."""
    held = hold_work(work, act=WorkAct.REFUSE, by=by, at=at)
    check_may_take(by, work=held, teams=teams_held(by, at=at))
    return _refused(held, why=why, name=name if by.link is not None else "", by=by, at=at)


@whole
def note_refused(work: str, *, name: str, why: str, by: Actor, at: datetime) -> Work:
    """Note, as those who asked, who refused work and why, as they heard it."""
    held = hold_work(work, act=WorkAct.REFUSE, by=by, at=at)
    check_may_note(by, work=held)
    if not name.strip():
        raise CannotTakeWork("Give the name of whoever refused it.", field="name")
    return _refused(held, why=why, name=name, by=by, at=at)


@whole
def hand_over_work(work: str, *, username: str = "", why: str, by: Actor, at: datetime) -> Work:
    """Give work that was accepted to somebody else with a seat; without a name it waits for somebody again."""
    act = WorkAct.HAND_OVER if username else WorkAct.RELEASE
    held = hold_work(work, act=act, by=by, at=at)
    check_may_hand_over(by, work=held, teams=teams_held(by, at=at))
    if not why.strip():
        raise CannotTakeWork("Say why it is handed over, so that whoever takes it on knows.", field="why")
    if not username:
        return give_back(held, why=why.strip(), by=by, at=at)
    seat = filled_by(username, work=held, at=at)
    if seat is None or username == held.holder:
        raise CannotTakeWork(NO_SEAT, field="username")
    pass_on(held, was=held.holder, now=username, by=by, at=at)
    held.holder, held.holder_name, held.seat_id = seat.username, seat.name, seat.seat
    move_work(held, act=act, who=seat.name, words=why.strip(), by=by, at=at)
    write_down(WorkHandedOver(held.ref, held.about, seat.name), about=children_of(held), by=by, at=at)
    return held


@whole
def give_back(work: Work, *, why: str, by: Actor, at: datetime) -> Work:
    """Have work that is held wait for somebody again, with a new clock; what is only allocated keeps its clock."""
    was = WorkStanding(work.standing)
    if was is WorkStanding.ALLOCATED:
        pass_on(work, was=work.allocated_to, now="", by=by, at=at)
    else:
        let_go(work, why=why, by=by, at=at)
    move_work(work, act=WorkAct.RELEASE, words=why, by=by, at=at)
    if was is not WorkStanding.ALLOCATED:
        owe(work, rule=work.due_rule, by=by, at=at)
    write_down(WorkReleased(work.ref, work.about, why), about=children_of(work), by=by, at=at)
    return work


def _who_accepts(work: Work, *, name: str, seat: int | None, by: Actor, at: datetime) -> Filled:
    if seat is not None:
        found = filled_numbered(seat, work=work, at=at)
        if found is None:
            raise CannotTakeWork(NO_SEAT, field="username")
        return found
    if by.link is None and not name:
        return filled_by(by.username, work=work, at=at) or Filled(name=str(by), username=by.username)
    if not name:
        raise CannotTakeWork(SAY_NAME, field="name")
    if by.link is None and work.team is not None:
        raise CannotTakeWork(NO_SEAT, field="username")
    return Filled(name=name[:150])


def _accepted(work: Work, *, who: Filled, words: str, by: Actor, at: datetime) -> Work:
    meet(work, how=Answered.DONE, evidence=f"Accepted by {who.name}", by=by, at=at)
    work.holder, work.holder_name, work.seat_id, work.accepted_at = who.username, who.name, who.seat, at
    move_work(work, act=WorkAct.ACCEPT, who=who.name, words=words, by=by, at=at)
    owe(work, rule=TAKEN_UP, owner=who.username, by=by, at=at)
    write_down(WorkAccepted(work.ref, work.about, who.name), about=children_of(work), by=by, at=at)
    return work


def _refused(work: Work, *, why: str, name: str, by: Actor, at: datetime) -> Work:
    if not why.strip():
        raise CannotTakeWork(SAY_WHY, field="why")
    meet(work, how=Answered.REFUSED, evidence=why, by=by, at=at)
    acting = replace(by, name=name.strip()[:150]) if name.strip() else by
    move_work(work, act=WorkAct.REFUSE, words=why.strip(), by=acting, at=at)
    write_down(WorkRefused(work.ref, work.about, work.why), about=children_of(work), by=by, at=at)
    return work
