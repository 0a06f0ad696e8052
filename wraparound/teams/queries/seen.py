"""Which work someone may see: the one condition of every list, count and page of it.

Work is there for those who asked, those who are asked, and whoever holds it. If anybody it is for is hidden from the
one who looks, none of it is there: its text may name any of them, and one name fewer would tell that one is missing.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from wraparound.access.queries import link_about, people_in_teams
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.queries.codes import numbers_hidden
from wraparound.kernel.acting import Actor
from wraparound.teams.models import Seat, Work, WorkChild

ABOUT = "work:"  # before a reference, in what a link, a letter and a duty are about


def subject_of(work: Work) -> str:
    """Say what a link, a letter or a duty about some work is about."""
    return f"{ABOUT}{work.ref}"


def seats_on(day: datetime) -> QuerySet[Seat]:
    """Find the seats that are filled on the day of a moment."""
    on = localdate(day)
    return Seat.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), begins_on__lte=on)


def teams_held(by: Actor, *, at: datetime) -> frozenset[str]:
    """Give the codes of the teams in which someone works: by a role, or by a seat. Cost: one query."""
    if by.link is not None or not by.username:
        return frozenset()
    return by.teams | set(seats_on(at).filter(username=by.username).values_list("team__code", flat=True))


def is_of(teams: Collection[str], *, who: str, at: datetime) -> Q:
    """Give the condition that the username in a field `who` is of somebody of some teams, by a role or by a seat."""
    seated = seats_on(at).filter(team__code__in=teams).exclude(username="").values("username")
    return Q((f"{who}__in", seated)) | Q((f"{who}__in", people_in_teams(teams, on=localdate(at))))


def in_teams_of(by: Actor, *, at: datetime) -> Q:
    """Give the condition that work is asked of a team in which someone works, by a role or by a seat."""
    seats = seats_on(at).filter(username=by.username).exclude(username="")
    return Q(team__code__in=by.teams) | Q(team__in=seats.values("team"))


def not_hidden(found: QuerySet[Work], *, by: Actor) -> QuerySet[Work]:
    """Leave out work for anybody who is hidden from someone."""
    if permitted(by.roles, permission=Permission.KEEP_SHIELDS):
        return found
    return found.exclude(Exists(WorkChild.objects.filter(work=OuterRef("pk"), person__in=numbers_hidden(openly=True))))


def works_hidden() -> QuerySet[Work]:
    """Find the work for anybody who is shielded."""
    hidden = WorkChild.objects.filter(work=OuterRef("pk"), person__in=numbers_hidden(openly=True))
    return Work.objects.filter(Exists(hidden))


def works_seen(by: Actor, *, at: datetime) -> QuerySet[Work]:
    """Find the work that someone may see. Cost of what it is made of: one query."""
    found = Work.objects.select_related("agency", "team__agency", "asking_agency")
    if by.link is not None:
        about = link_about(by.link, agency=by.agency)
        ref = about.removeprefix(ABOUT) if about.startswith(ABOUT) else ""
        return not_hidden(found.filter(ref=ref), by=by)
    condition = Q(pk__in=[])
    if permitted(by.roles, permission=Permission.TAKE_WORK):
        condition |= in_teams_of(by, at=at) | Q(team__isnull=True, agency__code=by.agency)
        condition |= Q(holder=by.username) | Q(allocated_to=by.username)
    if permitted(by.roles, permission=Permission.ALLOCATE_WORK):
        condition |= Q(team__agency__code=by.agency)
    if permitted(by.roles, permission=Permission.ASK_FOR_WORK):
        condition |= Q(asking_agency__code=by.agency)
    return not_hidden(found.filter(condition), by=by)
