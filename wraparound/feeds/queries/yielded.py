"""The rows that a shape yields, gathered into a table with what has to wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from wraparound.feeds.rules.periods import Episode, part_of_periods
from wraparound.feeds.rules.shapes import REFERENCE, map_of_shape, reference_of
from wraparound.feeds.words import Period, Recognised, Shape
from wraparound.matching.tables import Loaded, SetAside

CHUNK = 10_000  # rows held as Python's own before they become columns
LONGEST = 1_000  # characters of one value


@dataclass(frozen=True)
class Shaped(Loaded):
    """A file read by its shape, with the line of each row where it is an element."""

    found: Recognised | None = None
    lines: np.ndarray | None = None


@dataclass
class Rows:
    """Collects rows into columns, a chunk at a time."""

    shape: Shape
    columns: list[str]
    asides: list[SetAside] = field(default_factory=list)
    chunks: list[pa.RecordBatch] = field(default_factory=list)
    waiting: list[dict[str, str | None]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, row: dict[str, str | None], *, number: int, line: int) -> None:
        """Add a row, or set it aside where a value is longer than any can be."""
        long = next((name for name, value in row.items() if value and len(value) > LONGEST), None)
        if long:
            reason = f"is longer than {LONGEST:,} characters"
            right = "a value as short as the guide to the return says"
            self.asides.append(SetAside("", number, long, str(row[long])[:80], reason, right))
            return
        self.waiting.append(row)
        self.numbers.append(number)
        self.lines.append(line)
        if len(self.waiting) >= CHUNK:
            self._settle()

    def table(self) -> pa.Table:
        """Give all rows as a table of text."""
        self._settle()
        return pa.Table.from_batches(self.chunks, schema=self._schema())

    def shaped(self, *, found: Recognised, name: str) -> Shaped:
        """Give all that was gathered as a file that was read."""
        return Shaped(
            table=self.table(),
            file=name,
            set_aside=tuple(self.asides),
            set_aside_count=len(self.asides),
            row_numbers=np.array(self.numbers, dtype=np.int64),
            found=found,
            lines=np.array(self.lines, dtype=np.int64) if any(self.lines) else None,
        )

    def _schema(self) -> pa.Schema:
        return pa.schema([(name, pa.string()) for name in self.columns])

    def _settle(self) -> None:
        arrays = [pa.array([row.get(name) or None for row in self.waiting], pa.string()) for name in self.columns]
        self.chunks.append(pa.record_batch(arrays, schema=self._schema()))
        self.waiting = []


def row_of_shape(
    shape: Shape, *, at: Callable[[str], str], episodes: Sequence[tuple[Period, Sequence[Episode]]]
) -> dict[str, str | None]:
    """Give one row by column, from where its values stand and the episodes that are told of it."""
    row: dict[str, str | None] = {}
    for column in shape.columns:
        value = column.says or next((text for place in column.at if (text := at(place))), "")
        row[column.name] = None if value in column.silent else value
    part = part_of_periods(episodes, order=shape.date_order)
    service = part.pop("service", None)
    for column in shape.columns:
        if column.field == "service" and service:
            row[column.name] = service
    row |= part
    if reference_of(shape) == REFERENCE:
        whole = ([row.get(name) for name in names] for names in shape.reference)
        row[REFERENCE] = next((" ".join(filter(None, values)) for values in whole if all(values)), None)
    return row


def own_period(period: Period, *, at: Callable[[str], str]) -> Episode:
    """Read the one period that a row of a table tells of, under whichever heading it stands."""
    return {
        ways.partition("|")[0]: next((text for way in ways.split("|") if (text := at(way))), "")
        for ways in (period.begins, period.ends)
    }


def rows_of(shape: Shape) -> Rows:
    """Begin to gather the rows of a file."""
    by_map = map_of_shape(shape)
    return Rows(shape, list(dict.fromkeys([by_map.id, *by_map.columns])))
