"""Finds the distinct values of a column of text as it streams by: each new value's bytes are kept once, and get a code.

An open-addressing table of whole hashes, so that a value is looked for in one line of memory and then compared with
the bytes kept. Rows are taken a few at a time: first all are hashed and their lines of the table asked for, then what
these point to, then they are compared, so that waiting for memory overlaps.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.compare.memory import (
    Array,
    address,
    byte_from,
    half_from,
    int32_at,
    int64_at,
    prefetch,
    put_byte,
    put_int64,
    uint64_at,
    word_from,
)

RUN = 1 << 15  # rows taken between two looks at whether the table is wide enough
TOGETHER = 32  # rows whose memory is asked for at once
GROW = 4  # times: room that is not yet used costs no memory
MOST_BYTES = (1 << 31) - 1  # of distinct values, which pyarrow counts in 32 bits
PLACE = (1 << 32) - 1  # of the table's second word: where the value's bytes begin; above it, its code


class _Texts(NamedTuple):
    """Where a chunk of text lies: int32 offsets of its rows, its bytes, its validity (0 where all are valid)."""

    offsets: int
    data: int
    valid: int
    first: int  # which bit of the validity is the first row's


class Distinct:
    """The distinct values found so far; `codes_of` gives codes from 1 in the order of first appearance."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.count = 0
        self.slots = np.zeros((16, 2), np.uint64)  # hash; code and where its bytes begin
        self.offsets = np.zeros(1, np.int32)
        self.data = np.empty(0, np.uint8)

    def codes_of(self, text: pa.Array, *, out: Array) -> None:
        """Write the code of every value of an array of strings into `out`, 0 where there is none."""
        _, offsets, data = text.buffers()
        begins = np.frombuffer(offsets, np.int32, len(text) + 1, text.offset * 4)
        valid = text.buffers()[0].address if text.null_count else 0
        at = _Texts(address(begins), data.address if data else 0, valid, text.offset)
        for begin in range(0, len(text), RUN):
            end = min(begin + RUN, len(text))
            self._make_room(end - begin, int(begins[end]) - int(begins[begin]))
            places = address(self.slots), address(self.data)
            self.count = int(_coded(at, begin, end, *places, len(self.slots), self.offsets, self.count, out))

    def values(self) -> pa.Array:
        """Give the distinct values in the order of their codes."""
        offsets, data = self.offsets[: self.count + 1], self.data[: self.offsets[self.count]]
        return pa.StringArray.from_buffers(self.count, pa.py_buffer(offsets), pa.py_buffer(data))

    def _make_room(self, rows: int, size: int) -> None:
        """Make room for so many more values of so many bytes; a quarter of the table stays free at least."""
        if int(self.offsets[self.count]) + size > MOST_BYTES:
            raise pa.ArrowCapacityError("A column has more than two gigabytes of different values.")
        if 4 * (self.count + rows) > 3 * len(self.slots):
            wider = np.zeros((1 << (4 * (self.count + rows) // 3).bit_length(), 2), np.uint64)
            _moved(self.slots, wider)
            self.slots = wider
        self.offsets = _roomy(self.offsets, self.count + 1, rows)
        self.data = _roomy(self.data, int(self.offsets[self.count]), size)


def _roomy(array: Array, used: int, more: int) -> Array:
    """Give an array with its first `used` values and room for `more`."""
    if used + more <= len(array):
        return array
    wider = np.empty(max(GROW * len(array), used + more), array.dtype)
    wider[:used] = array[:used]
    return wider


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _tail(place, length):
    """Read the last eight bytes of a value, or all of a shorter one."""
    if length >= 8:
        return word_from(place + length - 8)
    if length >= 4:
        return half_from(place) | half_from(place + length - 4) << np.uint64(32)
    if length == 0:
        return np.uint64(0)
    middle, last = byte_from(place + (length >> 1)), byte_from(place + length - 1)
    return byte_from(place) | middle << np.uint64(8) | last << np.uint64(16)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _hashed(place, length):
    """Hash bytes, eight at a step."""
    h = np.uint64(length) * np.uint64(0x9E3779B97F4A7C15)
    for k in range(0, length - 7, 8):
        h = (h ^ word_from(place + k)) * np.uint64(0xD6E8FEB86659FD93)
        h ^= h >> np.uint64(32)
    h = (h ^ _tail(place, length)) * np.uint64(0xFF51AFD7ED558CCD)
    h = (h ^ (h >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return h ^ (h >> np.uint64(32))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _equal(a, b, length):
    """Say whether two runs of so many bytes are the same."""
    for k in range(0, length - 7, 8):
        if word_from(a + k) != word_from(b + k):
            return False
    return _tail(a, length) == _tail(b, length)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _is_there(texts, row):
    bit = texts.first + row
    return texts.valid == 0 or byte_from(texts.valid + (bit >> 3)) >> np.uint64(bit & 7) & np.uint64(1) != 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _found(h, place, length, slots, data, wide, offsets):
    """Find a value's slot: where it is, or where it is to be put."""
    slot = np.int64(h & np.uint64(wide - 1))
    while True:
        held = uint64_at(slots, 2 * slot + 1)
        if held == 0:
            return slot
        if uint64_at(slots, 2 * slot) == h:
            code, begin = np.int64(held >> np.uint64(32)), np.int64(held & np.uint64(PLACE))
            if offsets[code] - begin == length and _equal(data + begin, place, length):
                return slot
        slot = (slot + 1) & (wide - 1)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _keep(slot, h, place, length, slots, data, offsets, count):
    """Keep a new value's bytes and put it in its slot."""
    begin = np.int64(offsets[count])
    for k in range(length):
        put_byte(data, begin + k, np.uint8(byte_from(place + k)))
    offsets[count + 1] = begin + length
    put_int64(slots, 2 * slot, np.int64(h))
    put_int64(slots, 2 * slot + 1, (count + 1) << 32 | begin)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _moved(slots, wider):
    """Put every value into a wider table."""
    wide = np.uint64(len(wider) - 1)
    for k in range(len(slots)):
        if slots[k, 1] != 0:
            slot = slots[k, 0] & wide
            while wider[slot, 1] != 0:
                slot = (slot + np.uint64(1)) & wide
            wider[slot, 0], wider[slot, 1] = slots[k, 0], slots[k, 1]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _coded(texts, begin, end, slots, data, wide, offsets, count, out):
    """Give rows their codes, new values theirs; give how many values there are now."""
    hashes = np.empty(TOGETHER, np.uint64)
    for some in range(begin, end, TOGETHER):
        rows = min(TOGETHER, end - some)
        for k in range(rows):
            place = texts.data + int32_at(texts.offsets, some + k)
            hashes[k] = _hashed(place, int32_at(texts.offsets, some + k + 1) - int32_at(texts.offsets, some + k))
            prefetch(slots + 16 * np.int64(hashes[k] & np.uint64(wide - 1)))
        for k in range(rows):
            held = uint64_at(slots, 2 * np.int64(hashes[k] & np.uint64(wide - 1)) + 1)
            prefetch(data + np.int64(held & np.uint64(PLACE)))
        for k in range(rows):
            if not _is_there(texts, some + k):
                out[some + k] = 0
                continue
            first = int32_at(texts.offsets, some + k)
            length, place = int32_at(texts.offsets, some + k + 1) - first, texts.data + first
            slot = _found(hashes[k], place, length, slots, data, wide, offsets)
            if uint64_at(slots, 2 * slot + 1) == 0:
                _keep(slot, hashes[k], place, length, slots, data, offsets, count)
                count += 1
            out[some + k] = int64_at(slots, 2 * slot + 1) >> 32
    return count
