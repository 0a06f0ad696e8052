"""Reads Parquet frugally: only the columns asked for, repeated text kept once, typed columns as they are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet as pq

from wraparound.matching.tables.header import named
from wraparound.matching.tables.keeping import check_rows
from wraparound.matching.tables.loaded import Asides, Limits, Loaded, Progress
from wraparound.matching.tables.opening import Source
from wraparound.matching.tables.refusals import CannotRead, cannot_read, no_such_columns, printable
from wraparound.matching.tables.soundness import without_bad_text, without_empty_rows

FIRST_ROW = 2
STEPS = 16
FIRST_ROWS, MOST_DISTINCT = 1 << 16, 0.75
KEPT = (
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_date,
    pa.types.is_timestamp,
)
TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
BYTES = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
AS_TEXT = (pa.types.is_decimal, pa.types.is_time, pa.types.is_null)


def read_parquet(
    source: Source, *, limits: Limits, columns: Sequence[str] | None, progress: Progress | None = None
) -> Loaded:
    """Read a Parquet file's columns of text, numbers, dates, truths and lists of text; note those of other kinds."""
    with _told(source):
        return _read(source, limits=limits, columns=columns, progress=progress)


def parquet_in_parts(source: Source, *, limits: Limits, columns: Sequence[str] | None, rows: int) -> Iterator[Loaded]:
    """Read a Parquet file as `read_parquet` does, so many rows at a time."""
    with _told(source), pa.OSFile(str(source.path)) as handle:
        file = pq.ParquetFile(handle)
        wanted, notes = _columns(source, file, columns)
        file = pq.ParquetFile(handle, read_dictionary=_repeated(handle, wanted, file.schema_arrow), pre_buffer=False)
        begin = FIRST_ROW
        for batch in file.iter_batches(batch_size=rows, columns=wanted, use_threads=False):
            table, asides = pa.Table.from_batches([batch]), Asides(source.name, limits.set_aside_kept)
            yield _sound(table, asides=asides, limits=limits, notes=notes, first_row=begin, is_part=True)
            begin += batch.num_rows


@contextmanager
def _told(source: Source) -> Iterator[None]:
    """Turn what Arrow says of a damaged file into a sentence."""
    try:
        yield
    except (CannotRead, MemoryError):
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as fault:
        said = printable(str(fault).splitlines()[0] if str(fault) else type(fault).__name__, limit=160)
        reason = f"it is a damaged or unfinished Parquet file ({said.rstrip('.')}); write it again"
        raise cannot_read(source.path, reason=reason) from fault


def _read(source: Source, *, limits: Limits, columns: Sequence[str] | None, progress: Progress | None) -> Loaded:
    with pa.OSFile(str(source.path)) as handle:
        file = pq.ParquetFile(handle)
        wanted, notes = _columns(source, file, columns)
        file = pq.ParquetFile(handle, read_dictionary=_repeated(handle, wanted, file.schema_arrow))
        table = _steps(file, wanted, progress=progress)
    asides = Asides(source.name, limits.set_aside_kept)
    return _sound(table, asides=asides, limits=limits, notes=notes, first_row=FIRST_ROW)


def _columns(source: Source, file: pq.ParquetFile, columns: Sequence[str] | None) -> tuple[list[str], tuple[str, ...]]:
    """Settle which columns are read, and what is to be noted of the others; refuse a file without rows."""
    schema = file.schema_arrow
    named(schema.names, file=source.name)
    if missing := no_such_columns(source.name, wanted=columns or (), present=schema.names):
        raise missing
    check_rows(Asides(source.name, 0), kept=file.metadata.num_rows)
    return _usable(schema, columns=columns, name=source.name)


def _sound(
    table: pa.Table, *, asides: Asides, limits: Limits, notes: Sequence[str], first_row: int, is_part: bool = False
) -> Loaded:
    """Bring columns to the kinds that the engine knows, and set aside what no row may hold."""
    table = pa.table([_plain(column) for column in table.columns], names=table.column_names)
    table, numbers = without_bad_text(table, asides=asides, limits=limits, first_row=first_row)
    return without_empty_rows(table, asides=asides, notes=notes, first_row=first_row, numbers=numbers, is_part=is_part)


def _usable(schema: pa.Schema, *, columns: Sequence[str] | None, name: str) -> tuple[list[str], tuple[str, ...]]:
    """Tell the columns that can be used from the nested and other ones, which are left out with a note."""
    wanted = list(schema.names if columns is None else columns)
    odd = [column for column in wanted if not _is_usable(schema.field(column).type)]
    shown = ", ".join(f"{printable(column)} ({printable(str(schema.field(column).type), limit=40)})" for column in odd)
    if odd and (columns is not None or len(odd) == len(wanted)):
        raise cannot_read(name, reason=f"columns of these kinds cannot be used: {shown}; give text, numbers or dates")
    return [column for column in wanted if column not in odd], (
        (f"columns of kinds that say nothing here were left out: {shown}",) if odd else ()
    )


def _is_usable(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_usable(kind.value_type) and not pa.types.is_nested(kind.value_type)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return any(test(kind.value_type) for test in TEXT)
    return any(test(kind) for test in (*KEPT, *TEXT, *BYTES, *AS_TEXT))


def _is_text(kind: pa.DataType) -> bool:
    return any(test(kind) for test in (*TEXT, *BYTES))


def _repeated(handle: pa.NativeFile, columns: list[str], schema: pa.Schema) -> list[str]:
    """Give the columns whose text repeats, by its first rows: reading each value once is quicker and smaller.

    The file's own metadata would say it too, but a damaged one ends the process there and then.
    """
    texts = [name for name in columns if _is_text(schema.field(name).type)]
    if not texts:
        return []
    file = pq.ParquetFile(handle, pre_buffer=False)
    first = next(file.iter_batches(batch_size=FIRST_ROWS, columns=texts), None)
    if first is None:
        return []
    return [name for name in texts if pc.count_distinct(first.column(name)).as_py() <= first.num_rows * MOST_DISTINCT]


def _steps(file: pq.ParquetFile, columns: list[str], *, progress: Progress | None) -> pa.Table:
    """Read the row groups in a few steps, telling progress after each."""
    groups = file.num_row_groups
    if progress is None or groups < 2:
        return file.read(columns=columns, use_threads=True)
    stride = -(-groups // STEPS)
    parts = []
    for begin in range(0, groups, stride):
        end = min(groups, begin + stride)
        parts.append(file.read_row_groups(list(range(begin, end)), columns=columns, use_threads=True))
        progress(end / groups)
    return pa.concat_tables(parts)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Bring the kinds of a column down to the few the engine knows."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        inner = pa.string() if _is_text(kind.value_type) or kind.value_type == pa.null() else None
        if inner is None:
            return _plain(column.cast(kind.value_type))
        wanted = pa.dictionary(pa.int32(), inner)
        return column if kind == wanted else _unchecked(column, wanted)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return column.cast(pa.list_(pa.string()))
    if _is_text(kind):
        return column if kind == pa.string() else _unchecked(column, pa.string())
    return column.cast(pa.string()) if any(test(kind) for test in AS_TEXT) else column


def _unchecked(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Change the kind without looking whether the bytes are text: that is looked at later, row by row."""
    return pc.cast(column, options=pc.CastOptions(kind, allow_invalid_utf8=True))
