"""The page of the area's settings: a version, what it says, what changed with it, and the others."""

from dataclasses import dataclass

from wraparound.agencies.models import AreaVersion, ReferenceLoad, RowSetAside
from wraparound.agencies.queries.area import area_in, version_now, version_numbered, versions
from wraparound.agencies.queries.reference import loads_of_reference, rows_set_aside
from wraparound.agencies.words import Area

SHOWN = 50  # versions, and loads, on one page


@dataclass(frozen=True)
class SettingsPage:
    """One version of the area's settings with what it says, all versions and the loads of public facts."""

    version: AreaVersion | None
    settings: Area | None
    versions: list[AreaVersion]
    loads: list[ReferenceLoad]
    is_now: bool
    agency_names: dict[str, str]
    service_names: dict[str, str]


@dataclass(frozen=True)
class LoadPage:
    """One file of public facts, and its rows that were set aside."""

    load: ReferenceLoad
    rows: list[RowSetAside]


def settings_page(number: int | None = None) -> SettingsPage:
    """Give a version of the settings by its number, or the one in force."""
    every = list(versions()[:SHOWN])
    version = version_numbered(number) if number is not None else version_now()
    settings = area_in(version) if version else None
    return SettingsPage(
        version,
        settings,
        every,
        list(loads_of_reference()[:SHOWN]),
        is_now=bool(version and every and version.number == every[0].number),
        agency_names={one.code: one.name for one in settings.agencies.agencies} if settings else {},
        service_names={one.code: one.name for one in settings.teams.services} if settings else {},
    )


def load_page(number: int) -> LoadPage | None:
    """Give a load of public facts by its number."""
    load = loads_of_reference().filter(pk=number).first()
    return LoadPage(load, list(rows_set_aside(load))) if load else None
