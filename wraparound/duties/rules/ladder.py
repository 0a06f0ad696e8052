"""The ladder of a duty: when each rung is reached, which have been, and when the next one is."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from wraparound.agencies.words import OpeningHours, Rung
from wraparound.duties.rules.calendars import Opening, opening
from wraparound.duties.rules.clocks import HOUR, at_second, counts_open_hours, hours_of, running
from wraparound.duties.words import Clock, LadderRung, Stood

USUAL = (
    LadderRung(Rung.WARNING, share=75),
    LadderRung(Rung.DUE),
    LadderRung(Rung.MANAGER, hours=8),
    LadderRung(Rung.PARTNERSHIP, hours=40),
)


class Reached(NamedTuple):
    """A rung, and when it is reached."""

    at: datetime
    rung: Rung


def ladder_of(
    stood: Stood, *, due: datetime, clock: Clock, ladder: Iterable[LadderRung], hours: OpeningHours | None = None
) -> list[Reached]:
    """Say when each rung is reached, the first first; a warning never before the start nor after it is due."""
    follows = opening(hours_of(clock, hours=hours)) if counts_open_hours(clock) else None
    found = [Reached(_at(one, stood=stood, due=due, follows=follows), one.rung) for one in ladder]
    start = stood.started_at.astimezone(UTC)
    return sorted(
        (one for one in found if one.rung is not Rung.WARNING or start < one.at < due), key=lambda one: one.at
    )


def first_rung_at(
    stood: Stood, *, due: datetime, clock: Clock, ladder: Iterable[LadderRung], hours: OpeningHours | None = None
) -> datetime | None:
    """Say when the first rung of all is reached, as `ladder_of` does, and reckon the others not at all."""
    rungs = list(ladder)
    late = sorted((one for one in rungs if one.rung is not Rung.WARNING), key=lambda one: one.hours)
    for some in ([one for one in rungs if one.rung is Rung.WARNING], late[:1]):
        reached = ladder_of(stood, due=due, clock=clock, ladder=some, hours=hours)
        if reached:
            return reached[0].at
    return None


def rungs_at(reached: Iterable[Reached], *, at: datetime, climbed: Collection[str]) -> list[Reached]:
    """Give the rungs reached by a moment and not climbed yet, the first first."""
    return [one for one in reached if one.at <= at and one.rung not in climbed]


def next_rung_at(reached: Iterable[Reached], *, climbed: Collection[str]) -> datetime | None:
    """Say when the next rung is reached; None where all are climbed."""
    return min((one.at for one in reached if one.rung not in climbed), default=None)


def _at(one: LadderRung, *, stood: Stood, due: datetime, follows: Opening | None) -> datetime:
    end = int(due.timestamp())
    if one.rung is not Rung.WARNING:
        return at_second(_later(end, seconds=one.hours * HOUR, follows=follows))
    seconds = one.hours * HOUR
    if one.share:
        seconds = _length(stood, due=due, follows=follows) * (100 - one.share) // 100
    return at_second(follows.take(end, seconds=seconds)) if follows else due - timedelta(seconds=seconds)


def _later(end: int, *, seconds: int, follows: Opening | None) -> int:
    return follows.add(end, seconds=seconds) if follows else end + seconds


def _length(stood: Stood, *, due: datetime, follows: Opening | None) -> int:
    """Give how long the clock runs in all, in seconds, without its pauses."""
    parts = running(stood, until=due)
    return sum(follows.between(begins, end=ends) if follows else ends - begins for begins, ends in parts)
