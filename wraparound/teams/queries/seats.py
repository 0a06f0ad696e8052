"""Seats of a team: who fills them now and did before, how much work each has, and who is away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from wraparound.access.queries import names_of, people_who_may
from wraparound.access.words import Permission
from wraparound.duties.queries.absences import absences_standing
from wraparound.kernel.acting import Actor
from wraparound.teams.models import Seat, Work
from wraparound.teams.queries.seen import not_hidden, seats_on
from wraparound.teams.rules.seats import Load
from wraparound.teams.rules.states import HELD


@dataclass(frozen=True)
class Filled:
    """Who takes work on: their name, and where they have them their account and their seat."""

    name: str
    username: str = ""
    seat: int | None = None


@dataclass(frozen=True)
class SeatShown:
    """A seat that is filled now, with its load, and until when whoever fills it is away."""

    seat: Seat
    load: Load
    away_until: date | None = None
    deputy: str = ""  # by name, who stands in


def filled_by(username: str, *, work: Work, at: datetime) -> Filled | None:
    """Find who can take work on under a username: by their seat in its team, or by their role at its agency.

    Cost: one query.
    """
    if not username:
        return None
    if work.team is not None:
        seat = seats_on(at).filter(team=work.team, username=username).first()
        return Filled(seat.name, username, seat.pk) if seat else None
    people = people_who_may(Permission.TAKE_WORK, agency=work.agency.code, on=localdate(at)) if work.agency else []
    return next((Filled(name, one) for one, name in people if one == username), None)


def filled_numbered(seat: int, *, work: Work, at: datetime) -> Filled | None:
    """Find who fills a seat of the team that is asked; None where it is none of that team's now. Cost: one query."""
    found = seats_on(at).filter(pk=seat, team=work.team).first() if work.team is not None else None
    return Filled(found.name, found.username, found.pk) if found else None


def seats_shown(team: Any, *, by: Actor, at: datetime) -> list[SeatShown]:
    """Give a team's seats of today by name, with their loads and who is away. Cost: four queries."""
    seats = list(seats_on(at).filter(team=team).select_related("agency").order_by("name", "pk"))
    held = not_hidden(Work.objects.filter(team=team, standing__in=HELD), by=by)
    counted = held.values_list("seat", "holder").annotate(pieces=Count("pk", distinct=True), kids=Count("children"))
    loads = [(seat, holder, pieces, kids) for seat, holder, pieces, kids in counted.order_by()]
    away = {one.username: one for one in absences_standing(at=at).filter(username__in=[one.username for one in seats])}
    deputies = names_of(one.deputy for one in away.values()) if away else {}
    return [_shown(one, loads=loads, away=away.get(one.username), deputies=deputies) for one in seats]


def seats_before(team: Any, *, at: datetime) -> list[Seat]:
    """Give the seats of a team that have ended or are to come, the latest first. Cost: one query."""
    found = Seat.objects.filter(team=team).exclude(pk__in=seats_on(at).values("pk"))
    return list(found.select_related("agency").order_by("-begins_on", "name"))


def people_of_teams(*, at: datetime) -> dict[str, int]:
    """Count the seats of each team that are filled today, by the team's code. Cost: one query."""
    return dict(seats_on(at).values_list("team__code").annotate(Count("pk")).order_by())


def _shown(seat: Seat, *, loads: list[tuple[Any, ...]], away: Any, deputies: dict[str, str]) -> SeatShown:
    own = [one for one in loads if one[0] == seat.pk or (one[0] is None and one[1] and one[1] == seat.username)]
    load = Load(sum(one[2] for one in own), sum(one[3] for one in own), seat.share)
    if away is None:
        return SeatShown(seat, load)
    return SeatShown(seat, load, away.ends_on, deputies.get(away.deputy, away.deputy))
