"""Reads one file of records, whatever its format, into a table and an account of what was set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from wraparound.matching.tables.delimited import NotClean, Text, delimited_in_parts, read_delimited
from wraparound.matching.tables.loaded import Limits, Loaded, Progress
from wraparound.matching.tables.opening import EXPECTED, Kind, Source, inspect, unpacked
from wraparound.matching.tables.parquet import parquet_in_parts, read_parquet
from wraparound.matching.tables.refusals import cannot_read, why
from wraparound.matching.tables.workbook import read_workbook

DEFAULT = Limits()


def read_table(
    path: Path | str,
    *,
    columns: Sequence[str] | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Loaded:
    """Read a CSV, Parquet or XLSX file: its good rows as a table, the others set aside each with its reason.

    `columns` reads only those. Columns come as strings (empty as null); Parquet's booleans, numbers, dates, times and
    lists of text keep their types, and its text may come dictionary-encoded. Raises CannotRead, and nothing else, for
    a file that cannot be used.
    """
    source = inspect(path)
    try:
        loaded = _read(source, columns=columns, limits=limits, progress=progress)
    except OSError as fault:
        raise cannot_read(path, reason=why(fault)) from fault
    except MemoryError as fault:
        raise cannot_read(path, reason="it does not fit in memory; save it as Parquet or name fewer columns") from fault
    source.check_unchanged()
    return _told_what_it_is(loaded, source)


def _told_what_it_is(loaded: Loaded, source: Source) -> Loaded:
    """Note it where a file is of another kind than its name says."""
    expected = EXPECTED.get(source.path.suffix.lower())
    if expected and expected is not source.kind:
        note = f"its name says {expected}, but it holds {source.kind}, and was read as that"
        loaded = replace(loaded, notes=(note, *loaded.notes))
    return loaded


def read_in_parts(
    path: Path | str, *, rows: int, whole_bytes: int, columns: Sequence[str] | None = None, limits: Limits = DEFAULT
) -> Iterator[Loaded]:
    """Read a file as `read_table` does, about so many rows at a time.

    Parquet and clean delimited text are read in parts. Raises NotClean, after some parts or before, where the file
    must be read as a whole and has at most `whole_bytes`, and CannotRead where it has more.
    """
    source = inspect(path)
    try:
        for part in _parts(source, limits=limits, columns=columns, rows=rows):
            yield _told_what_it_is(part, source)
    except NotClean:
        if source.size <= whole_bytes:
            raise
        reason = "it must be read as a whole, which takes more memory than allowed; allow more, or save it as Parquet"
        raise cannot_read(path, reason=reason) from None
    except OSError as fault:
        raise cannot_read(path, reason=why(fault)) from fault
    source.check_unchanged()


def _parts(source: Source, *, limits: Limits, columns: Sequence[str] | None, rows: int) -> Iterator[Loaded]:
    if source.kind is Kind.PARQUET:
        return parquet_in_parts(source, limits=limits, columns=columns, rows=rows)
    if source.kind in (Kind.WORKBOOK, Kind.GZIP):
        raise NotClean
    text = Text(source.name, source.size, source.open)
    return delimited_in_parts(text, limits=limits, columns=columns, rows=rows)


def _read(source: Source, *, columns: Sequence[str] | None, limits: Limits, progress: Progress | None) -> Loaded:
    if source.kind is Kind.PARQUET:
        return read_parquet(source, limits=limits, columns=columns, progress=progress)
    if source.kind is Kind.WORKBOOK:
        return read_workbook(source, limits=limits, columns=columns, progress=progress)
    if source.kind is Kind.GZIP:
        data = unpacked(source, limits=limits)
        if not data:
            raise cannot_read(
                source.path, reason="it unpacks to nothing; a table has column names and at least one row"
            )
        text = Text(source.name, len(data), lambda: BytesIO(data))
    else:
        text = Text(source.name, source.size, source.open)
    return read_delimited(text, limits=limits, columns=columns, progress=progress)
