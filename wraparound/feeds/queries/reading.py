"""A file that came in, read into rows ready to be filed and rows that have to wait, batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from wraparound.feeds.models import Load
from wraparound.feeds.queries.cells import text_of, values_of
from wraparound.feeds.queries.packed import CannotUse
from wraparound.feeds.queries.shaped import Waits, part_of, shaped
from wraparound.feeds.queries.yielded import Shaped
from wraparound.feeds.rules import faults_of_map, reader_of
from wraparound.feeds.rules.maps import map_of
from wraparound.feeds.rules.shapes import shapes
from wraparound.feeds.rules.together import together
from wraparound.feeds.words import Aside, ColumnMap, Fault
from wraparound.identity.rules import ready_of
from wraparound.identity.words import Ready, Row
from wraparound.matching.tables import CannotRead, Loaded, read_table

BATCH = 2_000  # rows filed in one transaction


__all__ = [
    "BATCH",
    "Batch",
    "CannotUse",
    "ToRead",
    "Waits",
    "batches_of",
    "loaded_by",
    "part_read",
    "to_read",
    "values_of",
]


@dataclass(frozen=True)
class ToRead:
    """A load's file to be read: all that its reading goes by, so that two that are equal read the same."""

    path: Path
    name: str
    map: dict[str, Any]  # of the feed, as it is kept
    as_of: date
    begin: int  # the row from which it is read
    other: Path | None  # file of its set


def to_read(load: Load, *, path: Path, other: Path | None = None) -> ToRead:
    """Say how a load's file is to be read now."""
    return ToRead(path, load.name, load.feed.map, load.as_of, load.rows_done, other)


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: good ones, those that wait, how many of its rows are behind us then, and how many it has."""

    rows: list[Ready]
    asides: list[Aside]
    done: int
    of: int


def part_read(path: Path, *, load: Load) -> str:
    """Say which file of a set a load's is; "" where its feed takes no sets, or it holds the whole set."""
    shape = shapes().get(map_of(load.feed.map).shape)
    return part_of(path, name=load.name, shape=shape) if shape else ""


def loaded_by(by_map: ColumnMap, *, path: Path, name: str, other: Path | None = None) -> Loaded:
    """Read a file by its shape where its map has one, else as a table; raises CannotUse, and Waits for a set's other.

    Cost: the file once.
    """
    if by_map.shape:
        return shaped(path, name=name, shape=shapes()[by_map.shape], other=other)
    try:
        return read_table(path)
    except CannotRead as fault:
        raise CannotUse(str(fault).replace(path.name, name)) from fault


def batches_of(file: ToRead) -> Iterator[Batch]:
    """Read a load's file, from the row where an earlier reading stopped, with the other file of its set if it has one.

    Rows of one reference come one after another, where the first of them stands; what could not be read waits with the
    first batch. Raises CannotUse, and Waits where the other file of its set is needed and not given.
    Cost: the file once, in memory as columns of text; rows are made a batch at a time.
    """
    by_map = map_of(file.map)
    loaded = loaded_by(by_map, path=file.path, name=file.name, other=file.other)
    if faults := faults_of_map(by_map, columns=loaded.table.column_names):
        raise CannotUse(" ".join(faults))
    asides = [Aside(one.row, Fault(one.field, one.value, one.reason, one.right)) for one in loaded.set_aside]
    rows = _Rows(loaded, by_map=by_map, as_of=file.as_of)
    for begin, end in rows.cuts(file.begin):
        found = rows.between(begin, end)
        ready = [one for one in found if isinstance(one, Ready)]
        waiting = [one for one in found if isinstance(one, Aside)]
        yield Batch(ready, [*(asides if begin == 0 else []), *waiting], end, len(rows))


class _Rows:
    """A file's rows in the order in which they are filed: those of one reference together."""

    def __init__(self, loaded: Loaded, *, by_map: ColumnMap, as_of: date) -> None:
        self._loaded, self._map, self._read = loaded, by_map, reader_of(by_map, as_of=as_of)
        first = _first_of_each(text_of(loaded.table.column(by_map.id)))
        self._order = np.argsort(first, kind="stable")
        self._first = first[self._order]
        apart = np.any(self._order[1:] < self._order[:-1])
        self._table = loaded.table.take(pa.array(self._order)) if apart else loaded.table
        self._lines = loaded.lines if isinstance(loaded, Shaped) else None

    def __len__(self) -> int:
        return len(self._order)

    def cuts(self, begin: int) -> Iterator[tuple[int, int]]:
        """Give where each batch begins and ends, from where one begins: no reference's rows are cut apart."""
        if not len(self):
            yield 0, 0
        while begin < len(self):
            last = self._first[min(begin + BATCH, len(self)) - 1]
            end = int(np.searchsorted(self._first, last, side="right"))
            yield begin, end
            begin = end

    def between(self, begin: int, end: int) -> list[Ready | Aside]:
        """Give the rows of a batch as they are filed, and those that wait."""
        found: list[Ready | Aside] = []
        table = self._table.slice(begin, end - begin)
        rows = self._read({name: text_of(table.column(name)) for name in (self._map.id, *self._map.columns)})
        for _, some in groupby(range(begin, end), key=self._first.__getitem__):
            places = list(some)
            found += self._filed(places, rows=[rows[place - begin] for place in places])
        return found

    def _filed(self, places: list[int], *, rows: list[Row | Fault]) -> list[Ready | Aside]:
        """Put the rows of one reference together into one that is ready, or set them all aside."""
        if len(rows) == 1 and isinstance(rows[0], Row):
            return [ready_of(rows[0])]
        told = {self._number(place): row for place, row in zip(places, rows, strict=True)}
        one = together(told, by_map=self._map)
        if isinstance(one, Row):
            return [ready_of(one)]
        return [self._aside(place, fault=one[self._number(place)]) for place in places]

    def _aside(self, place: int, *, fault: Fault) -> Aside:
        values = next(values_of(self._table.slice(place, 1)))
        told = {name: value for name, value in values.items() if value}
        line = None if self._lines is None else int(self._lines[self._order[place]])
        return Aside(self._number(place), fault, told, line)

    def _number(self, place: int) -> int:
        return self._loaded.row_number(int(self._order[place]))


def _first_of_each(references: list[str | None]) -> np.ndarray:
    """Give each row the place of the first that has its reference; one without a reference stands alone."""
    places: dict[str, int] = {}
    first = (places.setdefault(key, at) if (key := (one or "").strip()) else at for at, one in enumerate(references))
    return np.fromiter(first, np.int64, len(references))
