"""By when what is owed is due, for pages of other capabilities that tell it beside their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from wraparound.duties.models import Duty, Happening
from wraparound.duties.queries.duties import duties_about
from wraparound.duties.words import Happened, Standing


@dataclass(frozen=True)
class DueClock:
    """The clock of something owed: since when, until when, and whether it stands still or is over."""

    duty: int
    agency: str
    started_at: datetime
    due_at: datetime
    is_paused: bool
    closed_at: datetime | None


def clocks_of(subject: str) -> dict[str, DueClock]:
    """Give the clock of what each agency owes about something, by the agency. Cost: one query."""
    return {clock.agency: clock for clock in map(_clock, duties_about(subject))}


def climbed_about(subject: str) -> dict[str, list[tuple[str, datetime]]]:
    """Give the rungs that what each agency owes about something has climbed, in words, with when. Cost: one query."""
    found: dict[str, list[tuple[str, datetime]]] = {}
    rungs = Happening.objects.filter(duty__subject=subject).exclude(rung="").order_by("pk")
    for agency, kind, at in rungs.values_list("duty__agency", "kind", "at"):
        found.setdefault(agency, []).append((Happened(kind).label, at))
    return found


def clocks_numbered(duties: Collection[int]) -> dict[int, DueClock]:
    """Give the clocks of some duties, by number. Cost: one query, none for none."""
    return {one.pk: _clock(one) for one in Duty.objects.filter(pk__in=duties)} if duties else {}


def _clock(one: Duty) -> DueClock:
    paused = one.standing == Standing.PAUSED
    return DueClock(one.pk, one.agency, one.started_at, one.due_at, paused, one.closed_at)
