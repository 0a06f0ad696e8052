"""A file that came in, read into rows and rows that have to wait, batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wraparound.feeds.models import Load
from wraparound.feeds.queries.cells import text_of, values_of
from wraparound.feeds.queries.packed import CannotUse
from wraparound.feeds.queries.shaped import Waits, part_of, shaped
from wraparound.feeds.queries.yielded import Shaped
from wraparound.feeds.rules import faults_of_map, map_of, row_of
from wraparound.feeds.rules.shapes import shapes
from wraparound.feeds.words import Aside, ColumnMap, Fault
from wraparound.identity.words import Row
from wraparound.matching.tables import CannotRead, Loaded, read_table

BATCH = 2_000  # rows filed in one transaction


__all__ = ["BATCH", "Batch", "CannotUse", "FileRead", "Waits", "file_read", "loaded_by", "part_read", "values_of"]


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


def file_read(path: Path, *, load: Load, other: Path | None = None) -> FileRead:
    """Read a load's file, from the row where an earlier reading stopped, with the other file of its set if it has one.

    Raises CannotUse, and Waits where the other file of its set is needed and not given.
    Cost: the file once, in memory as columns of text; rows are made a batch at a time.
    """
    by_map = map_of(load.feed.map)
    loaded = loaded_by(by_map, path=path, name=load.name, other=other)
    if faults := faults_of_map(by_map, columns=loaded.table.column_names):
        raise CannotUse(" ".join(faults))
    return FileRead(loaded.table.num_rows, _batches(loaded, by_map=by_map, load=load))


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


def _batches(loaded: Loaded, *, by_map: ColumnMap, load: Load) -> Iterator[Batch]:
    """Go through the table from where an earlier reading stopped; what could not be read waits with the first batch."""
    table, total, begun = loaded.table, loaded.table.num_rows, load.rows_done
    asides = [Aside(one.row, Fault(one.field, one.value, one.reason, one.right)) for one in loaded.set_aside]
    lines = loaded.lines.tolist() if isinstance(loaded, Shaped) and loaded.lines is not None else []
    seen = _numbers_of(text_of(table.column(by_map.id).slice(0, begun)), loaded=loaded)
    for begin in range(begun, max(total, 1), BATCH):
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
                told = {name: value for name, value in values.items() if value}
                waiting.append(Aside(number, row, told, lines[place] if lines else None))
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
