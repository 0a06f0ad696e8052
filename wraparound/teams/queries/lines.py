"""Work as lines of lists, with whom it is for as far as the reader may have names, and counts for somebody's home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.duties.queries.due import DueClock, clocks_numbered
from wraparound.identity.queries.seen import is_seen, records_told
from wraparound.identity.queries.told import said_now
from wraparound.identity.rules import mostly_born, mostly_called
from wraparound.kernel.acting import Actor
from wraparound.teams.models import Work, WorkChild
from wraparound.teams.policies import holds
from wraparound.teams.queries.seen import in_teams_of, not_hidden
from wraparound.teams.rules.states import CLOSED, HELD, WAITS
from wraparound.teams.words import WorkStanding

NOBODY = "Nobody holds a record of this person now"


@dataclass(frozen=True)
class ChildShown:
    """Somebody for whom work is asked: a name where the reader may have it, a code where they may open the page."""

    pk: int
    name: str
    born: str
    code: str


@dataclass(frozen=True)
class WorkLine:
    """One line of a list: the work, whom it is for as far as the reader may have names, and what is owed of it."""

    work: Work
    names: list[str]
    persons: list[int]  # whose names those are
    others: int  # whose names are on the work's own page alone
    due: DueClock | None


def lines_of(found: QuerySet[Work], *, by: Actor, at: datetime) -> list[WorkLine]:
    """Give work of which somebody may know as lines of a list. Cost: four queries, however many."""
    works = list(found)
    clocks = clocks_numbered([work.duty for work in works if work.duty])
    theirs: dict[int, list[ChildShown]] = {}
    for work, child in children_shown(works, by=by, at=at):
        theirs.setdefault(work, []).append(child)
    return [_line(work, children=theirs.get(work.pk, []), due=clocks.get(work.duty or 0), by=by) for work in works]


def children_shown(works: Iterable[Work], *, by: Actor, at: datetime) -> list[tuple[int, ChildShown]]:
    """Give whom some work is for, with the work's number; a code only where the reader may open the page."""
    seen = ExpressionWrapper(is_seen("person", by=by, at=at), BooleanField())
    found = WorkChild.objects.filter(work__in=[work.pk for work in works]).select_related("person")
    rows = list(found.annotate(may=seen).order_by("pk"))
    told = records_told({row.person.became_id or row.person_id for row in rows}, by=by) if rows else {}
    shown = []
    for row in rows:
        said = said_now(told.get(row.person.became_id or row.person_id, []))
        name, born = (mostly_called(said), mostly_born(said)) if said else (NOBODY, "")
        code = row.person.code if row.may and row.person.became_id is None else ""
        shown.append((row.work_id, ChildShown(row.person_id, name, born, code)))
    return shown


def work_waiting(by: Actor, *, at: datetime) -> dict[str, int]:
    """Count what waits for someone's teams and their agency's services, and what is their own. Cost: one query."""
    asked = in_teams_of(by, at=at) | Q(team__isnull=True, agency__code=by.agency)
    if permitted(by.roles, permission=Permission.ALLOCATE_WORK):
        asked |= Q(team__agency__code=by.agency)
    own = Q(holder=by.username, standing__in=HELD) | Q(allocated_to=by.username, standing__in=WAITS)
    found = not_hidden(Work.objects.exclude(standing__in=CLOSED), by=by)
    return found.aggregate(
        teams=Count("pk", filter=asked & Q(standing=WorkStanding.WANTED), distinct=True),
        own=Count("pk", filter=own, distinct=True),
    )


def _line(work: Work, *, children: list[ChildShown], due: DueClock | None, by: Actor) -> WorkLine:
    own = holds(by, work=work)
    named = [one for one in children if own or one.code]
    names, persons = [one.name for one in named], [one.pk for one in named]
    return WorkLine(work, names, persons, len(children) - len(named), due)
