"""An index's arrays laid out from coded records: texts, entries and shelves, in two passes over everything."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array, address, int64_at, uint64_at
from wraparound.matching.index.applying import label_of
from wraparound.matching.index.block import (
    CARDS,
    CHARS,
    HASHED,
    LABEL_SALT,
    NUMBER,
    NUMERIC,
    put_float64,
    put_uint64,
)
from wraparound.matching.index.entries import entry, shelf_of
from wraparound.matching.index.keys import ROOM, keys_of
from wraparound.matching.index.letters import hash_of, lay_out, number_of, salted
from wraparound.matching.index.parts import parts_of

SMALL = 40  # entries of a shelf that are sorted by insertion


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def lay_texts(block, column, first, starts, raw, char):
    """Lay out a column's distinct texts (UTF-8) from code `first` and character `char` on; give the next character."""
    numeric = int64_at(int64_at(block, NUMERIC), column)
    for k in range(len(starts) - 1):
        place, length = raw + starts[k], starts[k + 1] - starts[k]
        laid = lay_out(place, length, int64_at(block, CHARS), char)
        put_uint64(int64_at(block, CARDS), 2 * (first + k), np.uint64(char << 9 | laid.length))
        put_uint64(int64_at(block, CARDS), 2 * (first + k) + 1, laid.mask)
        put_uint64(int64_at(block, HASHED), first + k, hash_of(place, length))
        put_float64(int64_at(block, NUMBER), first + k, number_of(place, length) if numeric else np.nan)
        char += laid.length
    return char


class Heap(NamedTuple):
    """Where entries are counted (`entries` empty) or put; `next` gives the place of each shelf's next entry."""

    next: Array  # int64[shelves + 1]
    entries: Array  # uint64[…]
    bits: int


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _put_in(heap, h, payload):
    shelf = shelf_of(h, heap.bits)
    if len(heap.entries):
        heap.entries[heap.next[shelf]] = entry(h, payload)
    heap.next[shelf] += 1


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _record_entries(block, heap, rows, room):
    """Put in the entries of every record: its label and its keys."""
    for row in range(rows):
        label = label_of(block, row)
        _put_in(heap, salted(hash_of(label.place, label.key), LABEL_SALT), row)
        for k in range(keys_of(block, row, room)):
            _put_in(heap, uint64_at(room, 2 * k), row)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _value_entries(block, heap, base, room):
    """Put in the entries of every value: by its content, and by its parts."""
    for column in range(len(base) - 1):
        for code in range(base[column], base[column + 1]):
            _put_in(heap, salted(uint64_at(int64_at(block, HASHED), code), column), code)
            for k in range(parts_of(block, column, code, room)):
                _put_in(heap, uint64_at(room, k), code)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _sorted(entries, directory):
    """Sort the entries of each shelf."""
    for shelf in range(len(directory) - 1):
        begin, end = directory[shelf], directory[shelf + 1]
        if end - begin > SMALL:
            entries[begin:end] = np.sort(entries[begin:end])
            continue
        for k in range(begin + 1, end):
            one, at = entries[k], k
            while at > begin and entries[at - 1] > one:
                entries[at] = entries[at - 1]
                at -= 1
            entries[at] = one


def laid_entries(block: int, *, rows: int, base: Array) -> tuple[Array, Array]:
    """Give the directory and the entries of an index whose rows, values and labels are laid out already."""
    room = np.zeros(2 * ROOM, np.int64)
    bits = 1
    guess = rows * 24 + int(base[-1])
    while (1 << bits) * 6 < guess and bits < 28:
        bits += 1
    heap = Heap(np.zeros((1 << bits) + 1, np.int64), np.zeros(0, np.uint64), bits)
    for counted in (False, True):
        if counted:
            directory = np.concatenate([[0], np.cumsum(heap.next[:-1])])
            heap = Heap(directory.copy(), np.empty(max(int(directory[-1]), 1), np.uint64), bits)
        _record_entries(block, heap, rows, address(room))
        _value_entries(block, heap, base, address(room))
    _sorted(heap.entries, directory)
    return directory.astype(np.uint32), heap.entries
