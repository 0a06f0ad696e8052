"""Coded records as bytes, each by itself, so that a few of any number can be put side by side again as a table.

A record's bytes are how many values each column has, then each value: its length and its letters in UTF-8.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.letters import bytes_of
from wraparound.matching.columns.looks import Looks
from wraparound.matching.columns.ordering import hashes_of_lists, laid_rows, ordered
from wraparound.matching.columns.store import Slices, Sources, Store
from wraparound.matching.columns.values import content_hashes_of, measured_of
from wraparound.matching.compare.levels import Rows, Values
from wraparound.matching.compare.memory import Array, byte_from
from wraparound.matching.model import Letters

MOST = 255  # values of a cell, and bytes of a value: a record with more has no bytes
LAYOUT = 8  # bytes that come first, and tell in which columns the others are
TOGETHER = 1 << 15  # records packed at a time


def layout_of(names: Sequence[str]) -> bytes:
    """Tell columns in their order from any others."""
    return blake2b("\n".join(names).encode(), digest_size=LAYOUT).digest()


def packed(store: Store, *, records: Array) -> Iterator[bytes]:
    """Give some records' bytes, in the order asked for; none (b"") of one that does not fit."""
    begins, lengths = np.zeros(int(store.base[-1]), np.int64), np.zeros(int(store.base[-1]), np.int32)
    for begin, end, text in zip(store.base[:-1], store.base[1:], store.distinct, strict=True):
        offsets, raw = bytes_of(text)
        begins[begin:end], lengths[begin:end] = offsets[:-1].astype(np.int64) + raw.ctypes.data, np.diff(offsets)
    layout, columns = layout_of(store.names), len(store.names)
    for some in np.split(records, range(TOGETHER, len(records), TOGETHER)):
        ends = _sizes(some, *store.rows, columns, lengths)
        whole = _packed(some, *store.rows, columns, begins, lengths, ends).tobytes()
        for begin, end in pairwise(ends.tolist()):
            yield layout + whole[begin:end] if end > begin else b""


def packed_rows(columns: Mapping[str, pa.Array], *, names: Sequence[str], rows: int) -> list[bytes]:
    """Give a few rows' bytes, as `packed` gives those of records that were coded of the same columns."""
    if any(needs(name) != (name,) for name in names):
        return [b""] * rows
    cells = [_cells(columns[name], rows) if name in columns else [()] * rows for name in names]
    return [_pack(layout_of(names), row) for row in zip(*cells, strict=True)]


def _cells(column: pa.Array, rows: int) -> list[tuple[bytes, ...]]:
    """Give the distinct values of each row of a column."""
    if column.null_count == rows:
        return [()] * rows
    if not pa.types.is_list(column.type):
        return [(text.encode(),) if text is not None else () for text in as_text(column).to_pylist()]
    several = (dict.fromkeys(text for text in texts or () if text is not None) for texts in column.to_pylist())
    return [tuple(text.encode() for text in texts) for texts in several]


def _pack(layout: bytes, cells: Sequence[tuple[bytes, ...]]) -> bytes:
    values = [value for cell in cells for value in cell]
    if max(map(len, (*cells, *values)), default=0) > MOST:
        return b""
    return layout + bytes(map(len, cells)) + b"".join(bytes([len(value)]) + value for value in values)


def stored_packed(
    packs: Sequence[bytes],
    *,
    names: tuple[str, ...],
    by: tuple[str, ...],
    ids: pa.Array,
    sources: Sources,
    looks: Looks,
    letters: Letters,
) -> Store:
    """Put packed records side by side, as `columns.store.stored` does with a table's rows; how common values are is 0.

    packs: of records that were packed in columns of these names. Cost: one look at each byte.
    """
    data, ends = np.frombuffer(b"".join(packs), np.uint8), np.cumsum([0, *map(len, packs)])
    codes, list_start, list_codes, base, offsets, raw = _unpacked(data, ends, len(names))
    whole = pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(raw))
    distinct = Slices(whole, base)
    hashed = np.concatenate([np.zeros(1, np.uint64), content_hashes_of(whole)])
    hashes = hashed, hashes_of_lists(list_start, list_codes, hashed)
    order = ordered(list(codes), keys=[codes[names.index(name)] for name in by], hashes=hashes, ids=ids)
    rows = Rows(laid_rows(codes, order=order), list_start, list_codes)
    measured = measured_of(distinct, names=names, base=base, looks=looks, letters=letters)
    values = Values(*measured, hashed, np.zeros(len(hashed)))
    of = sources.codes[order]
    return Store(names, rows, values, base, order, distinct, of, sources.forbidden, looks, letters, by=by)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _sizes(records, codes, list_start, list_codes, columns, lengths):
    """Give where each record's bytes end, and first where they begin."""
    ends = np.zeros(len(records) + 1, np.int64)
    for k in range(len(records)):
        size, longest = columns, 0
        for column in range(columns):
            code = codes[records[k], column]
            if code > 0:
                size += 1 + lengths[code]
                longest = max(longest, lengths[code])
            elif code < 0:
                longest = max(longest, list_start[-code] - list_start[-code - 1])
                for at in range(list_start[-code - 1], list_start[-code]):
                    size += 1 + lengths[list_codes[at]]
                    longest = max(longest, lengths[list_codes[at]])
        ends[k + 1] = ends[k] + (size if longest <= MOST else 0)
    return ends


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _put(out, used, begin, length):
    """Put one value behind what is there; give where the next goes."""
    out[used] = length
    for k in range(length):
        out[used + 1 + k] = byte_from(begin + k)
    return used + 1 + length


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _packed(records, codes, list_start, list_codes, columns, begins, lengths, ends):
    out = np.empty(ends[-1], np.uint8)
    for k in range(len(records)):
        if ends[k + 1] == ends[k]:
            continue
        used = ends[k] + columns
        for column in range(columns):
            code = codes[records[k], column]
            if code < 0:
                out[ends[k] + column] = list_start[-code] - list_start[-code - 1]
                for at in range(list_start[-code - 1], list_start[-code]):
                    used = _put(out, used, begins[list_codes[at]], lengths[list_codes[at]])
            else:
                out[ends[k] + column] = code > 0
                if code > 0:
                    used = _put(out, used, begins[code], lengths[code])
    return out


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _hashed(data, begin, length, column):
    h = np.uint64(0xCBF29CE484222325) ^ np.uint64(column)
    for k in range(begin, begin + length):
        h = (h ^ np.uint64(data[k])) * np.uint64(0x100000001B3)
    return h ^ (h >> np.uint64(32))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _equal(data, one, other, length):
    k = 0
    while k < length and data[one + k] == data[other + k]:
        k += 1
    return k == length


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _values_in(data, ends, columns):
    """Count the values of all records."""
    values = np.int64(0)
    for k in range(len(ends) - 1):
        for column in range(columns):
            values += np.int64(data[ends[k] + LAYOUT + column])
    return values


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _known(data, ends, columns, values):
    """Find the distinct values: each one's column, beginning and length, and which one each value of all is."""
    wide = 16
    while wide < 2 * values:
        wide *= 2
    slots, mask = np.full(wide, -1, np.int64), np.uint64(wide - 1)
    known, which, used, count = np.empty((values, 3), np.int64), np.empty(values, np.int64), 0, 0
    for k in range(len(ends) - 1):
        at = ends[k] + LAYOUT + columns
        for column in range(columns):
            for _ in range(data[ends[k] + LAYOUT + column]):
                length, at = np.int64(data[at]), at + 1
                slot = _hashed(data, at, length, column) & mask
                while slots[slot] >= 0:
                    held = known[slots[slot]]
                    if held[0] == column and held[2] == length and _equal(data, held[1], at, length):
                        break
                    slot = (slot + np.uint64(1)) & mask
                if slots[slot] < 0:
                    slots[slot] = count
                    known[count, 0], known[count, 1], known[count, 2] = column, at, length
                    count += 1
                which[used] = slots[slot]
                used, at = used + 1, at + length
    return known[:count], which


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _coded(data, known, columns):
    """Give each distinct value its code, column by column: where columns begin, the codes, and the letters by code."""
    base = np.ones(columns + 1, np.int64)
    for one in range(len(known)):
        base[known[one, 0] + 1 :] += 1
    code, following = np.empty(len(known), np.int32), base.copy()
    offsets = np.zeros(len(known) + 1, np.int32)
    for one in range(len(known)):
        code[one] = following[known[one, 0]]
        following[known[one, 0]] += 1
        offsets[code[one]] = known[one, 2]
    offsets = np.cumsum(offsets).astype(np.int32)
    raw = np.empty(offsets[-1], np.uint8)
    for one in range(len(known)):
        begin, length = known[one, 1], known[one, 2]
        raw[offsets[code[one] - 1] : offsets[code[one]]] = data[begin : begin + length]
    return base, code, offsets, raw


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _unpacked(data, ends, columns):
    """Give the codes of records by column, what is behind those of several values, and the values' letters by code."""
    values = _values_in(data, ends, columns)
    known, which = _known(data, ends, columns, values)
    base, code, offsets, raw = _coded(data, known, columns)
    codes = np.zeros((columns, len(ends) - 1), np.int32)
    list_start, list_codes = np.zeros(values + 1, np.int64), np.empty(values, np.int32)
    lists, several, used = 0, np.int64(0), np.int64(0)
    for k in range(len(ends) - 1):
        for column in range(columns):
            count = np.int64(data[ends[k] + LAYOUT + column])
            if count == 1:
                codes[column, k] = code[which[used]]
            elif count > 1:
                for place in range(count):
                    list_codes[several + place] = code[which[used + place]]
                lists, several = lists + 1, several + count
                list_start[lists], codes[column, k] = several, -lists
            used += count
    return codes, list_start[: lists + 1].copy(), list_codes[:several].copy(), base, offsets, raw
