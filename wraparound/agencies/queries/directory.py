"""Who works for children here, and how to reach them at this moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet

from wraparound.agencies.models import Agency, Team
from wraparound.agencies.queries.area import area_in, area_now, services_of, teams_declared, versions
from wraparound.agencies.rules import LONDON, OpenNow, open_at
from wraparound.agencies.words import AgencyDeclared, Area, ContactPoint, Reached, ServiceDeclared, TeamDeclared


@dataclass(frozen=True)
class Listed:
    """An agency in the directory: as declared, whether it is open, and the ways to reach it now, best first."""

    agency: AgencyDeclared
    now: OpenNow
    reach: tuple[ContactPoint, ...]


@dataclass(frozen=True)
class AgencyPage:
    """All that the directory says of one agency."""

    listed: Listed
    area: Area
    services: tuple[ServiceDeclared, ...]
    teams: tuple[TeamDeclared, ...]
    ended_on: date | None
    today: date


def agency(code: str) -> Agency | None:
    """Find an agency by its code, also one that has ended."""
    return Agency.objects.filter(code=code).first()


def agencies_of_area() -> QuerySet[Agency]:
    """Find the agencies that work here now, by name."""
    return Agency.objects.filter(ended_on__isnull=True).order_by("name")


def agencies_ever() -> QuerySet[Agency]:
    """Find every agency that works here or once did, by code."""
    return Agency.objects.order_by("code")


def team(code: str) -> Team | None:
    """Find a team by its code, also one that has ended."""
    return Team.objects.select_related("agency").filter(code=code).first()


def name_of_team(code: OuterRef) -> QuerySet[Team, Any]:
    """Ask for a team's name by its code, as a column of a query of another table."""
    return Team.objects.filter(code=code).values("name")[:1]


def teams_of(agency: str) -> QuerySet[Team]:
    """Find the teams that an agency has now, by name."""
    return Team.objects.filter(agency__code=agency, ended_on__isnull=True).select_related("agency").order_by("name")


def teams_of_area() -> QuerySet[Team]:
    """Find the teams that work here now, by agency and name."""
    return Team.objects.filter(ended_on__isnull=True).select_related("agency").order_by("agency__name", "name")


def directory(at: datetime, *, name: str = "", kind: str = "") -> list[Listed]:
    """List the agencies whose name or purpose holds some words, of one type or of all, by name."""
    area = area_now()
    sought = name.casefold().split()
    found = [
        one
        for one in (area.agencies.agencies if area else ())
        if (not kind or one.type == kind) and all(word in f"{one.name} {one.about}".casefold() for word in sought)
    ]
    return [listed(one, at=at) for one in sorted(found, key=lambda one: one.name.casefold())]


def agency_page(code: str, *, at: datetime) -> AgencyPage | None:
    """Give an agency's page: as it is now, or as it last was if it has ended."""
    held = agency(code)
    if not held:
        return None
    for area in _areas():
        for one in area.agencies.agencies:
            if one.code == code:
                return AgencyPage(
                    listed(one, at=at),
                    area,
                    services_of(code, area=area),
                    teams_declared(code, area=area),
                    held.ended_on,
                    at.astimezone(LONDON).date(),
                )
    return None


def listed(one: AgencyDeclared, *, at: datetime) -> Listed:
    """Say whether an agency is open at a moment, and which of its contact points are answered."""
    now = open_at(at, hours=one.opening)
    answered = {Reached.ALWAYS, Reached.DAY if now.is_open else Reached.OUT_OF_HOURS}
    return Listed(one, now, tuple(point for point in one.contacts if point.reached in answered))


def _areas() -> Iterator[Area]:
    """Give the settings in force, then the earlier ones, newest first, each read only when it is reached."""
    return (area_in(version) for version in versions().iterator())
