"""Reads a delimited file line by line, when the fast way refuses it, so that one bad row costs only itself."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from wraparound.matching.tables.header import Layout
from wraparound.matching.tables.keeping import RowKeeper, too_long
from wraparound.matching.tables.loaded import Limits, Loaded
from wraparound.matching.tables.refusals import cannot_read

UNDECODED = re.compile("[\udc80-\udcff]")
REPLACED = re.compile("\ufffd")


class _Unclosed(Exception):  # noqa: N818
    """A quotation mark runs on over more lines than any value has."""


def read_carefully(
    file: BinaryIO, *, layout: Layout, name: str, limits: Limits, columns: Sequence[str] | None
) -> Loaded:
    """Read all rows one by one: good ones into the table, the others set aside with number and reason."""
    keeper = RowKeeper(layout.names, file=name, limits=limits, columns=columns)
    errors = "replace" if layout.encoding.wide else "surrogateescape"
    file.seek(layout.encoding.mark)
    with TextIOWrapper(file, layout.encoding.codec, errors, newline="") as stream:
        for _ in range(layout.lines):
            stream.readline()
        _Rows(stream, layout, keeper=keeper, limits=limits).keep_all()
    return keeper.finished(notes=layout.notes, first_row=layout.first_row)


class _Lines:
    """Lines of a file for the CSV reader, which can be given back when a record swallowed too many."""

    def __init__(self, stream: TextIO, limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self._size = 0
        self.overlong = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._stream.readline(self._limits.line_bytes)
        if not line:
            raise _Unclosed if self.taken else StopIteration
        self.taken.append(line)
        self._size += len(line)
        if len(line) >= self._limits.line_bytes and not line.endswith(("\n", "\r")):
            self._skip_the_rest()
        if len(self.taken) > 1 and (self._size > self._limits.cell_bytes or self._too_many()):
            raise _Unclosed
        return line

    def start(self) -> None:
        """Begin a new record."""
        self.taken.clear()
        self._size, self.overlong = 0, False

    def give_back(self) -> None:
        """Give back all lines of this record but the first."""
        self._back.extendleft(reversed(self.taken[1:]))

    def _too_many(self) -> bool:
        return len(self.taken) > self._limits.lines_in_a_cell

    def _skip_the_rest(self) -> None:
        self.overlong = True
        while (rest := self._stream.readline(self._limits.line_bytes)) and not rest.endswith(("\n", "\r")):
            continue


class _Rows:
    """Turns lines into rows and hands each to the keeper, or sets it aside."""

    def __init__(self, stream: TextIO, layout: Layout, *, keeper: RowKeeper, limits: Limits) -> None:
        self._lines = _Lines(stream, limits)
        self._layout, self._keeper, self._limits = layout, keeper, limits
        self._reader = csv.reader(self._lines, delimiter=layout.delimiter, strict=True)
        self._damage = REPLACED if layout.encoding.wide else UNDECODED
        self._unclosed = 0

    def keep_all(self) -> None:
        """Read to the end of the file."""
        row = self._layout.first_row
        while True:
            self._lines.start()
            try:
                values = next(self._reader)
            except StopIteration:
                return
            except _Unclosed:
                self._set_unclosed_aside(row)
            except csv.Error:
                self._read_leniently(row)
            else:
                self._keep(row, values)
            row += 1

    def _keep(self, row: int, values: list[str]) -> None:
        if self._lines.overlong:
            self._set_long_aside(row, values)
        elif len(self._lines.taken) > 1 and len(values) != len(self._layout.names):
            self._set_unclosed_aside(row)
        elif not self._set_damaged_aside(row, values):
            self._keeper.add(row, values=values) if values else self._count_blank()

    def _count_blank(self) -> None:
        self._keeper.asides.empty += 1

    def _read_leniently(self, row: int) -> None:
        """Take a line with text after a closing quotation mark, as spreadsheets do; over many lines it is a fault."""
        if len(self._lines.taken) > 1:
            self._set_unclosed_aside(row)
            return
        try:
            values = next(csv.reader(self._lines.taken, delimiter=self._layout.delimiter))
        except csv.Error:
            start = self._lines.taken[0][: csv.field_size_limit()]
            self._set_long_aside(row, next(csv.reader([start], delimiter=self._layout.delimiter)))
        else:
            self._keep(row, values)

    def _set_long_aside(self, row: int, values: list[str]) -> None:
        """Set aside a row of which only the beginning was read: the value too long is the last of it."""
        names = self._layout.names
        name = names[min(len(values), len(names)) - 1]
        self._keeper.asides.add(row, name=name, value=values[-1], **too_long(self._limits))

    def _set_unclosed_aside(self, row: int) -> None:
        self._lines.give_back()
        self._unclosed += 1
        if self._unclosed > self._limits.unclosed_quotes:
            reason = f"{self._unclosed:,} rows open a quotation mark that they do not close (the last is row {row})"
            raise cannot_read(self._keeper.asides.file, reason=reason + '; write a quotation mark inside a value as ""')
        self._keeper.asides.add(
            row,
            name="",
            value=self._lines.taken[0],
            reason="a quotation mark is opened and not closed",
            right='close it, or write a quotation mark inside a value as ""',
        )

    def _set_damaged_aside(self, row: int, values: list[str]) -> bool:
        for line in self._lines.taken:
            if not line.isascii() and self._damage.search(line):
                self._damaged(row, values, f"it holds bytes that are not {self._layout.encoding.codec.upper()}")
                return True
            if "\x00" in line:
                self._damaged(row, values, "it holds a zero byte, which is no character")
                return True
        return False

    def _damaged(self, row: int, values: list[str], reason: str) -> None:
        names = self._layout.names
        worst = next((i for i, v in enumerate(values) if "\x00" in v or self._damage.search(v)), 0)
        value = values[worst].encode("ascii", "backslashreplace").decode() if values else ""
        name = names[worst] if worst < len(names) else ""
        self._keeper.asides.add(row, name=name, value=value, reason=reason, right="save the file again as UTF-8")
