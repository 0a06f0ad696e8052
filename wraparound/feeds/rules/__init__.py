"""What a feed's map says, what may become of a load, and when a feed is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from wraparound.agencies.words import FamilyField, InvolvementField
from wraparound.feeds.rules.rows import TELLING, reader_of, row_of
from wraparound.feeds.words import TRANSITIONS, ColumnMap, LoadState, Use
from wraparound.matching.words import Field

__all__ = [
    "FIELDS", "LARGEST", "MANY", "SHARE", "TOO_LARGE", "Lateness", "faults_of_map", "fits", "kept_map", "lateness",
    "map_of", "may_become", "place_of", "reader_of", "row_of", "tells_late", "too_many_end",
]  # fmt: skip

LARGEST = 2 << 30  # bytes of a file
TOO_LARGE = "The file is larger than 2 GB. Send it as Parquet, or in parts as changes."
MANY, SHARE = 20, 0.2  # records, and the share of a feed, that may end at once without anybody looking
FIELDS = frozenset(str(word) for word in (*Field, *InvolvementField, *FamilyField))


def map_of(told: Mapping[str, Any]) -> ColumnMap:
    """Read a map as `kept_map` writes it."""
    columns = {
        name: Use(said) if isinstance(said, str) else Use(**said | {"true_when": tuple(said.get("true_when", ()))})
        for name, said in told["columns"]
    }
    return ColumnMap(
        told["id"], columns, told.get("date_order", "dmy"), told.get("duplicates", "allowed"), told.get("shape", "")
    )


def kept_map(by_map: ColumnMap) -> dict[str, Any]:
    """Give a map as it is kept: its columns as a list, since a database may keep the keys of an object in any order.

    The order matters: the first of two telephone columns is the number to try first.
    """
    columns = [[name, kept if len(kept := _kept_use(use)) > 1 else use.field] for name, use in by_map.columns.items()]
    kept = {"id": by_map.id, "date_order": by_map.date_order, "duplicates": by_map.duplicates}
    return kept | ({"shape": by_map.shape} if by_map.shape else {}) | {"columns": columns}


def _kept_use(use: Use) -> dict[str, Any]:
    """Give one column's use as it is kept, without what it does not say."""
    told = {"field": use.field, "true_when": list(use.true_when), "of": use.of, "relation": use.relation}
    return {name: value for name, value in told.items() if value}


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
