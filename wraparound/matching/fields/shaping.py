"""Shapes columns: a function over distinct values only, and several columns of a row gathered into one list."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.encode import as_text

Made = str | Sequence[str] | None
TEXTS = pa.list_(pa.string())
FEW = 200  # rows


def distinct_of(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Give a column as codes into its distinct values, as text."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    whole = whole if pa.types.is_dictionary(whole.type) else pc.dictionary_encode(as_text(whole))
    return pa.DictionaryArray.from_arrays(whole.indices, as_text(whole.dictionary))


def over_distinct(column: pa.Array | pa.ChunkedArray, *, change: Callable[[str], Made]) -> pa.Array:
    """Apply a function to each distinct value once; the result is text, or lists of text where it gives lists.

    Cost: one call a distinct value, one gather a row. An empty text or list becomes missing.
    """
    if column.null_count == len(column):
        return pa.nulls(len(column), pa.string())
    if len(column) <= FEW and not pa.types.is_dictionary(column.type):
        return _over_few(as_text(column).to_pylist(), change=change)
    coded = distinct_of(column)
    made = [change(value) if value is not None else None for value in coded.dictionary.to_pylist()]
    kind = TEXTS if any(isinstance(value, list | tuple) for value in made) else pa.string()
    plain = [value if value else None for value in made]
    return pa.array(plain, kind).take(coded.indices)


def _over_few(values: Sequence[str | None], *, change: Callable[[str], Made]) -> pa.Array:
    """Do the same for a few rows, where calls into the engine of columns would cost more than the rows."""
    made = {value: change(value) for value in dict.fromkeys(values) if value is not None}
    kind = TEXTS if any(isinstance(value, list | tuple) for value in made.values()) else pa.string()
    return pa.array([made.get(value) or None if value is not None else None for value in values], kind)


def gathered(parts: Sequence[pa.Array]) -> pa.Array:
    """Put the values of several columns (texts or lists of texts) into one list a row, first column first."""
    parts = [part for part in parts if part.null_count < len(part)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    lists = [_as_lists(part) for part in parts]
    lengths = np.stack([np.diff(offsets) for offsets, _ in lists])
    ends = np.concatenate([[0], np.cumsum(lengths.sum(axis=0))])
    place = np.empty(int(ends[-1]), np.int64)
    begin, before = ends[:-1].copy(), 0
    for (_, values), length in zip(lists, lengths, strict=True):
        within = np.arange(len(values)) - np.repeat(np.cumsum(length) - length, length)
        place[np.repeat(begin, length) + within] = before + np.arange(len(values))
        begin, before = begin + length, before + len(values)
    flat = pa.concat_arrays([values for _, values in lists]).take(pa.array(place))
    return pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), flat)


def _as_lists(part: pa.Array) -> tuple[np.ndarray, pa.Array]:
    """Give any column as list offsets and present values."""
    if pa.types.is_list(part.type):
        lengths = pc.fill_null(pc.list_value_length(part), 0).to_numpy(zero_copy_only=False)
        return np.concatenate([[0], np.cumsum(lengths)]), part.flatten()
    present = pc.is_valid(part).to_numpy(zero_copy_only=False)
    return np.concatenate([[0], np.cumsum(present)]), part.drop_null()
