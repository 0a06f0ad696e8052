"""How a row of a file becomes what an agency says of someone, and when it has to wait; when a feed is late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple

from wraparound.agencies.words import FamilyField, FormerNumber, InvolvementField, LifeField
from wraparound.feeds.rules.family import FAMILY, HOME, Cell, family_of
from wraparound.feeds.rules.life import LIFE, lived
from wraparound.feeds.words import TRANSITIONS, ColumnMap, Fault, LoadState, Use
from wraparound.identity.rules import DAYS
from wraparound.identity.rules.numbers import with_former
from wraparound.identity.words import Row
from wraparound.kernel.dates import date_fault, read_date
from wraparound.matching.words import Field

DATES = DAYS | {str(FamilyField.HOME_SINCE), Field.BIRTH_DATE, Field.EXPECTED_BIRTH_DATE, Field.DATE}
DATES |= {str(LifeField.DIED_ON), str(LifeField.MOVED_IN_ON), str(LifeField.MOVED_OUT_ON)}
SILENT = frozenset({Field.IGNORE, Field.ID})
SPECIAL = DATES | {Field.NHS_NUMBER_VERIFIED, Field.UPN_VERIFIED}
YES = ("true", "yes", "y", "t", "1")
TELLING = (
    Field.GIVEN_NAMES, Field.SURNAME, Field.FULL_NAME, Field.KNOWN_AS, Field.NHS_NUMBER, Field.UPN, Field.IDENTIFIER,
)  # fmt: skip
Values = Mapping[str, str | None]  # of a row, by column
LIKE = {"dmy": "31/12/2015", "mdy": "12/31/2015", "ymd": "2015-12-31"}
LARGEST = 2 << 30  # bytes of a file
TOO_LARGE = "The file is larger than 2 GB. Send it as Parquet, or in parts as changes."
LONGEST_KEY = 200  # characters
MANY, SHARE = 20, 0.2  # records, and the share of a feed, that may end at once without anybody looking
PARTS = frozenset(str(word) for word in InvolvementField)
FORMER = frozenset(map(str, FormerNumber))
FIELDS = frozenset(str(word) for word in (*Field, *FormerNumber, *InvolvementField, *FamilyField, *LifeField))


def row_of(values: Values, *, by_map: ColumnMap, as_of: date) -> Row | Fault:
    """Read one row by its map; a Fault where it has to wait, naming the column, the value and what would be right."""
    return reader_of(by_map, as_of=as_of)(values)


def reader_of(by_map: ColumnMap, *, as_of: date) -> Callable[[Values], Row | Fault]:
    """Give what reads rows by a map (`row_of`), what can be known of its columns being looked up once."""
    cells = [
        _Cell(column, use, use.field in SPECIAL, use.field in FAMILY or use.field == Field.CARER_NAME, _goes_to(use))
        for column, use in by_map.columns.items()
        if use.field not in SILENT
    ]

    def read(values: Values) -> Row | Fault:
        key = (values.get(by_map.id) or "").strip()
        if not key or len(key) > LONGEST_KEY:
            return _no_reference(key, column=by_map.id)
        told = _Told()
        for column, use, special, names, goes_to in cells:
            text = values.get(column)
            if not text or not (text := text.strip()):
                continue
            if special:
                found = _read(text, column=column, use=use, by_map=by_map, as_of=as_of)
                if isinstance(found, Fault):
                    return found
                text = found
            if names:
                told.family.append((column, use, text))
            goes_to(told, use, text)
        return told.row(key)

    return read


class _Cell(NamedTuple):
    """One column of a map: what it is, whether it is read as a day or a yes-or-no, and where its text goes."""

    column: str
    use: Use
    special: bool
    names: bool
    goes_to: "Callable[[_Told, Use, str], None]"


class _Told:
    """What is gathered of one row."""

    __slots__ = ("family", "home", "life", "parts", "said")

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {}
        self.parts: dict[str, dict[str, str]] = {"": {}}
        self.home: dict[str, str] = {}
        self.life: dict[str, str] = {}
        self.family: list[Cell] = []

    def says(self, use: Use, text: str) -> None:
        known = self.said.get(use.field)
        if known is None:
            self.said[use.field] = [text]
        elif text not in known:
            known.append(text)

    def has_part(self, use: Use, text: str) -> None:
        self.parts.setdefault(use.of, {}).setdefault(use.field, text)

    def lives(self, use: Use, text: str) -> None:
        self.home[use.field] = text

    def happened(self, use: Use, text: str) -> None:
        self.life[use.field] = text

    def names(self, use: Use, text: str) -> None:
        """Leave it to the family."""

    def row(self, key: str) -> Row | Fault:
        """Give the row, if it says who it is about."""
        if not self.said.keys().isdisjoint(FORMER):
            self.said = with_former(self.said)
        if self.said.keys().isdisjoint(TELLING):
            return Fault("", "", "it has no name and no number", "a row needs a name, an NHS number or a UPN")
        part, *more = self.parts.values()
        family, life = family_of(self.family) if self.family else (), lived(self.life) if self.life else ()
        return Row(key, self.said, part, tuple(more), family, self.home, life=life)


def _goes_to(use: Use) -> "Callable[[_Told, Use, str], None]":
    """Say what a column tells of: the agency's part, the home, the family, moves and deaths, or who it is."""
    if use.field in PARTS:
        return _Told.has_part
    if use.field in HOME:
        return _Told.lives
    if use.field in LIFE:
        return _Told.happened
    return _Told.names if use.field in FAMILY else _Told.says


def _no_reference(key: str, *, column: str) -> Fault:
    reason = f"is longer than {LONGEST_KEY} characters" if key else "is empty"
    return Fault(column, key[:80], f"the agency's own reference {reason}", "each row needs its own reference")


def _read(text: str, *, column: str, use: Use, by_map: ColumnMap, as_of: date) -> str | Fault:
    """Read a date in ISO form, or yes-or-no as true or false."""
    if use.field not in DATES:
        return _yes_or_no(text, use.true_when)
    when = _date(text, by_map.date_order)
    if when is None:
        fault = date_fault(text, order=by_map.date_order)  # type: ignore[arg-type]
        reason = "no calendar has this day" if fault == "impossible" else "it cannot be read as a date"
        return Fault(column, text[:80], reason, f"a date such as {LIKE[by_map.date_order]}")
    if use.field == Field.BIRTH_DATE and when.earliest > as_of:
        return Fault(
            column, text[:80], "the birth date is after the day of the file", "an unborn child has an expected date"
        )
    if use.field == LifeField.DIED_ON and when.earliest > as_of:
        return Fault(column, text[:80], "the death is after the day of the file", "the day of death, or nothing")
    return when.text


class _Day(NamedTuple):
    """A date as a row says it, and the first day it can be."""

    text: str
    earliest: date


@lru_cache(1 << 15)
def _date(text: str, order: str) -> _Day | None:
    when = read_date(text, order=order)  # type: ignore[arg-type]
    return when and _Day(when.text, when.earliest)


@lru_cache(1 << 10)
def _yes_or_no(text: str, true_when: tuple[str, ...]) -> str:
    return "true" if text.lower() in ([word.lower() for word in true_when] or YES) else "false"


def may_become(state: LoadState, *, then: LoadState) -> bool:
    """Say whether a load may go from one state to another."""
    return then in TRANSITIONS[state]


def too_many_end(would_end: int, *, held: int) -> bool:
    """Say whether so many of a feed's records would end that the file may be cut short, and somebody must look."""
    return would_end > MANY and would_end > SHARE * held


@dataclass(frozen=True)
class Lateness:
    """Whether a feed is late, and how a person would say it."""

    late: bool
    words: str


def lateness(as_of: date | None, *, late_after_days: int, on: date) -> Lateness:
    """Say whether a feed's newest file is older than was agreed; 0 days means that no date was agreed."""
    if as_of is None:
        return Lateness(bool(late_after_days), "No file has come yet")
    over = (on - as_of).days - late_after_days
    if late_after_days and over > 0:
        return Lateness(True, f"{over} {'day' if over == 1 else 'days'} late")
    return Lateness(False, "On time" if late_after_days else "No date agreed")


def tells_late(as_of: date | None, *, late_after_days: int, opened_on: date | None, on: date) -> bool:
    """Say whether the owner should be told: where no file has ever come, the days run from the feed's opening."""
    since = as_of or opened_on
    return bool(late_after_days) and (since is None or (on - since).days > late_after_days)


def place_of(digest: str) -> str:
    """Say where a file that came in is kept: under its own hash, so that the same file is kept once."""
    return f"loads/{digest[:2]}/{digest}"


def fits(name: str, *, pattern: str) -> bool:
    """Say whether a file is a feed's by its name, whatever its letters' case; a workbook may come as CSV."""
    stem, _, ending = pattern.lower().rpartition(".")
    patterns = [pattern.lower(), f"{stem}.csv"] if ending in {"xlsx", "parquet"} else [pattern.lower()]
    return bool(pattern) and any(fnmatchcase(name.lower(), one) for one in patterns)


def faults_of_map(by_map: ColumnMap, *, columns: list[str]) -> list[str]:
    """Say what is wrong with a map for a file that has these columns, all of it at once."""
    found = [f'There is no column "{name}".' for name in (by_map.id, *by_map.columns) if name not in columns]
    found += [
        f'"{name}" is mapped to "{use.field}", which is no field.'
        for name, use in by_map.columns.items()
        if use.field not in FIELDS
    ]
    if not any(use.field in TELLING for use in by_map.columns.values()):
        found.append("No column is a name, an NHS number or a UPN, so nobody could be found by it.")
    return found
