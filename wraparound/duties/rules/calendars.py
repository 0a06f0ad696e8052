"""Open time and working days, counted by looking up running sums of each year: a thousand clocks in a few milliseconds.

Instants are whole seconds since 1970 in UTC here. A span is open when the clock on the wall says so, also in the nights
when clocks change: an hour that comes twice is open twice, one that is left out is not open at all.
"""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from wraparound.agencies.rules import LONDON, hours_on, spans
from wraparound.agencies.words import OpeningHours
from wraparound.kernel.working_days import is_working_day

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
OFFICE = OpeningHours(**dict.fromkeys(_WEEK, "09:00 to 17:00"))
_DAY = timedelta(days=1)
_MINUTE = 60
_NEVER = "These hours are never open, so no clock of working hours runs in them."
_FURTHEST = 10  # years to look for open time, before it is said that there is none


class OpenYear(NamedTuple):
    """The open spans of a year: when each begins and ends, and the open seconds before and at its end, and in all."""

    begins: list[int]
    ends: list[int]
    before: list[int]
    after: list[int]
    total: int


def ever_open(hours: OpeningHours) -> bool:
    """Say whether an agency with these hours is open on any weekday at all; bank holidays alone are not enough."""
    return any(spans(getattr(hours, day)) for day in (*_WEEK, "saturday", "sunday"))


class Opening:
    """The open time of an agency, each year of it summed up once, when it is first asked for."""

    def __init__(self, hours: OpeningHours) -> None:
        """Keep the hours."""
        self._hours = hours
        self._years: dict[int, OpenYear] = {}

    def of_year(self, year: int) -> OpenYear:
        """Give the sums of a year."""
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = _open_year(self._hours, year=year)
        return found

    def add(self, start: int, *, seconds: int) -> int:
        """Give the moment at which so much open time has passed; the very end of a span belongs to it."""
        if seconds <= 0:
            return start
        year = _year(start)
        left = seconds + _passed(start, year=self.of_year(year))
        for number in range(year, year + _FURTHEST):
            table = self.of_year(number)
            if left <= table.total:
                place = bisect_left(table.after, left)
                return table.begins[place] + left - table.before[place]
            left -= table.total
        raise ValueError(_NEVER)

    def take(self, end: int, *, seconds: int) -> int:
        """Give the latest moment from which so much open time passes until an end."""
        year = _year(end)
        left = _passed(end, year=self.of_year(year)) - seconds
        for number in range(year - 1, year - _FURTHEST, -1):
            if left >= 0:
                break
            year, left = number, left + self.of_year(number).total
        table = self.of_year(year)
        if left < 0 or not table.begins:
            raise ValueError(_NEVER)
        place = min(bisect_right(table.before, left), len(table.before)) - 1
        return table.begins[place] + left - table.before[place]

    def between(self, start: int, *, end: int) -> int:
        """Count the open seconds between two moments; none where the end comes first."""
        if end <= start:
            return 0
        first, last = _year(start), _year(end)
        whole = sum(self.of_year(year).total for year in range(first, last))
        return whole - _passed(start, year=self.of_year(first)) + _passed(end, year=self.of_year(last))


@lru_cache(maxsize=256)
def opening(hours: OpeningHours) -> Opening:
    """Give the open time of whoever has these hours."""
    return Opening(hours)


def add_working(day: int, *, count: int) -> int:
    """Give the working day that is so many after a day; days are ordinals of the calendar. Count from one."""
    year = date.fromordinal(day).year
    place = bisect_right(_working_year(year), day) + count - 1
    while place >= len(_working_year(year)):
        place -= len(_working_year(year))
        year += 1
    return _working_year(year)[place]


def working_between(day: int, *, end: int) -> int:
    """Count the working days after a day, up to and with an end; days are ordinals."""
    first, last = date.fromordinal(day).year, date.fromordinal(end).year
    whole = sum(len(_working_year(year)) for year in range(first, last))
    return whole - bisect_right(_working_year(first), day) + bisect_right(_working_year(last), end)


def midnight_after(day: int) -> datetime:
    """Give the moment at which a day ends in England."""
    return datetime.combine(date.fromordinal(day) + _DAY, time(), LONDON).astimezone(UTC)


def _year(moment: int) -> int:
    return _year_of_day(moment // 86_400)


@lru_cache(maxsize=4_096)
def _year_of_day(day: int) -> int:
    # At New Year English time is UTC, so a year begins and ends alike in both.
    return datetime.fromtimestamp(day * 86_400, UTC).year


def _passed(moment: int, *, year: OpenYear) -> int:
    place = bisect_right(year.begins, moment) - 1
    if place < 0:
        return 0
    return year.before[place] + min(moment, year.ends[place]) - year.begins[place]


@lru_cache(maxsize=256)
def _working_year(year: int) -> list[int]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return [day for day in range(first, last + 1) if is_working_day(date.fromordinal(day))]


def _open_year(hours: OpeningHours, *, year: int) -> OpenYear:
    found: list[tuple[int, int]] = []
    for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        found += _open_on(date.fromordinal(number), hours=hours)
    lengths = [ends - begins for begins, ends in found]
    after = list(accumulate(lengths))
    before = [so_far - length for so_far, length in zip(after, lengths, strict=True)]
    return OpenYear([begins for begins, _ in found], [ends for _, ends in found], before, after, sum(lengths))


def _open_on(day: date, *, hours: OpeningHours) -> list[tuple[int, int]]:
    written = spans(hours_on(day, hours=hours)) or ()
    if not written:
        return []
    begins, ends = (int(datetime.combine(on, time(), LONDON).timestamp()) for on in (day, day + _DAY))
    if ends - begins == _DAY.total_seconds():
        return [(begins + opens * _MINUTE, begins + closes * _MINUTE) for opens, closes in written]
    return _by_the_wall(begins, ends=ends, written=written)


def _by_the_wall(begins: int, *, ends: int, written: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Go through a day on which clocks change minute by minute, and join what is open."""
    found: list[tuple[int, int]] = []
    for moment in range(begins, ends, _MINUTE):
        wall = datetime.fromtimestamp(moment, LONDON)
        minute = wall.hour * 60 + wall.minute
        if any(opens <= minute < closes for opens, closes in written):
            if found and found[-1][1] == moment:
                found[-1] = (found[-1][0], moment + _MINUTE)
            else:
                found.append((moment, moment + _MINUTE))
    return found
