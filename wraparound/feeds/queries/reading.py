"""A file that came in, read into rows and rows that have to wait, batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from wraparound.feeds.models import Load
from wraparound.feeds.rules import faults_of_map, map_of, row_of
from wraparound.feeds.words import Aside, ColumnMap, Fault
from wraparound.identity.words import Row
from wraparound.matching.tables import CannotRead, Loaded, read_table

BATCH = 2_000  # rows filed in one transaction


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: good ones, those that wait, and how many of the file's rows are behind us then."""

    rows: list[Row]
    asides: list[Aside]
    done: int


@dataclass(frozen=True)
class FileRead:
    """A file as read: how many rows could be read, and its batches."""

    rows: int
    batches: Iterator[Batch]


class CannotUse(Exception):  # noqa: N818 – named by what is so
    """The file cannot be used at all; the text says why and what would be right."""


def file_read(path: Path, *, load: Load) -> FileRead:
    """Read a load's file, from the row where an earlier reading stopped; raises CannotUse.

    Cost: the file once, in memory as columns of text; rows are made a batch at a time.
    """
    by_map = map_of(load.feed.map)
    try:
        loaded = read_table(path)
    except CannotRead as fault:
        raise CannotUse(str(fault).replace(path.name, load.name)) from fault
    if faults := faults_of_map(by_map, columns=loaded.table.column_names):
        raise CannotUse(" ".join(faults))
    return FileRead(loaded.table.num_rows, _batches(loaded, by_map=by_map, load=load))


def _batches(loaded: Loaded, *, by_map: ColumnMap, load: Load) -> Iterator[Batch]:
    """Go through the table from where an earlier reading stopped; what could not be read waits with the first batch."""
    table, total, begun = loaded.table, loaded.table.num_rows, load.rows_done
    asides = [Aside(one.row, Fault(one.field, one.value, one.reason, one.right)) for one in loaded.set_aside]
    seen = _numbers_of(_text(table.column(by_map.id).slice(0, begun)), loaded=loaded)
    for begin in range(begun, total, BATCH):
        waiting = asides if begin == 0 else []
        rows: list[Row] = []
        for place, values in enumerate(values_of(table.slice(begin, BATCH)), start=begin):
            number = loaded.row_number(place)
            row = row_of(values, by_map=by_map, as_of=load.as_of)
            if isinstance(row, Row) and row.key in seen:
                row = _twice(row, first=seen[row.key], by_map=by_map)
            if isinstance(row, Row):
                seen[row.key] = number
                rows.append(row)
            else:
                waiting.append(Aside(number, row, {name: value for name, value in values.items() if value}))
        yield Batch(rows, waiting, begin + min(BATCH, total - begin))


def _numbers_of(references: list[str | None], *, loaded: Loaded) -> dict[str, int]:
    """Say in which row each reference of the rows behind us stood first."""
    found: dict[str, int] = {}
    for place, reference in enumerate(references):
        found.setdefault((reference or "").strip(), loaded.row_number(place))
    return found


def _twice(row: Row, *, first: int, by_map: ColumnMap) -> Fault:
    reason = f"row {first} has the same reference"
    return Fault(by_map.id, row.key[:80], reason, "each row needs its own reference")


def values_of(table: pa.Table) -> Iterator[dict[str, str | None]]:
    """Give rows as text by column, whatever types the file had."""
    columns = [_text(column) for column in table.columns]
    for cells in zip(*columns, strict=True):
        yield dict(zip(table.column_names, cells, strict=True))


def _text(column: pa.ChunkedArray) -> list[str | None]:
    if pa.types.is_boolean(column.type):
        return [None if one is None else str(one).lower() for one in column.to_pylist()]
    return column.cast(pa.string()).to_pylist()
