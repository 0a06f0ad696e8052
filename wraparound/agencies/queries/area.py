"""What the area says of itself, now and on a day in the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from wraparound.agencies.models import AreaVersion
from wraparound.agencies.rules import LONDON, area_of
from wraparound.agencies.words import (
    AgencyDeclared,
    Agreements,
    Area,
    AreaWords,
    FeedDeclared,
    LevelOfNeed,
    Reference,
    RetentionRule,
    RoleName,
    SamplePerson,
    ServiceDeclared,
    TeamDeclared,
)
from wraparound.ledger.queries import Compiled

_read: ContextVar[list[str] | None] = ContextVar("which settings were read while one page is made", default=None)


@contextmanager
def settings_read_once() -> Iterator[None]:
    """Read which settings are in force once for all that is done within, so that a page is made by one version."""
    before = _read.set([])
    try:
        yield
    finally:
        _read.reset(before)


def settings_have_changed() -> None:
    """Have the settings in force be read again: others were adopted."""
    if read := _read.get():
        read.clear()


def versions() -> QuerySet[AreaVersion]:
    """Find every version of the area's settings, newest first, without their content."""
    return AreaVersion.objects.order_by("-number").defer("content")


def version_now() -> AreaVersion | None:
    """Find the version in force, without its content."""
    return versions().first()


def version_numbered(number: int) -> AreaVersion | None:
    """Find a version by its number."""
    return versions().filter(number=number).first()


def area_now() -> Area | None:
    """Give the area's settings in force; None before any were adopted. Cost: one small query, and one for a page."""
    read = _read.get()
    found = list(read or (held for (held,) in NEWEST.rows()))
    if read is not None:
        read[:] = found
    return next(map(_area_of, found), None)


NEWEST = Compiled(lambda: AreaVersion.objects.order_by("-number").values_list("hash")[:1])


def area_on(day: date) -> Area | None:
    """Give the settings that were in force at the end of a day."""
    ends = datetime.combine(day + timedelta(days=1), time(), LONDON)
    return _area_with(AreaVersion.objects.filter(adopted_at__lt=ends).order_by("-number"))


def area_in(version: AreaVersion) -> Area:
    """Give the settings of one version, as typed as those of today."""
    return _area_of(version.hash)


def level(code: str) -> LevelOfNeed | None:
    """Find a level of need by its code."""
    return next((one for one in levels() if one.code == code), None)


def levels() -> tuple[LevelOfNeed, ...]:
    """Give the levels of need, the least need first."""
    now = area_now()
    return tuple(sorted(now.levels.levels, key=lambda one: one.place)) if now else ()


def words() -> AreaWords:
    """Give the words the area uses; the usual ones before any were adopted."""
    now = area_now()
    return now.words if now else AreaWords()


def feeds_declared() -> tuple[FeedDeclared, ...]:
    """Give the feeds that the area's settings declare."""
    now = area_now()
    return now.feeds.feeds if now else ()


def feed_declared(code: str) -> FeedDeclared | None:
    """Find a declared feed by its code."""
    return next((one for one in feeds_declared() if one.code == code), None)


def agencies_declared() -> tuple[AgencyDeclared, ...]:
    """Give the agencies as the area declares them, with contact points and opening hours."""
    now = area_now()
    return now.agencies.agencies if now else ()


def services_of(agency: str, *, area: Area) -> tuple[ServiceDeclared, ...]:
    """Give the services of an agency."""
    return tuple(one for one in area.teams.services if one.agency == agency)


def teams_declared(agency: str, *, area: Area) -> tuple[TeamDeclared, ...]:
    """Give the teams of an agency's services, with their contact points."""
    offered = {one.code for one in services_of(agency, area=area)}
    return tuple(one for one in area.teams.teams if one.service in offered)


def retention_rules() -> tuple[RetentionRule, ...]:
    """Give the rules of how long records are kept."""
    now = area_now()
    return now.retention.rules if now else ()


def agreements_declared() -> Agreements:
    """Give who may tell whom what, as the area's file says it to begin with; nothing before any were adopted."""
    now = area_now()
    return now.agreements if now else Agreements()


def role_names() -> tuple[RoleName, ...]:
    """Give what the area calls each role."""
    now = area_now()
    return now.people.roles if now else ()


def people_of_sample() -> tuple[SamplePerson, ...]:
    """Give the invented people to sign in as, for development only."""
    now = area_now()
    return now.people.people if now else ()


def reference_now() -> Reference:
    """Give how files of public facts are written; as published before anything was adopted."""
    now = area_now()
    return now.reference if now else Reference()


def _area_with(found: QuerySet[AreaVersion]) -> Area | None:
    held = found.values_list("hash", flat=True).first()
    return _area_of(held) if held else None


@lru_cache(maxsize=8)
def _area_of(held: str) -> Area:
    """Read and build a content once: what has the same fingerprint is the same for ever."""
    content = AreaVersion.objects.filter(hash=held).order_by("-number").values_list("content", flat=True)[0]
    return area_of(content)
