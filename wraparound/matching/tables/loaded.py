"""A table that has been read: its rows, those set aside and why, and what the reader should know."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from wraparound.matching.tables.refusals import printable

Progress = Callable[[float], None]
"""Told, now and then, the share of the file read so far, from 0 to 1."""

SHOWN = 80
KIBI, MEBI, GIBI = 1 << 10, 1 << 20, 1 << 30


@dataclass(frozen=True)
class Limits:
    """How much of an odd file is taken before it is set aside or refused (bytes, lines, rows, columns)."""

    cell_bytes: int = 64 * KIBI
    line_bytes: int = MEBI
    lines_in_a_cell: int = 200
    columns: int = 10_000
    set_aside_kept: int = 10_000
    unclosed_quotes: int = 1_000
    unpacked_bytes: int = 4 * GIBI
    unpacked_times: int = 200


@dataclass(frozen=True)
class SetAside:
    """One row left out: where it is, what is wrong with it and what would be right."""

    file: str
    row: int
    field: str
    value: str
    reason: str
    right: str

    def __str__(self) -> str:
        where = f"{self.file}, row {self.row}" + (f", {self.field}" if self.field else "")
        shown = f" ({self.value})" if self.value else ""
        return f"{where}: {self.reason}{shown}; {self.right}."


@dataclass(frozen=True)
class Loaded:
    """A file's good rows as a table, and an account of everything else.

    `row_numbers` gives each table row its number in the file as a person counts it (the header is row 1); None means
    they run on without a gap from `first_row`. `set_aside` holds the first of the rows left out, up to the limit;
    `set_aside_count` counts all of them.
    """

    table: pa.Table
    file: str
    set_aside: tuple[SetAside, ...] = ()
    set_aside_count: int = 0
    empty_rows: int = 0
    notes: tuple[str, ...] = ()
    row_numbers: np.ndarray | None = None
    first_row: int = 2

    @property
    def rows_read(self) -> int:
        """Count every row met in the file: kept, set aside and empty."""
        return self.table.num_rows + self.set_aside_count + self.empty_rows

    def row_number(self, position: int) -> int:
        """Give the number, in the file, of the table's row at a position (the first is 0)."""
        return position + self.first_row if self.row_numbers is None else int(self.row_numbers[position])


@dataclass
class Asides:
    """Collects the rows set aside while a file is read, keeping the first and counting all."""

    file: str
    kept: int
    rows: list[SetAside] = field(default_factory=list)
    count: int = 0
    empty: int = 0

    def add(self, row: int, *, name: str, value: str, reason: str, right: str) -> None:
        """Set one row aside with its reason."""
        self.count += 1
        if len(self.rows) < self.kept:
            self.rows.append(SetAside(self.file, row, name, printable(value, limit=SHOWN), reason, right))
