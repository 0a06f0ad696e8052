"""What a feed's map says, what may become of a load, and when a feed is late."""

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from wraparound.agencies.words import FamilyField, FormerNumber, InvolvementField, LifeField
from wraparound.feeds.rules.rows import TELLING, reader_of, row_of
from wraparound.feeds.words import TRANSITIONS, ColumnMap, LoadState
from wraparound.matching.words import Field

__all__ = [
    "FIELDS", "LARGEST", "MANY", "SHARE", "TOO_LARGE", "Lateness", "faults_of_map", "fits", "lateness",
    "may_become", "place_of", "reader_of", "row_of", "tells_late", "too_many_end",
]  # fmt: skip

LARGEST = 2 << 30  # bytes of a file
TOO_LARGE = "The file is larger than 2 GB. Send it as Parquet, or in parts as changes."
MANY, SHARE = 20, 0.2  # records, and the share of a feed, that may end at once without anybody looking
FIELDS = frozenset(str(word) for word in (*Field, *FormerNumber, *InvolvementField, *FamilyField, *LifeField))


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
