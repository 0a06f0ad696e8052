"""Reads the first sheet with a header of an Excel workbook, as text."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl

from wraparound.matching.tables.header import is_data, made_up_names, named
from wraparound.matching.tables.keeping import RowKeeper
from wraparound.matching.tables.loaded import Limits, Loaded, Progress
from wraparound.matching.tables.opening import FREE_UNPACKED, Source, watched
from wraparound.matching.tables.refusals import CannotRead, cannot_read, no_such_columns, printable

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
HEADER_WITHIN = 20
FAULTS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
FORMULA = re.compile(rb"<f[ >/]")
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
BLOCK, OVERLAP = 1 << 20, 64


def read_workbook(
    source: Source, *, limits: Limits, columns: Sequence[str] | None, progress: Progress | None = None
) -> Loaded:
    """Read the first sheet that has a header: dates become ISO text, 7.0 becomes 7, formulas their last value."""
    _check_archive(source, limits=limits)
    try:
        with source.open() as raw, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = watched(raw, size=source.size, progress=progress)
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                return _first_table(book, source, limits=limits, columns=columns)
            finally:
                book.close()
    except (CannotRead, MemoryError):
        raise
    except Exception as fault:  # openpyxl answers a damaged workbook with whatever exception comes first
        raise cannot_read(
            source.path, reason="it is a damaged Excel workbook; open it in Excel and save it again"
        ) from fault


def _check_archive(source: Source, *, limits: Limits) -> None:
    """Refuse what is no workbook, or unpacks to more than the limits, before anything is unpacked."""
    try:
        with source.open() as file, ZipFile(file) as archive:
            members = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as fault:
        raise cannot_read(source.path, reason="it is a damaged or unfinished Excel workbook; save it again") from fault
    names = {member.filename for member in members}
    if not any(name.startswith("xl/") for name in names):
        raise cannot_read(
            source.path, reason="it is a zip archive, not an Excel workbook; unpack it and name the file in it"
        )
    if "xl/workbook.xml" not in names and "xl/workbook.bin" in names:
        raise cannot_read(source.path, reason="it is a binary workbook (XLSB); save it as XLSX")
    if any(member.flag_bits & 1 for member in members):
        raise cannot_read(source.path, reason="the workbook has a password; save it without one")
    size = sum(member.file_size for member in members)
    if size > min(limits.unpacked_bytes, max(FREE_UNPACKED, source.size * limits.unpacked_times)):
        raise cannot_read(source.path, reason=f"it unpacks to {size:,} bytes, too many for its size; save it as CSV")


def _first_table(book: Any, source: Source, *, limits: Limits, columns: Sequence[str] | None) -> Loaded:
    for sheet in book.worksheets:
        rows = _texts(sheet, source)
        top = list(islice(rows, HEADER_WITHIN))
        place = _header_place(top)
        if place is not None:
            merged, notes = _look_at_xml(sheet, source, header_row=top[place][0])
            keep = _Sheet(source, limits, columns, [f'the sheet "{printable(sheet.title)}" was read', *notes])
            return keep.read(top[place:], rows, merged=merged)
    raise cannot_read(source.path, reason="no sheet has a line of column names with rows under it")


class _Sheet:
    def __init__(self, source: Source, limits: Limits, columns: Sequence[str] | None, notes: list[str]) -> None:
        self._source, self._limits, self._columns, self._notes = source, limits, columns, notes

    def read(self, top: list[tuple[int, list[str]]], rest: Iterable[tuple[int, list[str]]], *, merged: str) -> Loaded:
        """Keep every row under the header."""
        name = self._source.name
        number, header = top[0]
        width = max((i for i, cell in enumerate(header, 1) if cell.strip()), default=0)
        if merged:
            raise cannot_read(
                name, reason=f"cells {merged} of its header are merged; give each column its own name in one row"
            )
        under = [row for _, row in top[1:]]
        if is_data(header[:width], rows=[[*row, *[""] * width][:width] for row in under]):
            (names, told), first = made_up_names(width), number
        else:
            (names, told), first = named(header[:width], file=name), number + 1
            top = top[1:]
        if missing := no_such_columns(name, wanted=self._columns or (), present=names):
            raise missing
        keeper = RowKeeper(names, file=name, limits=self._limits, columns=self._columns)
        for row, values in chain(top, rest):
            self._keep(keeper, row, values, width)
        return keeper.finished(notes=[*self._notes, *told], first_row=first)

    def _keep(self, keeper: RowKeeper, row: int, values: list[str], width: int) -> None:
        """Keep a row; what stands outside the named columns has no meaning and is not looked at."""
        values = [*values, *[""] * (width - len(values))][:width]
        keeper.add(row, values=["" if value in FAULTS else value for value in values])


def _texts(sheet: Any, source: Source) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise cannot_read(
                source.path, reason="its sheet has rows or columns beyond what Excel allows; save it again"
            )
        yield number, [_text(value) for value in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.replace(microsecond=0).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _header_place(top: list[tuple[int, list[str]]]) -> int | None:
    """Find the header: the first row as wide as most, so that a title above it is passed over."""
    widths = [sum(1 for cell in row if cell.strip()) for _, row in top]
    if sum(1 for width in widths if width) < 2:
        return None
    least = 2 if max(widths) > 1 else 1
    return next(i for i, width in enumerate(widths) if width >= least)


def _look_at_xml(sheet: Any, source: Source, *, header_row: int) -> tuple[str, list[str]]:
    """Look through the sheet's own XML for what its values do not show: merged header cells, formulas, tricks."""
    merged, formulas, before = "", False, b""
    with sheet._get_source() as xml:  # openpyxl offers no public way to the sheet's XML
        while block := xml.read(BLOCK):
            seen = before + block
            if DECLARED.search(seen):
                raise cannot_read(
                    source.path, reason="its XML declares entities, which no workbook needs; save it again"
                )
            formulas = formulas or FORMULA.search(seen) is not None
            for left, top, right, bottom in MERGED.findall(seen):
                if int(top) <= header_row <= int(bottom) and left != right:
                    merged = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
            before = block[-OVERLAP:]
    return merged, ["it has formulas; the values last worked out were read"] if formulas else []
