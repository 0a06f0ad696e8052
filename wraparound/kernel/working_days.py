"""Time as duties count it in England: working days, bank holidays, hours and calendar weeks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from wraparound.kernel.tables import rows

_DAY = timedelta(days=1)

_ONE_OFFS = [(date.fromisoformat(row["day"]), row["change"], row["name"]) for row in rows("bank_holidays.csv")]


def easter_sunday(year: int) -> date:
    """Give Easter Sunday in the Gregorian calendar, by the rule of Meeus, Jones and Butcher (1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, lunar = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - lunar + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


@lru_cache(maxsize=512)
def bank_holidays(year: int) -> Mapping[date, str]:
    """Give the bank holidays of England in a year, with their names, always on a weekday.

    By rule as since 1978: Banking and Financial Dealings Act 1971, schedule 1, with the days that are proclaimed each
    year; one that falls on a weekend or on another moves to the next free weekday. The table beside adds the one-offs.
    """
    easter = easter_sunday(year)
    fixed = [
        (date(year, 1, 1), "New Year's Day"),
        (easter - 2 * _DAY, "Good Friday"),
        (easter + _DAY, "Easter Monday"),
        (_monday_from(date(year, 5, 1)), "Early May bank holiday"),
        (_monday_from(date(year, 5, 25)), "Spring bank holiday"),
        (_monday_from(date(year, 8, 25)), "Summer bank holiday"),
        # Boxing Day first: when Christmas Day is a Sunday, it is Christmas that moves to the 27th.
        *sorted(
            [(date(year, 12, 25), "Christmas Day"), (date(year, 12, 26), "Boxing Day")],
            key=lambda named: named[0].weekday() > 4,
        ),
    ]
    found: dict[date, str] = {}
    for day, name in fixed:
        moved = day
        while moved.weekday() > 4 or moved in found:
            moved += _DAY
        found[moved] = name if moved == day else f"{name} (substitute day)"
    for day, change, name in _ONE_OFFS:
        if day.year == year and change == "added":
            found[day] = name
        elif day.year == year:
            del found[day]
    return MappingProxyType(dict(sorted(found.items())))


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither at the weekend nor a bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(start: date, *, count: int) -> date:
    """Give the day that is so many working days after the day of the trigger, which is day 0; below zero, before it."""
    step = _DAY if count > 0 else -_DAY
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, *, end: date) -> int:
    """Count the working days from the day after the trigger to the end day, below zero when the end comes first.

    It undoes `add_working_days`: start plus this count is the end, when both are working days.
    """
    if end < start:
        return -working_days_between(end - _DAY, end=start - _DAY)
    holidays = sum(start < day <= end for year in range(start.year, end.year + 1) for day in bank_holidays(year))
    return _weekdays_until(end) - _weekdays_until(start) - holidays


def _weekdays_until(day: date) -> int:
    # Day 1 of the calendar was a Monday.
    weeks, days = divmod(day.toordinal(), 7)
    return 5 * weeks + min(days, 5)


def add_weeks(start: date, *, weeks: int) -> date:
    """Give the same weekday so many calendar weeks later; bank holidays count like any day."""
    return start + timedelta(weeks=weeks)


def add_hours(start: datetime, *, hours: float) -> datetime:
    """Give the moment so many hours later as a clock ticks, also across the nights when clocks change."""
    return (_certain(start).astimezone(UTC) + timedelta(hours=hours)).astimezone(start.tzinfo)


def hours_between(start: datetime, *, end: datetime) -> float:
    """Count the hours that pass between two moments, also across the nights when clocks change."""
    return (_certain(end).astimezone(UTC) - _certain(start).astimezone(UTC)) / timedelta(hours=1)


def _certain(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(
            f"{moment} has no time zone, so hours cannot be counted from it: give one, such as Europe/London."
        )
    return moment
