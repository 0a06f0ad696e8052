"""Seats of a team: who fills them now and did before, how much work each has, and who is away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from wraparound.access.queries import people_who_may
from wraparound.access.words import Permission
from wraparound.duties.queries.absences import absences_standing
from wraparound.teams.models import Seat, Work
from wraparound.teams.queries.seen import seats_on
from wraparound.teams.rules.seats import Load


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
    deputy: str = ""  # by name, who of the team stands in


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


def seats_to_choose(work: Work, *, at: datetime) -> list[Filled]:
    """Give those who can take work on: with a seat in its team, or at the agency that is asked. Cost: one query."""
    if work.team is not None:
        seats = seats_on(at).filter(team=work.team).order_by("name", "pk")
        return [Filled(one.name, one.username, one.pk) for one in seats]
    people = people_who_may(Permission.TAKE_WORK, agency=work.agency.code, on=localdate(at)) if work.agency else []
    return [Filled(name, username) for username, name in people]


def seats_now(team: Any, *, at: datetime) -> list[Seat]:
    """Give a team's seats of today by name. Cost: one query."""
    return list(seats_on(at).filter(team=team).select_related("agency").order_by("name", "pk"))


def seats_shown(seats: Sequence[Seat], *, held: Iterable[tuple[Work, int]], at: datetime) -> list[SeatShown]:
    """Give seats with their loads, of work that is held for so many children each, and who is away. Cost: one query."""
    loads = list(held)
    named = {one.username: one.name for one in seats if one.username}
    away = {one.username: one for one in absences_standing(at=at).filter(username__in=named)} if named else {}
    return [_shown(one, loads=loads, away=away.get(one.username), named=named) for one in seats]


def seats_before(team: Any, *, at: datetime) -> list[Seat]:
    """Give the seats of a team that have ended or are to come, the latest first. Cost: one query."""
    found = Seat.objects.filter(team=team).exclude(pk__in=seats_on(at).values("pk"))
    return list(found.select_related("agency").order_by("-begins_on", "name"))


def people_of_teams(*, at: datetime) -> dict[str, int]:
    """Count the seats of each team that are filled today, by the team's code. Cost: one query."""
    return dict(seats_on(at).values_list("team__code").annotate(Count("pk")).order_by())


def _shown(seat: Seat, *, loads: list[tuple[Work, int]], away: Any, named: dict[str, str]) -> SeatShown:
    own = [
        children
        for work, children in loads
        if work.seat_id == seat.pk or (work.seat_id is None and work.holder and work.holder == seat.username)
    ]
    load = Load(len(own), sum(own), seat.share)
    return SeatShown(seat, load, away.ends_on, named.get(away.deputy, "")) if away else SeatShown(seat, load)
