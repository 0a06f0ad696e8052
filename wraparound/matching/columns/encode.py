"""Turns columns into integer codes: each distinct value once, as text, whatever the column's type."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from wraparound.matching.columns.distinct import Distinct
from wraparound.matching.compare.memory import Array

Column: TypeAlias = "pa.Array | pa.ChunkedArray | Iterable[pa.Array]"  # whole, or in parts as they are read


class Encoded(NamedTuple):
    """A column as codes into its distinct values; code 0 says missing, code v + 1 the v-th distinct value."""

    codes: Array  # int32[n]; several values: -(list number) - 1
    distinct: pa.Array
    list_start: Array  # int64[lists + 1]
    list_codes: Array  # int32[…]


def encoded(column: Column, *, out: Array) -> Encoded:
    """Give each row of a column the code of its value; lists of several values are kept as lists of codes.

    out: int32[n], where the codes of a column of single values are put.
    """
    if isinstance(column, pa.Array | pa.ChunkedArray) and column.null_count == len(column):
        nothing = pa.array([], pa.string()), np.zeros(1, np.int64), np.zeros(0, np.int32)
        out[:] = 0
        return Encoded(out, *nothing)
    chunks = _chunks(column)
    first = next(chunks, pa.nulls(0, pa.string()))
    chunks = chain([first], chunks)
    if pa.types.is_list(first.type) or pa.types.is_large_list(first.type):
        return _encoded_lists(pa.concat_arrays(list(chunks)))
    found, done = Distinct(), 0
    for chunk in chunks:
        _put_codes(chunk, found, out=out[done : done + len(chunk)])
        done += len(chunk)
    return Encoded(out, found.values(), np.zeros(1, np.int64), np.zeros(0, np.int32))


def coded(whole: pa.Array) -> tuple[Array, pa.Array]:
    """Give int32 codes (0 missing) and the distinct values as text, for a plain column of any type."""
    found, codes = Distinct(), np.empty(len(whole), np.int32)
    _put_codes(whole, found, out=codes)
    return codes, found.values()


def as_text(values: pa.Array) -> pa.Array:
    """Give values of any type as text; true and false as 1 and 0."""
    if pa.types.is_boolean(values.type):
        values = pc.cast(values, pa.int8())
    return values if pa.types.is_string(values.type) else pc.cast(values, pa.string())


def _chunks(column: Column) -> Iterator[pa.Array]:
    if isinstance(column, pa.ChunkedArray):
        return iter(column.chunks)
    return iter([column] if isinstance(column, pa.Array) else column)


def _put_codes(chunk: pa.Array, found: Distinct, *, out: Array) -> None:
    """Code a part of a column; what is not text is first coded as it is, then each value told as text."""
    if pa.types.is_string(chunk.type):
        found.codes_of(chunk, out=out)
        return
    whole = chunk if pa.types.is_dictionary(chunk.type) else pc.dictionary_encode(chunk)
    onto = np.zeros(len(whole.dictionary) + 1, np.int32)
    found.codes_of(as_text(whole.dictionary), out=onto[1:])
    if len(whole):
        places = pc.cast(whole.indices, pa.int32())
        valid, numbers = places.buffers()
        gaps = np.frombuffer(valid, np.uint8) if places.null_count else np.zeros(0, np.uint8)
        _spread(np.frombuffer(numbers, np.int32, len(places), 4 * places.offset), gaps, places.offset, onto, out)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _spread(places, valid, first, onto, out):
    """Give each row the code of the value at its place; `first` is the first row's bit of the validity, if any."""
    for k in range(len(places)):
        bit = first + k
        if len(valid) and not valid[bit >> 3] >> (bit & 7) & 1:
            out[k] = 0
        else:
            out[k] = onto[places[k] + 1]


def _encoded_lists(lists: pa.Array) -> Encoded:
    """Code a column of lists: one distinct value is stored plainly, several as a list, none as missing."""
    flat, distinct = coded(lists.flatten())
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(lengths)])
    codes, list_start, list_codes = split_lists(start, flat)
    return Encoded(codes, distinct, list_start, list_codes)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def split_lists(start, flat):
    """Tell rows of one value from rows of several; repeated and missing values inside a row count once or not."""
    n = len(start) - 1
    codes = np.zeros(n, np.int32)
    list_start = np.zeros(n + 1, np.int64)
    kept = np.empty(len(flat), np.int32)
    lists, used = 0, 0
    for row in range(n):
        begin = used
        for k in range(start[row], start[row + 1]):
            fresh = flat[k] > 0
            for seen in range(begin, used):
                fresh = fresh and kept[seen] != flat[k]
            if fresh:
                kept[used] = flat[k]
                used += 1
        if used - begin > 1:
            lists += 1
            codes[row] = -lists
            list_start[lists] = used
        elif used > begin:
            codes[row] = kept[begin]
            used = begin
    return codes, list_start[: lists + 1].copy(), kept[:used].copy()
