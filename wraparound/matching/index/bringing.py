"""Candidates brought near before they are weighed: waiting for memory once for all of them, not once for each value."""

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import code_at
from wraparound.matching.compare.memory import int32_at, int64_at
from wraparound.matching.index.block import GONE, prefetch
from wraparound.matching.index.machine import MEASURED, MEASURES

LINE = 64  # bytes brought at once
FEW = 3  # values of a list that are brought


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_row(block, rows, row):
    """Bring a record's codes, and whether it is gone."""
    place = rows.codes + 4 * row * rows.width
    for at in range(place, place + 4 * rows.width, LINE):
        prefetch(at)
    prefetch(place + 4 * rows.width - 1)
    prefetch(int64_at(block, GONE) + 8 * (row >> 6))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_values(rows, values, machine, row, query):
    """Bring what will be read of a record's values where they are not the query's own; of lists, where they begin."""
    reads = int64_at(machine, MEASURED)
    for k in range(int64_at(machine, MEASURES)):
        column = int64_at(reads, k) >> 1
        code, own = np.int64(code_at(rows, row, column)), np.int64(code_at(rows, query, column))
        if code > 0 and code != own and own != 0:
            prefetch(values.hashed + 8 * code if int64_at(reads, k) & 1 else values.cards + 16 * code)
        elif code < 0:
            prefetch(rows.list_start + 8 * (-code - 1))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_texts(rows, values, machine, row, query):
    """Bring the characters of a record's values that are measured and are not the query's own."""
    reads = int64_at(machine, MEASURED)
    for k in range(int64_at(machine, MEASURES)):
        column = int64_at(reads, k) >> 1
        code, own = np.int64(code_at(rows, row, column)), np.int64(code_at(rows, query, column))
        if code > 0 and code != own and own != 0 and not int64_at(reads, k) & 1:
            prefetch(values.chars + 2 * (int64_at(values.cards, 2 * code) >> 9))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_lists(rows, machine, row):
    """Bring the values of a record's lists."""
    reads = int64_at(machine, MEASURED)
    for k in range(int64_at(machine, MEASURES)):
        code = np.int64(code_at(rows, row, int64_at(reads, k) >> 1))
        if code < 0:
            prefetch(rows.list_codes + 4 * int64_at(rows.list_start, -code - 1))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_listed(rows, values, machine, row):
    """Bring what will be read of the first values of each list."""
    reads = int64_at(machine, MEASURED)
    for k in range(int64_at(machine, MEASURES)):
        code = np.int64(code_at(rows, row, int64_at(reads, k) >> 1))
        if code < 0:
            begin = int64_at(rows.list_start, -code - 1)
            for at in range(begin, min(begin + FEW, int64_at(rows.list_start, -code))):
                value = np.int64(int32_at(rows.list_codes, at))
                prefetch(values.hashed + 8 * value if int64_at(reads, k) & 1 else values.cards + 16 * value)
