"""Adopting an area's settings: all of them from one moment on, or none."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wraparound.agencies.events import AreaAdopted
from wraparound.agencies.models import Agency, AreaVersion, Team
from wraparound.agencies.policies import check_may_adopt
from wraparound.agencies.queries import settings_have_changed
from wraparound.agencies.rules import LONDON, Checked, area_in, changes_between
from wraparound.agencies.words import AgencyDeclared, Area, Fault, Way
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotAdopt(CannotDo):
    """The area's settings cannot be taken over; `faults` names each."""

    def __init__(self, why: str, *, faults: tuple[Fault, ...] = ()) -> None:
        """Keep the faults beside the sentence."""
        super().__init__(why)
        self.faults = faults


@whole
def adopt_area(folder: Path, *, by: Actor, at: datetime) -> AreaVersion:
    """Have the node work by an area's folder from now on; the same content again changes nothing."""
    check_may_adopt(by)
    found = area_in(folder)
    if found.faults or not found.area:
        lines = "\n".join(map(str, found.faults))
        raise CannotAdopt(f"Nothing was adopted, for this is wrong:\n{lines}", faults=found.faults)
    now = AreaVersion.objects.select_for_update().order_by("-number").first()
    if now and now.area != found.area.area.code:
        raise CannotAdopt(f'This node serves "{now.area}". A node serves one area; set up another for its neighbour.')
    if now and now.hash == found.hash:
        return now
    return _adopt(found, area=found.area, now=now, by=by, at=at)


def _adopt(found: Checked, *, area: Area, now: AreaVersion | None, by: Actor, at: datetime) -> AreaVersion:
    changed = changes_between(now.content if now else {}, after=found.content)
    version = AreaVersion.objects.create(
        number=now.number + 1 if now else 1,
        area=area.area.code,
        hash=found.hash,
        content=found.content,
        changed=list(changed),
        adopted_at=at,
        adopted_by=by.username,
    )
    settings_have_changed()
    ended = _keep(area, on=at.astimezone(LONDON).date())
    event = AreaAdopted(area.area.code, version.number, version.hash, changed, ended)
    write_down(event, by=by, at=at)
    return version


def _keep(area: Area, *, on: date) -> tuple[str, ...]:
    """Bring agencies and teams in line, and give the codes of those that end now."""
    agencies = [Agency(**_agency(one)) for one in area.agencies.agencies]
    _write(Agency, agencies, fields=["name", "type", "phone", "email", "ended_on"])
    held = {one.code: one for one in Agency.objects.all()}
    offered = {one.code: held[one.agency] for one in area.teams.services}
    teams = [
        Team(code=one.code, name=one.name, agency=offered[one.service], service=one.service) for one in area.teams.teams
    ]
    _write(Team, teams, fields=["name", "agency", "service", "ended_on"])
    return (*_end(Team, teams, on=on), *_end(Agency, agencies, on=on))


def _agency(one: AgencyDeclared) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "type": str(one.type)} | {
        str(way): next((point.value for point in one.contacts if point.way == way), "") for way in Way
    }


def _write(table: Any, rows: list[Any], *, fields: list[str]) -> None:
    """Insert rows and bring those with the same code in line; one that had ended begins again."""
    if rows:
        table.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)


def _end(table: Any, stay: Iterable[Any], *, on: date) -> tuple[str, ...]:
    """End what is no longer declared; nothing is erased."""
    gone = table.objects.filter(ended_on__isnull=True).exclude(code__in=[one.code for one in stay])
    codes = tuple(gone.order_by("code").values_list("code", flat=True))
    gone.update(ended_on=on)
    return codes
