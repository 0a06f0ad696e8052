"""What a changed rule moves: of each open duty, when it was due and when it would be; instants are whole seconds.

A hundred thousand duties are gone through while somebody waits, so a duty that was never paused, extended or given a
day of its own is reckoned by sums looked up once for its agency; the others by `due_by`, as any duty is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from wraparound.agencies.rules import LONDON
from wraparound.agencies.words import ClockKind, OpeningHours
from wraparound.duties.rules.calendars import opening
from wraparound.duties.rules.clocks import HOUR, at_second, due_by, hours_of
from wraparound.duties.words import Clock, Pause, Stood


class Running(NamedTuple):
    """A duty that is open, as much of it as a changed rule asks for."""

    pk: int
    agency: str
    started: int
    due: int
    set_due: int | None
    extended: int | None


class Moved(NamedTuple):
    """A duty that a changed rule moves."""

    duty: Running
    after: int


@dataclass
class OfAgency:
    """How many of one agency's duties move, and how."""

    earlier: int = 0
    later: int = 0
    become_late: int = 0
    late_no_more: int = 0


@dataclass(frozen=True)
class Moves:
    """All that a changed rule moves, and how many it governs."""

    governed: int
    moved: list[Moved]
    by_agency: dict[str, OfAgency] = field(default_factory=dict)

    def total(self, name: str) -> int:
        """Add up what moves in one way: earlier, later, become_late, late_no_more."""
        return sum(getattr(one, name) for one in self.by_agency.values())


def stood_of(one: Running, *, pauses: tuple[Pause, ...] = ()) -> Stood:
    """Give the clock of a duty."""
    given = [at_second(seconds) if seconds is not None else None for seconds in (one.set_due, one.extended)]
    return Stood(at_second(one.started), pauses, *given)


def moved_by(
    clock: Clock,
    *,
    duties: Iterable[Running],
    pauses: Mapping[int, tuple[Pause, ...]],
    hours: Mapping[str, OpeningHours],
    at: datetime,
) -> Moves:
    """Say what a changed clock moves. Cost: a few microseconds for each duty."""
    now, governed = at.timestamp(), 0
    moved: list[Moved] = []
    by_agency: dict[str, OfAgency] = {}
    plainly: dict[str, Callable[[int], int]] = {}
    for one in duties:
        governed += 1
        agency = one.agency
        if one.set_due is not None or one.extended is not None or one.pk in pauses:
            stood = stood_of(one, pauses=pauses.get(one.pk, ()))
            after = int(due_by(stood, clock=clock, hours=hours.get(agency)).timestamp())
        else:
            plain = plainly.get(agency) or plainly.setdefault(agency, _plainly(clock, hours=hours.get(agency)))
            after = plain(one.started)
        if after != one.due:
            moved.append(Moved(one, after))
            _count(by_agency.setdefault(agency, OfAgency()), before=one.due, after=after, now=now)
    return Moves(governed, moved, by_agency)


def _count(counts: OfAgency, *, before: int, after: int, now: float) -> None:
    if after < before:
        counts.earlier += 1
        counts.become_late += after <= now < before
    else:
        counts.later += 1
        counts.late_no_more += before <= now < after


def _plainly(clock: Clock, *, hours: OpeningHours | None) -> Callable[[int], int]:
    """Give how to reckon, from its start alone, when a duty is due whose clock only ever ran."""
    seconds = clock.count * HOUR
    if clock.kind is ClockKind.HOURS:
        return lambda start: start + seconds
    if clock.kind is ClockKind.WORKING_HOURS:
        opens = opening(hours_of(clock, hours=hours))
        return lambda start: opens.add(start, seconds=seconds)

    @lru_cache(maxsize=10_000)
    def of_day(day: int) -> int:
        began = datetime.fromordinal(day).replace(hour=12, tzinfo=LONDON)
        return int(due_by(Stood(began), clock=clock, hours=hours).timestamp())

    return lambda start: of_day(datetime.fromtimestamp(start, LONDON).toordinal())
