"""The clock of a duty as a line: where it ran and stood, and what happened or will on it; places are hundredths."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wraparound.duties.rules.clocks import running
from wraparound.duties.rules.ladder import Reached
from wraparound.duties.words import Pause, Stood

_LEVELS = 3  # of the marks' numbers, so that two near one another can be read
_NEAR = 6.0  # hundredths of the line


@dataclass(frozen=True)
class Part:
    """A part of the line, in which the clock ran or stood."""

    begins: float
    ends: float
    stands: bool


@dataclass(frozen=True)
class Mark:
    """Something on the line, by its number in the table beside it."""

    number: int
    place: float
    level: int
    at: datetime
    words: str
    is_now: bool = False


@dataclass(frozen=True)
class ClockLine:
    """The line and all that is on it, in order of time."""

    parts: list[Part]
    marks: list[Mark]


def clock_line(
    stood: Stood, *, due: datetime, reached: Iterable[Reached], at: datetime, ends_at: datetime
) -> ClockLine:
    """Draw the line from the start to whatever comes last: the due moment, now, or a rung not far beyond.

    `ends_at` is when the clock ended or stands, or now while it runs.
    """
    start = stood.started_at.astimezone(UTC)
    told = [(start, "It began", False), *_of_pauses(stood.pauses)]
    told += [(one.at, one.rung.label, False) for one in reached if one.at != due]
    told += [(due, "It is due" if due > at else "It was due", False), (at, "Now", True)]
    furthest = max(due, at, *(when for when, _, _ in told))
    whole = max((furthest - start).total_seconds(), 1.0)

    def place(when: datetime) -> float:
        return round(min(max((when - start).total_seconds() / whole, 0.0), 1.0) * 100, 2)

    parts = [
        Part(place(_at(begins)), place(_at(ends)), False) for begins, ends in running(stood, until=max(due, ends_at))
    ]
    parts += [Part(place(one.begins_at), place(one.ends_at), True) for one in stood.pauses]
    return ClockLine(
        sorted(parts, key=lambda one: one.begins), _marks(sorted(told, key=lambda one: one[0]), place=place)
    )


def _of_pauses(pauses: Iterable[Pause]) -> list[tuple[datetime, str, bool]]:
    found = []
    for one in pauses:
        found += [(one.begins_at, "Paused", False), (one.ends_at, "Went on", False)]
    return found


def _marks(told: list[tuple[datetime, str, bool]], *, place: Callable[[datetime], float]) -> list[Mark]:
    marks: list[Mark] = []
    for number, (when, words, is_now) in enumerate(told, start=1):
        here = place(when)
        near = marks and here - marks[-1].place < _NEAR
        level = (marks[-1].level + 1) % _LEVELS if near else 0
        marks.append(Mark(number, here, level, when, words, is_now))
    return marks


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)
