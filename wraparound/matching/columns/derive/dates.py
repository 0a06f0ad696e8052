"""Read dates and times as DuckDB's strptime does, and count their seconds."""

import re
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.derive import casts
from wraparound.matching.columns.derive.calendar import days_of

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DIGITS = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3, "f": 6}
_WORDS = {
    "B": _MONTHS,
    "b": [month[:3] for month in _MONTHS],
    "A": _WEEKDAYS,
    "a": [weekday[:3] for weekday in _WEEKDAYS],
    "p": ["am", "pm"],
}
_LONGEST_YEAR = 366
_SECOND = 1_000_000  # microseconds
_TURN_OF_CENTURY = 69  # a year of two digits below this is of the 2000s


def parsed(parts: list[Any]) -> Any:
    """Read texts as instants by a strptime format, or by the first that fits of a list; dates stay as they are."""
    values, formats = parts[0], parts[1] if isinstance(parts[1], list) else [parts[1]]
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return values
    readers = [_reader(form) for form in formats]
    read = [None if value is None else _first(value, readers=readers) for value in values.to_pylist()]
    return pa.array(read, pa.int64()).cast(pa.timestamp("us"))


def epoch(parts: list[Any]) -> Any:
    """Count the seconds from the start of 1970, as a double."""
    instants = pc.cast(casts.instant(parts[0]), pa.timestamp("us"))
    return pc.divide(pc.cast(pc.cast(instants, pa.int64()), pa.float64(), safe=False), float(_SECOND))


def _first(value: str, *, readers: "list[re.Pattern[str]]") -> int | None:
    for reader in readers:
        found = reader.fullmatch(value)
        instant = _instant(found.groupdict()) if found else None
        if instant is not None:
            return instant
    return None


@lru_cache(maxsize=256)
def _reader(form: str) -> "re.Pattern[str]":
    """Make a pattern of a format. Digits are taken greedily and never given back, as DuckDB reads them."""
    pieces = re.findall(r"%-?.|[^%]+", form, re.DOTALL)
    return re.compile(rf"[ \t-\r]*{''.join(map(_piece, pieces))}[ \t-\r]*", re.IGNORECASE | re.ASCII)


def _piece(piece: str) -> str:
    letter = piece[-1]
    if not piece.startswith("%") or piece == "%%":
        return f"(?-i:{re.escape(letter if piece == '%%' else piece)})"
    if letter in _DIGITS:
        return rf"(?P<{letter}>\d{{1,{_DIGITS[letter]}}}+)"
    if letter in _WORDS:
        return rf"(?P<{letter}>{'|'.join(_WORDS[letter])})"
    understood = ", ".join("%" + known for known in [*_DIGITS, *_WORDS])
    raise casts.CannotCast(f"the date format part {piece} is not understood; understood are {understood}")


def _instant(said: dict[str, str]) -> int | None:
    """Put together what a text says into microseconds since 1970; nothing where it is no date or time."""
    day = _day(said)
    hour = _hour(said)
    minute, second = int(said.get("M", 0)), int(said.get("S", 0))
    if day is None or hour is None or minute > 59 or second > 59:
        return None
    return ((day * 24 + hour) * 60 + minute) * 60 * _SECOND + second * _SECOND + int(said.get("f", "0").ljust(6, "0"))


def _day(said: dict[str, str]) -> int | None:
    year = int(said.get("Y", 1900))
    if "y" in said:
        year = int(said["y"]) + (2000 if int(said["y"]) < _TURN_OF_CENTURY else 1900)
    if "j" in said:
        first, place = days_of(year, month=1, day=1), int(said["j"])
        return first + place - 1 if first is not None and 1 <= place <= _LONGEST_YEAR else None
    name = said.get("B", said.get("b", "")).lower()
    month = 1 + [month[: len(name)] for month in _MONTHS].index(name) if name else int(said.get("m", 1))
    return days_of(year, month=month, day=int(said.get("d", 1)))


def _hour(said: dict[str, str]) -> int | None:
    if "I" in said:
        hour = int(said["I"])
        return hour % 12 + 12 * (said.get("p", "").lower() == "pm") if 1 <= hour <= 12 else None
    hour = int(said.get("H", 0))
    return hour if hour < 24 else None
