"""Turns columns of text into integer codes: each distinct value once, with its characters, letters and hash."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from wraparound.matching.compare.memory import Array
from wraparound.matching.compare.strings import LONGEST
from wraparound.matching.model import Letters


class Encoded(NamedTuple):
    """A column as codes into its distinct values; code 0 says missing, code v + 1 the v-th distinct value."""

    codes: Array  # int32[n]; several values: -(list number) - 1
    distinct: pa.Array
    list_start: Array  # int64[lists + 1]
    list_codes: Array  # int32[…]


def encoded(column: pa.Array | pa.ChunkedArray) -> Encoded:
    """Give each row of a column the code of its value; lists of several values are kept as lists of codes."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    whole = whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)
    if pa.types.is_list(whole.type) or pa.types.is_large_list(whole.type):
        return _encoded_lists(whole)
    codes, distinct = coded(whole)
    return Encoded(codes, distinct, np.zeros(1, np.int64), np.zeros(0, np.int32))


def coded(whole: pa.Array) -> tuple[Array, pa.Array]:
    """Give int32 codes (0 missing) and the distinct values as text, for a plain column of any type."""
    if not pa.types.is_dictionary(whole.type):
        whole = pc.dictionary_encode(whole)
    distinct = as_text(whole.dictionary)
    codes = pc.fill_null(whole.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False) + np.int32(1)
    if distinct.null_count or len(pc.unique(distinct)) < len(distinct):
        again = pc.dictionary_encode(distinct)
        found = pc.fill_null(again.indices, -1).to_numpy(zero_copy_only=False)
        onto = np.concatenate([[0], found + 1]).astype(np.int32)
        codes, distinct = onto[codes], again.dictionary
    return codes, distinct


def as_text(values: pa.Array) -> pa.Array:
    """Give values of any type as text; true and false as 1 and 0."""
    if pa.types.is_boolean(values.type):
        values = pc.cast(values, pa.int8())
    return values if pa.types.is_string(values.type) else pc.cast(values, pa.string())


def _encoded_lists(lists: pa.Array) -> Encoded:
    """Code a column of lists: one distinct value is stored plainly, several as a list, none as missing."""
    flat, distinct = coded(lists.flatten())
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(lengths)])
    codes, list_start, list_codes = split_lists(start, flat)
    return Encoded(codes, distinct, list_start, list_codes)


@njit(cache=True, nogil=True)
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


class Text(NamedTuple):
    """The characters of values: value v is chars[start[v]:start[v + 1]], its letters the bits of mask[v]."""

    start: Array  # int64[V + 1]
    chars: Array  # uint16[…]
    mask: Array  # uint64[V]


def characters(*columns: pa.Array, letters: Letters = Letters.CHARACTERS) -> tuple[Text, ...]:
    """Lay the letters of each column's values in an array; one letter has one number and one bit in all of them.

    Where some letter is beyond 65,535, letters are renumbered, one to one.
    """
    starts, letters_of = zip(*(_letters(column, letters) for column in columns), strict=True)
    if max(int(found.max(initial=0)) for found in letters_of) > 0xFFFF:
        known = np.unique(np.concatenate([np.unique(found) for found in letters_of]))
        letters_of = tuple(np.searchsorted(known, found) for found in letters_of)
    short = [found.astype(np.uint16) for found in letters_of]
    counts = np.sum([np.bincount(found, minlength=1 << 16) for found in short], axis=0)
    bit = _bit_of_letter(counts)
    masks = [_letter_bits(start, found, bit) for start, found in zip(starts, short, strict=True)]
    return tuple(Text(*one) for one in zip(starts, short, masks, strict=True))


def _letters(values: pa.Array, letters: Letters) -> tuple[Array, Array]:
    """Give where each value begins, and the code points (or the bytes) of all of them."""
    offsets = np.frombuffer(values.buffers()[1], np.int32, len(values) + 1, values.offset * 4).astype(np.int64)
    data = values.buffers()[2]
    raw = np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]] if data is not None else np.zeros(0, np.uint8)
    start = offsets - offsets[0]
    plain = letters is Letters.BYTES or not len(raw) or int(raw.max()) < 128
    return (start, raw) if plain else _code_points(start, raw)


@njit(cache=True, nogil=True)
def _code_points(start, raw):
    """Decode UTF-8."""
    out = np.empty(len(raw), np.uint32)
    begins = np.zeros(len(start), np.int64)
    used = 0
    for v in range(len(start) - 1):
        for k in range(start[v], start[v + 1]):
            byte = np.uint32(raw[k])
            if byte < 0x80:
                out[used] = byte
            elif byte < 0xC0:
                out[used - 1] = (out[used - 1] << np.uint32(6)) | (byte & np.uint32(0x3F))
                continue
            else:
                out[used] = byte & np.uint32(0x1F if byte < 0xE0 else (0x0F if byte < 0xF0 else 0x07))
            used += 1
        begins[v + 1] = used
    return begins, out[:used].copy()


def _bit_of_letter(counts: Array) -> Array:
    """Give each character a bit: the 63 commonest their own, all others the last together."""
    commonest = np.lexsort((np.arange(len(counts)), -counts))
    place = np.full(len(counts), 63, np.uint8)
    place[commonest[:63]] = np.arange(min(63, len(counts)), dtype=np.uint8)
    return place


@njit(cache=True, nogil=True)
def _letter_bits(start, letters, place):
    """Give each value the set of its letters."""
    mask = np.zeros(len(start) - 1, np.uint64)
    for v in range(len(start) - 1):
        for k in range(start[v], min(start[v + 1], start[v] + LONGEST)):
            mask[v] |= np.uint64(1) << np.uint64(place[letters[k]])
    return mask


@njit(cache=True, nogil=True)
def content_hashes(start, raw, seed):
    """Hash each value's content (FNV-1a with a final mix), so that order never depends on where a value stood."""
    out = np.empty(len(start) - 1, np.uint64)
    for v in range(len(start) - 1):
        h = np.uint64(0xCBF29CE484222325) ^ np.uint64(seed)
        for k in range(start[v], start[v + 1]):
            h = (h ^ np.uint64(raw[k])) * np.uint64(0x100000001B3)
        h = (h ^ (h >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
        out[v] = h ^ (h >> np.uint64(29))
    return out
