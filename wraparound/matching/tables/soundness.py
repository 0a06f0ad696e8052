"""Looks over whole columns at once for what no row may hold: broken text, values over the limit, nothing at all."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.tables.keeping import check_rows, too_long
from wraparound.matching.tables.loaded import Asides, Limits, Loaded

BROKEN = {"reason": "it holds bytes that are not UTF-8", "right": "write the file again with text as UTF-8"}


def without_bad_text(
    table: pa.Table, *, asides: Asides, limits: Limits, first_row: int
) -> tuple[pa.Table, np.ndarray | None]:
    """Set aside the rows whose text is broken or too long; give the others and, if any went, their row numbers."""
    bad: dict[int, tuple[str, bytes, bool]] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        for place, value, broken in _faults(column, limits):
            bad.setdefault(place, (name, value, broken))
    for place in sorted(bad):
        name, value, broken = bad[place]
        shown = value[:400].decode("utf-8", "backslashreplace")
        asides.add(place + first_row, name=name, value=shown, **(BROKEN if broken else too_long(limits)))
    if not bad:
        return pa.table([_empty_as_null(c) for c in table.columns], names=table.column_names), None
    good = np.ones(table.num_rows, np.bool_)
    good[list(bad)] = False
    kept = [_empty_as_null(_decoded(column.filter(pa.array(good)))) for column in table.columns]
    return pa.table(kept, names=table.column_names), np.flatnonzero(good) + first_row


def without_empty_rows(
    table: pa.Table,
    *,
    asides: Asides,
    notes: Sequence[str],
    first_row: int,
    numbers: np.ndarray | None = None,
    is_part: bool = False,
) -> Loaded:
    """Leave out the rows in which every value is null, keeping the others' numbers; refuse a table without rows.

    One part of a table (`is_part`) may have none, and what was left out is told by whoever sees all parts.
    """
    if all(column.null_count for column in table.columns):
        filled = np.zeros(table.num_rows, np.bool_)
        for column in table.columns:
            filled |= column.is_valid().to_numpy()
        asides.empty = int(table.num_rows - filled.sum())
        if asides.empty:
            notes = notes if is_part else [*notes, f"{asides.empty:,} rows with no values at all were left out"]
            numbers = (np.arange(table.num_rows) + first_row if numbers is None else numbers)[filled]
            table = table.filter(pa.array(filled))
    if not is_part:
        check_rows(asides, kept=table.num_rows)
    return Loaded(table, asides.file, tuple(asides.rows), asides.count, asides.empty, tuple(notes), numbers, first_row)


def _faults(column: pa.ChunkedArray, limits: Limits) -> Iterator[tuple[int, bytes, bool]]:
    """Give position, bytes and whether they are broken (else too long) for each faulty value."""
    begin = 0
    for chunk in column.chunks:
        if pa.types.is_dictionary(chunk.type):
            faulty = {place: (value, broken) for place, value, broken in _faulty(chunk.dictionary, limits)}
            if faulty:
                codes = chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
                for place in np.flatnonzero(np.isin(codes, list(faulty))).tolist():
                    yield (begin + place, *faulty[int(codes[place])])
        elif pa.types.is_list(chunk.type):
            owners = pc.list_parent_indices(chunk)
            for place, value, broken in _faulty(pc.list_flatten(chunk), limits):
                yield begin + owners[place].as_py(), value, broken
        elif pa.types.is_string(chunk.type):
            for place, value, broken in _faulty(chunk, limits):
                yield begin + place, value, broken
        begin += len(chunk)


def _faulty(values: pa.Array, limits: Limits) -> Iterator[tuple[int, bytes, bool]]:
    if not pa.types.is_string(values.type) or not len(values):
        return
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    if longest <= limits.cell_bytes and _is_text(values):
        return
    for place, value in enumerate(values.cast(pa.binary()).to_pylist()):
        if value is None:
            continue
        if len(value) > limits.cell_bytes:
            yield place, value, False
        elif not _decodes(value):
            yield place, value, True


def _is_text(values: pa.Array) -> bool:
    try:
        values.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _decodes(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Drop a dictionary, in which the values of rows set aside would live on."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _empty_as_null(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        return pa.chunked_array([_dictionary_without_empty(chunk) for chunk in column.chunks], column.type)
    if not pa.types.is_string(column.type) or pc.min(pc.binary_length(column)).as_py() != 0:
        return column
    return pc.if_else(pc.equal(column, ""), None, column)


def _dictionary_without_empty(chunk: pa.DictionaryArray) -> pa.DictionaryArray:
    place = pc.index(chunk.dictionary, "").as_py()
    if place < 0:
        return chunk
    codes = pc.if_else(pc.equal(chunk.indices, place), None, chunk.indices)
    return pa.DictionaryArray.from_arrays(codes.cast(pa.int32()), chunk.dictionary)
