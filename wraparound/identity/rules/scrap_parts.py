"""Dates, ages, streets and schools as people type them: the parts of a scrap that have a form of their own."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from wraparound.kernel.dates import read_date
from wraparound.kernel.names import folded

SEX = {"boy": "male", "male": "male", "son": "male", "girl": "female", "female": "female", "daughter": "female"}
SCHOOL_WORD = re.compile(
    r"schools?|primary|infants?|juniors?|academy|college|nursery|secondary|grammar|high", re.IGNORECASE
)
_KIND = r"road|rd|street|lane|ln|avenue|ave|drive|close|crescent|cres|court|gardens|gdns|grove|terrace|mews|walk|way"
_ALSO = (  # that are names too, or short for others
    r"|croft|fold|mead|meadow|bank|brow|heath|common|vale|dale|ridge|end|yard|wharf|garth|row|rise|st|place|hill|view"
    r"|green|park|square|parade|dr|cl|ct|pl|terr"
)
_PART = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*"
_BEFORE = r"(?:(?:st|saint|old|new|upper|lower|great|little|north|south|east|west|the)\.?\s+)?"
STREET = (
    re.compile(rf"\b(?:flat\s+\d+\w?,?\s+)?\d+[a-z]?,?\s+(?:{_PART}\s+){{1,3}}?(?:{_KIND}{_ALSO})\b\.?", re.IGNORECASE),
    re.compile(rf"(?<=,)\s*(?:{_PART}\s+){{1,2}}(?:{_KIND}{_ALSO})\s*(?=,|$)", re.IGNORECASE),
    re.compile(rf"\b{_BEFORE}{_PART}\s+(?:{_KIND})\b\.?", re.IGNORECASE),
)
STREET_KINDS = frozenset(f"{_KIND}{_ALSO}".split("|"))
BY_ITSELF = re.compile(r"\d|1\d|2[0-5]")  # an age of a child or young person, typed without a word about it
IDLE = frozenset(
    """
    a about aged age an and around approx at attends baby born called child children circa date day days dob for from
    goes has he her him his in is kid known lives living mob mobile my name named near no number of old on or phone
    pupil roughly school she surname tel telephone that the their them they to was who with year years yo yrs young
    """.split()  # noqa: SIM905 – so many words are read more easily as words
)
ALSO_SURNAMES = frozenset({"young", "day"})  # behind another name
LONG_MONTHS = tuple(f"{date(2000, month, 1):%B}" for month in range(1, 13))
_MONTHS = [name[:3].lower() for name in LONG_MONTHS]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WHOLE = re.compile(
    rf"\b(?:born\s+(?:on\s+)?)?((?:{_YEAR}-\d{{1,2}}-\d{{1,2}})|{_DAY}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d)"
    rf"|{_DAY}\s+\d{{1,2}}\s+{_YEAR}|{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}"
    rf"|{_DAY}(?:0[1-9]|1[0-2]){_YEAR})\b",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(rf"\b(?:born\s+(?:in\s+)?)?({_MONTH}\s+{_YEAR}|\d{{1,2}}/{_YEAR}|{_YEAR}-\d\d)\b", re.IGNORECASE)
_BIRTHDAY = re.compile(
    rf"\b(?:born\s+(?:on\s+)?)?(?:({_DAY})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*({_MONTH})|({_DAY})/(\d{{1,2}}))\b(?![\w/])",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(rf"\b(?:born\s+(?:in\s+)?)?({_YEAR})\b", re.IGNORECASE)
YEARS_BACK = 25  # in which someone whose birthday alone is known may have been born


class Dates(NamedTuple):
    """A birth date or a part of one: the field that is asked, its values, and how it is said."""

    field: str
    values: tuple[str, ...]
    words: str


def dates_in(text: str, *, on: date, tell: Callable[[Dates], None]) -> str:
    """Tell of every date in a text, the fullest first, and give the text without them."""

    def taken(found: re.Match[str], *, read: Callable[..., Dates | None]) -> str:
        dates = read(found, on=on)
        if dates is None:
            return found[0]
        tell(dates)
        return " , "

    for pattern, read in ((_WHOLE, _day), (_OF_MONTH, _month_of), (_BIRTHDAY, _birthday), (_OF_YEAR, _year)):
        text = pattern.sub(partial(taken, read=read), text)
    return text


def _day(found: re.Match[str], *, on: date) -> Dates | None:
    when = read_date(found[1], order="dmy")
    if when is None or not when.month or when.year > on.year:
        return None
    return Dates("birth_date", (when.text,), f"born on {when.day} {LONG_MONTHS[when.month - 1]} {when.year}")


def _month_of(found: re.Match[str], *, on: date) -> Dates | None:
    when = read_date(found[1].replace("/", " "), order="dmy")
    if when is None or not when.month or when.year > on.year:
        return None
    return Dates("birth_date", (when.text,), f"born in {LONG_MONTHS[when.month - 1]} {when.year}")


def _birthday(found: re.Match[str], *, on: date) -> Dates | None:
    day, month = int(found[1] or found[3]), _month(found[2]) if found[2] else int(found[4])
    days = _birthdays(day, month=month, on=on)
    return Dates("birth_date", days, f"birthday {day} {LONG_MONTHS[month - 1]}") if days else None


def _year(found: re.Match[str], *, on: date) -> Dates | None:
    return Dates("birth_year", (found[1],), f"born in {found[1]}") if int(found[1]) <= on.year else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _birthdays(day: int, *, month: int, on: date) -> tuple[str, ...]:
    """Give the days of the last years that have a birthday; none where no calendar has it."""
    found = []
    for year in range(on.year - YEARS_BACK, on.year + 1):
        try:
            found.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return tuple(found)


def other_way_round(day: str) -> tuple[str, ...]:
    """Give a day with day and month exchanged, where there is another such day; days as 2013-03-08."""
    year, month, of_month = (*day.split("-"), "", "")[:3]
    return (f"{year}-{of_month}-{month}",) if "00" < of_month <= "12" and of_month != month else ()


def years_at(low: int, *, high: int, on: date) -> tuple[str, ...]:
    """Give the years in which someone was born who is of an age between two on a day, the earliest first."""
    return tuple(str(year) for year in range(on.year - high - 1, on.year - max(low, 0) + 1))


def born_at(low: int, *, high: int, on: date) -> tuple[date, date]:
    """Give the first and the last day on which someone was born who is of an age between two on a day."""
    first, last = _years_before(on, years=high + 1), _years_before(on, years=max(low, 0))
    return first + timedelta(days=1), last


def _years_before(day: date, *, years: int) -> date:
    """Give the same day so many years before; 28 February where there was no 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def of_school_year(number: int, *, on: date) -> tuple[str, ...]:
    """Give the two years in which those were born who are in a school year; nought is the reception class.

    England: a child begins reception in the September after the fourth birthday, and years run from September.
    """
    began = on.year if on.month >= 9 else on.year - 1
    return (str(began - 5 - number), str(began - 4 - number))


_SHORT = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cres": "crescent", "gdns": "gardens"}
_SHORT |= {"dr": "drive", "cl": "close", "ct": "court", "pl": "place", "terr": "terrace"}


def street_lines(typed: str) -> list[str]:
    """Give the ways in which an address that was typed may be written, the fullest first; none where none was."""
    words = folded(typed).split()
    if not words:
        return []
    full = [*words[:-1], _SHORT.get(words[-1], words[-1])]
    bare = [word for word in words if word not in STREET_KINDS]
    return list(dict.fromkeys(" ".join(one) for one in (full, words, bare) if one))
