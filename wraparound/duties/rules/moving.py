"""What a changed rule moves: of each open duty, when it was due and when it would be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from wraparound.agencies.words import OpeningHours
from wraparound.duties.rules.clocks import due_by
from wraparound.duties.words import Clock, Pause, Stood


class Running(NamedTuple):
    """A duty that is open, as much of it as a changed rule asks for."""

    pk: int
    agency: str
    started_at: datetime
    due_at: datetime
    set_due_at: datetime | None
    extended_until: datetime | None


class Moved(NamedTuple):
    """A duty that a changed rule moves."""

    pk: int
    agency: str
    before: datetime
    after: datetime


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


def moved_by(
    clock: Clock,
    *,
    duties: Iterable[Running],
    pauses: Mapping[int, tuple[Pause, ...]],
    hours: Mapping[str, OpeningHours],
    at: datetime,
) -> Moves:
    """Say what a changed clock moves. Cost: some microseconds for each duty."""
    moved: list[Moved] = []
    by_agency: dict[str, OfAgency] = {}
    governed = 0
    for one in duties:
        governed += 1
        stood = Stood(one.started_at, pauses.get(one.pk, ()), one.set_due_at, one.extended_until)
        after = due_by(stood, clock=clock, hours=hours.get(one.agency))
        if after == one.due_at:
            continue
        moved.append(Moved(one.pk, one.agency, one.due_at, after))
        counts = by_agency.setdefault(one.agency, OfAgency())
        counts.earlier += after < one.due_at
        counts.later += after > one.due_at
        counts.become_late += after <= at < one.due_at
        counts.late_no_more += one.due_at <= at < after
    return Moves(governed, moved, by_agency)
