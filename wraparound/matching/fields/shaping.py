"""Shapes columns: a function over distinct values only, and several columns of a row gathered into one list."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.encode import as_text

Made = str | Sequence[str] | None
TEXTS = pa.list_(pa.string())
FEW = 200  # rows
One = TypeVar("One", bound=str | tuple[str, ...])
Other = TypeVar("Other", bound=str | tuple[str, ...])
Read = TypeVar("Read")


class Once(dict[str, Read]):
    """What texts were read as: each distinct one is read once, however many columns are made of it."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        """Say how a text is read."""
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Read:
        """Read a text that was not read yet."""
        made = self[text] = self._read(text)
        return made


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


def over_both(
    ones: pa.Array,
    *,
    others: pa.Array,
    read: Callable[[str], One],
    read_other: Callable[[str], Other],
    join: Callable[[One, Other], list[str]],
) -> pa.Array:
    """Make lists of text of two columns' values, missing where either is.

    Cost: each distinct value is read once, and what is read of two is joined once.
    """
    if not pc.any(pc.and_(pc.is_valid(ones), pc.is_valid(others)), min_count=0).as_py():
        return pa.nulls(len(ones), pa.string())
    if len(ones) <= FEW:
        rows = zip(as_text(ones).to_pylist(), as_text(others).to_pylist(), strict=True)
        few = [join(read(a), read_other(b)) or None if a is not None and b is not None else None for a, b in rows]
        return pa.array(few, TEXTS)
    one, first = _codes_of(ones, read=read)
    other, second = _codes_of(others, read=read_other)
    both = np.where((one < 0) | (other < 0), -1, one * np.int64(len(second)) + other)
    pairs, at = np.unique(both, return_inverse=True)
    halves = [divmod(pair, len(second)) if pair >= 0 else None for pair in pairs.tolist()]
    joined = [join(first[half[0]], second[half[1]]) or None if half else None for half in halves]
    return pa.array(joined, TEXTS).take(pa.array(at))


def _codes_of(column: pa.Array, *, read: Callable[[str], Read]) -> tuple[np.ndarray, list[Read]]:
    """Give what a column's values are read as, each once, and each row's place among them; -1 where it has none."""
    coded = distinct_of(column)
    found: dict[Read, int] = {}
    places = [found.setdefault(read(value), len(found)) for value in coded.dictionary.to_pylist()]
    codes = pc.fill_null(coded.indices, len(places)).to_numpy(zero_copy_only=False)
    return np.array([*places, -1], np.int64)[codes], list(found)


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
