"""Moving work from where it stands to where an act leads: held from others until it is done, and a line of history."""

from datetime import datetime

from wraparound.access.queries import names_of
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole
from wraparound.teams.models import Work, WorkStep
from wraparound.teams.queries.seen import works_seen
from wraparound.teams.rules.states import CLOSED, HELD, standing_after, why_not
from wraparound.teams.words import WorkAct, WorkStanding

NOT_THERE = "There is no such work, or it is not yours to see."
SAY_WHY = "Say why, so that those who asked can decide again."


class CannotTakeWork(CannotDo):
    """The work is not there, or somebody else was first: it says who."""

    def __init__(self, words: str, *, field: str = "") -> None:
        """Say which field of a form it is about."""
        super().__init__(words)
        self.field = field


@whole
def hold_work(ref: str, *, act: WorkAct, by: Actor, at: datetime) -> Work:
    """Find work that someone may see and keep others from it; raises CannotTakeWork where this cannot be done now."""
    seen = works_seen(by, at=at).filter(ref=ref).values_list("pk", flat=True).first()
    held = Work.objects.select_for_update(of=("self",)).select_related("agency", "team__agency", "asking_agency")
    work = held.filter(pk=seen or 0).first()
    if work is None:
        raise CannotTakeWork(NOT_THERE)
    standing = WorkStanding(work.standing)
    if standing_after(standing, act=act) is None:
        raise CannotTakeWork(why_not(standing, who=_who(work), why=work.why))
    return work


@whole
def move_work(work: Work, *, act: WorkAct, who: str = "", words: str = "", by: Actor, at: datetime) -> Work:
    """Have work stand where an act leads, and write the act in its history; `who` is whoever takes it on from then."""
    after = standing_after(WorkStanding(work.standing), act=act)
    if after is None:
        raise CannotTakeWork(why_not(WorkStanding(work.standing), who=_who(work), why=work.why))
    work.standing = after
    if after is not WorkStanding.ALLOCATED:
        work.allocated_to = ""
    if after is WorkStanding.WANTED:
        work.holder, work.holder_name, work.seat = "", "", None
        work.accepted_at, work.begun_at = None, None
    if after in CLOSED:
        work.closed_at, work.why = at, words
    if after in HELD and act is WorkAct.BEGIN:
        work.begun_at = at
    work.save()
    name = who if by.link is not None and who else str(by)
    WorkStep.objects.create(work=work, act=act, by=by.username, name=name, who=who, words=words, at=at)
    return work


def _who(work: Work) -> str:
    """Say who was first: whoever holds it, has it, or closed it."""
    if work.standing == WorkStanding.ALLOCATED:
        return names_of([work.allocated_to]).get(work.allocated_to, work.allocated_to)
    if work.standing in {WorkStanding.REFUSED, WorkStanding.WITHDRAWN}:
        return WorkStep.objects.filter(work=work).order_by("-pk").values_list("name", flat=True).first() or ""
    return str(work.holder_name)
