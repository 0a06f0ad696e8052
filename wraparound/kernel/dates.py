"""Dates as people write them: whole, partial, default or impossible; expected births and ages."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy", "ymd"]
Fault = Literal["missing", "unreadable", "impossible"]

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name[:length]: number for number, name in enumerate(_MONTH_NAMES.split(), start=1) for length in (3, 4, len(name))
}
_WEEKDAYS = "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
_SILENT = frozenset([*_WEEKDAYS.split(), "st", "nd", "rd", "th", "of", "the"])
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_TIME = re.compile(r"[tT\s]+[0-9]{1,2}:[0-9]{2}.*$", re.DOTALL)
_YEARS = range(1850, 2151)
_PREGNANCY = timedelta(weeks=40)


class PartialDate(NamedTuple):
    """A day, or only its month or year where no more is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """The date in ISO form, as far as it is known: 2019-03-12, 2019-03 or 2019."""
        return "-".join(f"{part:0{width}}" for part, width in zip(self, (4, 2, 2), strict=True) if part is not None)

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        if self.month and self.day:
            return date(self.year, self.month, self.day)
        month = self.month or 12
        return date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def read_date(
    text: str | None, *, order: Order = "dmy", pivot: int = 2035, excel_serial: bool = False
) -> PartialDate | None:
    """Read a date in any usual form; None when there is none or the calendar does not have it (see `date_fault`).

    `order` settles only what is ambiguous. Two-digit years fall in the hundred years that end with `pivot`. With
    `excel_serial` a bare number of up to six digits is a spreadsheet's count of days.
    """
    found = _understood(text, order, pivot, excel_serial)
    return found if isinstance(found, PartialDate) else None


def date_fault(
    text: str | None, *, order: Order = "dmy", pivot: int = 2035, excel_serial: bool = False
) -> Fault | None:
    """Say why `read_date` finds no date: nothing was given, it is not a date, or no calendar has that day."""
    found = _understood(text, order, pivot, excel_serial)
    return None if isinstance(found, PartialDate) else found


def _understood(text: str | None, order: Order, pivot: int, excel_serial: bool) -> PartialDate | Fault:
    if not text:
        return "missing"
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        year, month, day = text[:4], text[5:7], text[8:]
        if year.isdigit() and month.isdigit() and day.isdigit():
            return _dated(year, int(month), int(day), pivot)
    if ":" in text:
        text = _TIME.sub("", text)
    if excel_serial and (serial := text.strip().partition(".")[0]).isdecimal() and len(serial) <= 6:
        return _from_serial(int(serial))
    tokens = _TOKENS.findall(text.strip().removesuffix(".0").lower())
    numbers = [token for token in tokens if token.isascii() and token.isdigit()]
    words = [token for token in tokens if token not in numbers and token not in _SILENT]
    if not any(number.strip("0") for number in numbers):
        return "unreadable" if words else "missing"
    if words:
        named = _MONTHS.get(words[0]) if len(words) == 1 else None
        return _with_named_month(numbers, named, pivot) if named else "unreadable"
    return _in_numbers(numbers, order, pivot)


def _with_named_month(numbers: list[str], month: int, pivot: int) -> PartialDate | Fault:
    if len(numbers) == 1:
        return _dated(numbers[0], month, None, pivot)
    if len(numbers) != 2:
        return "unreadable"
    day, year = numbers if len(numbers[0]) < 3 else reversed(numbers)
    return _dated(year, month, int(day[:3]), pivot)


def _in_numbers(numbers: list[str], order: Order, pivot: int) -> PartialDate | Fault:
    if len(numbers) == 1:
        (only,) = numbers
        if len(only) == 4:
            return _dated(only, None, None, pivot)
        if len(only) != 8:
            return "unreadable"
        year_first = int(only[:4]) in _YEARS and int(only[4:6]) <= 12
        numbers = [only[:4], only[4:6], only[6:]] if year_first else [only[:2], only[2:4], only[4:]]
    if len(numbers) == 2:
        year, other = numbers if len(numbers[0]) == 4 else reversed(numbers)
        return _dated(year, int(other), None, pivot) if len(year) == 4 and len(other) <= 2 else "unreadable"
    if len(numbers) != 3 or sorted(map(len, numbers))[1] > 2 or len(numbers[1]) > 2:
        return "unreadable"
    first, second, third = numbers
    if len(first) == 4 or (order == "ymd" and len(third) <= 2):
        return _dated(first, int(second), int(third), pivot)
    day, month = (int(second), int(first)) if order == "mdy" else (int(first), int(second))
    if month > 12 >= day:
        day, month = month, day
    return _dated(third, month, day, pivot)


def _dated(year_text: str, month: int | None, day: int | None, pivot: int) -> PartialDate | Fault:
    year = int(year_text) if len(year_text) <= 4 else 0
    if len(year_text) == 2:
        year = pivot - (pivot - year) % 100
    return _on_calendar(year, month, day)


@lru_cache(maxsize=65536)
def _on_calendar(year: int, month: int | None, day: int | None) -> PartialDate | Fault:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return "impossible"
    return PartialDate(year, month, day) if year in _YEARS else "impossible"


def _from_serial(serial: int) -> PartialDate | Fault:
    # Spreadsheets count from 31 December 1899 and believe in a 29 February 1900, which is their day 60.
    if serial in {0, 60}:
        return "missing" if serial == 0 else "impossible"
    day = date(1899, 12, 31) + timedelta(days=serial - (serial > 60))
    return _on_calendar(day.year, day.month, day.day)


def default_degree(when: PartialDate) -> Literal[0, 1, 2, 3]:
    """Say how likely a date only stands in for an unknown one.

    0: an ordinary day; 1: the first of a month; 2: the first of January; 3: part of it is missing.
    """
    if when.month is None or when.day is None:
        return 3
    return 0 if when.day != 1 else 2 if when.month == 1 else 1


def swapped(when: PartialDate) -> PartialDate | None:
    """Give the date with day and month exchanged, if that is another date of the calendar."""
    year, month, day = when
    return PartialDate(year, day, month) if month and day and day <= 12 and day != month else None


def due_date_from_weeks(weeks: int, *, days: int = 0, on: date) -> date:
    """Give the expected date of birth of a child who is so many weeks and days of pregnancy old on a day."""
    return on + _PREGNANCY - timedelta(weeks=weeks, days=days)


def birth_window(expected: date) -> tuple[date, date]:
    """Give the first and last day on which a child expected then may be born alive.

    From 22 completed weeks (where the World Health Organization begins to count births) to 43, a week beyond the 42
    that maternity care in England plans for.
    """
    return expected - timedelta(weeks=18), expected + timedelta(weeks=3)


def age_on(birth: date, *, on: date) -> int:
    """Give a person's age in whole years on a day, below zero before birth.

    Someone born on 29 February grows older on 1 March in other years.
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
