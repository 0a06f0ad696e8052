"""Builds a table row by row, setting aside the rows that do not fit."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from wraparound.matching.tables.loaded import Asides, Limits, Loaded
from wraparound.matching.tables.refusals import cannot_read

ROWS_TOGETHER = 1 << 16


class RowKeeper:
    """Takes rows of text one at a time and keeps the good ones as columns."""

    def __init__(self, names: Sequence[str], *, file: str, limits: Limits, columns: Sequence[str] | None) -> None:
        self._names = tuple(names)
        self._limits = limits
        wanted = self._names if columns is None else tuple(columns)
        self._picked = [self._names.index(name) for name in wanted]
        self._schema = pa.schema([(name, pa.string()) for name in wanted])
        self._rows: list[Sequence[str]] = []
        self._numbers: list[int] = []
        self._batches: list[pa.RecordBatch] = []
        self._kept_numbers: list[np.ndarray] = []
        self.asides = Asides(file, limits.set_aside_kept)

    def add(self, row: int, *, values: Sequence[str]) -> None:
        """Keep a row, or set it aside if it is ragged or one of its values cannot be taken."""
        if len(values) != len(self._names):
            values = self._evened(values)
        if len(values) != len(self._names):
            self._set_ragged_aside(row, values)
        elif not any(values):
            self.asides.empty += 1
        elif not self._has_a_bad_value(row, values):
            self._rows.append(values)
            self._numbers.append(row)
            if len(self._rows) >= ROWS_TOGETHER:
                self._flush()

    def finished(self, *, notes: Sequence[str], first_row: int) -> Loaded:
        """Give all that was kept, or refuse a file of which nothing could be."""
        self._flush()
        asides = self.asides
        table = pa.Table.from_batches(self._batches, schema=self._schema)
        numbers = np.concatenate([np.empty(0, np.int64), *self._kept_numbers])
        check_rows(asides, kept=table.num_rows)
        if asides.empty:
            notes = [*notes, f"{asides.empty:,} rows with no values at all were left out"]
        return Loaded(
            table, asides.file, tuple(asides.rows), asides.count, asides.empty, tuple(notes), numbers, first_row
        )

    def _evened(self, values: Sequence[str]) -> Sequence[str]:
        """Drop empty fields beyond the last column: a delimiter too many at the end of a line says nothing."""
        width = len(self._names)
        return values[:width] if len(values) > width and not any(values[width:]) else values

    def _set_ragged_aside(self, row: int, values: Sequence[str]) -> None:
        width, reason = len(self._names), f"it has {len(values)} values where the header names {len(self._names)}"
        right = f"each row should have {width}; put quotation marks around a value that holds the delimiter"
        self.asides.add(row, name="", value=" | ".join(v[:80] for v in values[:20]), reason=reason, right=right)

    def _has_a_bad_value(self, row: int, values: Sequence[str]) -> bool:
        if sum(map(len, values)) * 4 > self._limits.cell_bytes:
            for name, value in zip(self._names, values, strict=True):
                if len(value) * 4 > self._limits.cell_bytes and len(value.encode(errors="replace")) > (
                    self._limits.cell_bytes
                ):
                    self.asides.add(row, name=name, value=value, **too_long(self._limits))
                    return True
        return False

    def _flush(self) -> None:
        if not self._rows:
            return
        by_column = list(zip(*self._rows, strict=True))
        arrays = [pa.array([v or None for v in by_column[place]], pa.string()) for place in self._picked]
        self._batches.append(pa.record_batch(arrays, schema=self._schema))
        self._kept_numbers.append(np.array(self._numbers, np.int64))
        self._rows, self._numbers = [], []


def too_long(limits: Limits) -> dict[str, str]:
    """Say what is wrong with a value over the limit, and what would be right."""
    return {
        "reason": "the value is too long for a field of a record",
        "right": f"it should be at most {limits.cell_bytes:,} bytes",
    }


def check_rows(asides: Asides, *, kept: int) -> None:
    """Refuse a file with no row to use, saying why the first one was not."""
    if kept:
        return
    if asides.rows:
        first = asides.rows[0]
        reason = f"none of its {asides.count:,} rows can be used; row {first.row}: {first.reason}; {first.right}"
        raise cannot_read(asides.file, reason=reason)
    raise cannot_read(asides.file, reason="it has column names but no rows under them")
