"""Dates as people write them: whole, partial, default or impossible; expected births and ages."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy", "ymd"]
Fault = Literal["missing", "unreadable", "impossible"]

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name[:length]: str(number)
    for number, name in enumerate(_MONTH_NAMES.split(), start=1)
    for length in (3, 4, len(name))
}
_WEEKDAYS = "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
_SILENT = frozenset([*_WEEKDAYS.split(), "st", "nd", "rd", "th", "of", "the"])
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_ISO = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(?<=[0-9]),?[tT\s]\s*[0-9]{1,2}:[0-9]{2}.*$", re.DOTALL)
_YEARS = range(1850, 2151)
_SERIAL = re.compile(r"[1-5][0-9]{4}(?:\.0+)?")
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
    found = _understood(text, order=order, pivot=pivot, excel_serial=excel_serial)
    return found if isinstance(found, PartialDate) else None


def is_excel_serial(text: str) -> bool:
    """Say whether a text is five digits alone, as a spreadsheet that lost a date's form writes 1927 to 2064."""
    return bool(_SERIAL.fullmatch(text.strip()))


def date_fault(
    text: str | None, *, order: Order = "dmy", pivot: int = 2035, excel_serial: bool = False
) -> Fault | None:
    """Say why `read_date` finds no date: nothing was given, it is not a date, or no calendar has that day."""
    found = _understood(text, order=order, pivot=pivot, excel_serial=excel_serial)
    return None if isinstance(found, PartialDate) else found


def _understood(text: str | None, *, order: Order, pivot: int, excel_serial: bool) -> PartialDate | Fault:
    if not text:
        return "missing"
    if _ISO.fullmatch(text):
        return _dated(text[:4], month=text[5:7], day=text[8:], pivot=pivot)
    text = (_TIME.sub("", text) if ":" in text else text).strip()
    if excel_serial and (serial := text.partition(".")[0]).isdecimal() and len(serial) <= 6:
        return _from_serial(int(serial))
    tokens = _TOKENS.findall(text.removesuffix(".0").lower())
    numbers = [token for token in tokens if token[0] in "0123456789"]
    words = [token for token in tokens if token not in numbers and token not in _SILENT]
    if not any(number.strip("0") for number in numbers):
        return "unreadable" if words else "missing"
    if words:
        named = _MONTHS.get(words[0]) if len(words) == 1 and len(numbers) <= 2 else None
        if not named:
            return "unreadable"
        numbers, order = [*numbers[:-1], named, numbers[-1]], "dmy"
    return _in_numbers(numbers, order=order, pivot=pivot)


def _in_numbers(numbers: list[str], *, order: Order, pivot: int) -> PartialDate | Fault:
    if len(numbers) == 1 and len(only := numbers[0]) == 8:
        year_first = int(only[:4]) in _YEARS and int(only[4:6]) <= 12
        numbers = [only[:4], only[4:6], only[6:]] if year_first else [only[:2], only[2:4], only[4:]]
    lengths = [len(number) for number in numbers]
    if lengths == [4]:
        return _dated(numbers[0], month=None, day=None, pivot=pivot)
    if len(numbers) == 2 and sorted(lengths) in ([1, 4], [2, 4]):
        year, month = sorted(numbers, key=len, reverse=True)
        return _dated(year, month=month, day=None, pivot=pivot)
    if len(numbers) != 3 or sorted(lengths)[1] > 2 or max(lengths) > 4 or lengths[1] > 2:
        return "unreadable"
    if lengths[0] == 4 or (order == "ymd" and lengths[2] <= 2):
        return _dated(numbers[0], month=numbers[1], day=numbers[2], pivot=pivot)
    day, month = (numbers[1], numbers[0]) if order == "mdy" else (numbers[0], numbers[1])
    if int(month) > 12 >= int(day):
        day, month = month, day
    return _dated(numbers[2], month=month, day=day, pivot=pivot)


def _dated(year_text: str, *, month: str | None, day: str | None, pivot: int) -> PartialDate | Fault:
    year = int(year_text)
    if len(year_text) == 2:
        year = pivot - (pivot - year) % 100
    found = PartialDate(year, int(month) if month else None, int(day) if day else None)
    try:
        date(year, 1 if found.month is None else found.month, 1 if found.day is None else found.day)
    except ValueError:
        return "impossible"
    return found if year in _YEARS else "impossible"


def _from_serial(serial: int) -> PartialDate | Fault:
    # Spreadsheets count from 31 December 1899 and believe in a 29 February 1900, which is their day 60.
    if serial in {0, 60}:
        return "impossible" if serial else "missing"
    day = date(1899, 12, 31) + timedelta(days=serial - (serial > 60))
    return PartialDate(day.year, day.month, day.day) if day.year in _YEARS else "impossible"


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
