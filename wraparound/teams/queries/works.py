"""Work about something, as those see it who asked, and who leads the work with some children."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wraparound.access.queries import names_of
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.agencies.queries import area_now
from wraparound.agencies.words import Way
from wraparound.duties.queries.due import DueClock, clocks_numbered
from wraparound.identity.queries import among
from wraparound.identity.queries.codes import numbers_hidden, numbers_retired
from wraparound.identity.queries.seen import codes_leading_to
from wraparound.kernel.acting import Actor
from wraparound.teams.models import Work, WorkChild
from wraparound.teams.queries.seen import not_hidden
from wraparound.teams.rules.states import HELD
from wraparound.teams.words import WorkStanding


@dataclass(frozen=True)
class WorkShown:
    """A piece of work, as plain values for a page of another capability."""

    ref: str
    about: str
    standing: WorkStanding
    words: str
    agency: str  # a code; "" where the service is of no agency here
    agency_name: str
    team: str
    service: str
    service_name: str
    address: str
    level: str
    leads: bool
    persons: tuple[int, ...]
    asked_by: str
    asked_at: datetime
    allocated_to: str  # by name
    holder: str  # a username; "" for somebody without an account
    holder_name: str
    accepted_at: datetime | None
    begun_at: datetime | None
    closed_at: datetime | None
    why: str  # it is over
    due: DueClock | None  # of what is owed now
    unreached_why: str


@dataclass(frozen=True)
class Lead:
    """The lead practitioner of a child: who, of which team or service, since when, and by which work."""

    username: str
    name: str
    team: str  # a code; "" where it is a service's
    team_name: str
    agency: str  # a code; "" where it is none of ours
    since: datetime | None
    work: str


def works_about(about: str, *, by: Actor) -> list[WorkShown]:
    """Give all work asked for about something, the oldest first. Cost: four queries.

    Whoever calls this has seen that one may see what it is about; work for anybody who is hidden is left out.
    """
    found = Work.objects.filter(about=about).select_related("agency", "team").prefetch_related("children")
    works = list(not_hidden(found, by=by).order_by("pk"))
    clocks = clocks_numbered([work.duty for work in works if work.duty])
    names = names_of({work.allocated_to for work in works if work.allocated_to} | {work.asked_by for work in works})
    return [_shown(work, clocks=clocks, names=names) for work in works]


def lead_of(persons: Collection[int], *, by: Actor) -> dict[int, Lead]:
    """Give the lead practitioner of each of some persons who has one and is not hidden: the last who accepted.

    Cost: one query; two where the number of one of them was retired since.
    """
    if not persons:
        return {}
    found = WorkChild.objects.filter(person__in=codes_leading_to(among(persons)))
    found = found.filter(work__leads=True, work__standing__in=HELD).select_related("work__agency", "work__team")
    if not permitted(by.roles, permission=Permission.KEEP_SHIELDS):
        found = found.exclude(person__in=numbers_hidden(openly=True))
    rows = list(found.order_by("work__accepted_at", "work__pk"))
    others = {row.person_id for row in rows} - set(persons)
    led = numbers_retired(others) if others else {}
    return {led.get(row.person_id, row.person_id): _lead(row.work) for row in rows}


def children_of(work: Work) -> list[int]:
    """Give the numbers of those whom work is for. Cost: one query."""
    return list(WorkChild.objects.filter(work=work).order_by("pk").values_list("person", flat=True))


def address_of(*, team: str, agency: Any) -> str:
    """Give where letters to a team go, as the area's settings say, else those to the agency whose service is asked."""
    area = area_now() if team else None
    points = [point for one in area.teams.teams if one.code == team for point in one.contacts] if area else []
    own = next((point.value for point in points if point.way is Way.EMAIL), "")
    return own or ("" if team or agency is None else str(agency.email))


def any_work() -> bool:
    """Say whether anybody was ever asked to take work on."""
    return Work.objects.exists()


def _shown(work: Work, *, clocks: dict[int, DueClock], names: dict[str, str]) -> WorkShown:
    same = (
        "ref", "about", "words", "service", "service_name", "address", "level", "leads", "asked_at", "holder",
        "holder_name", "accepted_at", "begun_at", "closed_at", "why", "unreached_why",
    )  # fmt: skip
    return WorkShown(
        **{name: getattr(work, name) for name in same},
        standing=WorkStanding(work.standing),
        agency=work.agency.code if work.agency else "",
        agency_name=work.agency.name if work.agency else "",
        team=work.team.code if work.team else "",
        persons=tuple(sorted(one.person_id for one in work.children.all())),
        asked_by=names.get(work.asked_by, work.asked_by),
        allocated_to=names.get(work.allocated_to, work.allocated_to),
        due=clocks.get(work.duty or 0),
    )


def _lead(work: Work) -> Lead:
    team, agency = work.team, work.agency
    return Lead(
        username=work.holder,
        name=work.holder_name,
        team=team.code if team else "",
        team_name=work.service_name,
        agency=agency.code if agency else "",
        since=work.accepted_at,
        work=work.ref,
    )
