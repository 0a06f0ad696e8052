"""Which level a pair of records reaches: a small machine that runs a comparison's tests over coded rows.

A comparison is compiled (see `wraparound.matching.scoring.compiled`) to steps of a stack machine: each test pushes
true or false, ALL, ANY and NOT combine, REACH ends a level. TURN, before all others, puts the record whose id is less
on the left, for a comparison to which that makes a difference. Where a record holds several values for a column, a test
takes the pair of values that are most alike. Everything is read by address (see `compare.memory`).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.jaro import jaro, may_reach, winkler
from wraparound.matching.compare.memory import Array, address, bits, float64_at, int32_at, int64_at, uint64_at
from wraparound.matching.compare.strings import (
    String,
    common_prefix,
    damerau_levenshtein,
    levenshtein,
    one_edit,
    shared_characters,
    trimmed,
)

MISSING, SAME, CROSSED, ALIKE, SHARES, MISSING_LEFT, MISSING_RIGHT, ALL, ANY, NOT, ELSE, REACH, TURN = range(13)
JARO_WINKLER, JARO, JACCARD, LEVENSHTEIN, DAMERAU_LEVENSHTEIN, DIFFERENCE = range(6)
STEP = 5  # numbers in a step: operation, left column, right column, measure (or level, or parts), slot


class Rows(NamedTuple):
    """Coded records: codes[record, column], and the lists behind negative codes."""

    codes: Array  # int32[n, columns]
    list_start: Array  # int64[lists + 1]
    list_codes: Array  # int32[…]

    def at(self) -> "RowsAt":
        """Give the addresses that kernels read; keep the arrays."""
        return RowsAt(address(self.codes), self.codes.shape[1], address(self.list_start), address(self.list_codes))


class RowsAt(NamedTuple):
    """Where coded records lie, and how many columns they have."""

    codes: int
    width: int
    list_start: int
    list_codes: int


class Values(NamedTuple):
    """What is known of each distinct value, by code (code 0 is none)."""

    cards: Array  # uint64[V, 2]: where the value's characters begin, times 512, plus how many; its letters
    chars: Array  # uint16[…]
    number: Array  # float64[V], not-a-number where the value is none
    hashed: Array  # uint64[V], of the content
    log_frequency: Array  # float64[V], log2 of the share of the column's values

    def at(self) -> "ValuesAt":
        """Give the addresses that kernels read; keep the arrays."""
        return ValuesAt(*(address(column) for column in self))


class ValuesAt(NamedTuple):
    """Where what is known of values lies."""

    cards: int
    chars: int
    number: int
    hashed: int
    log_frequency: int


class Program(NamedTuple):
    """A model's comparisons as steps: comparison c's are first[c] to first[c + 1]."""

    first: Array  # int64[comparisons + 1]
    steps: Array  # int32[steps, STEP]
    amounts: Array  # float64[steps]
    cutoffs: Array  # float64[steps], the easiest amount that any level asks of the same measure

    def at(self) -> "ProgramAt":
        """Give the addresses that kernels read; keep the arrays."""
        return ProgramAt(*(address(column) for column in self))


class ProgramAt(NamedTuple):
    """Where a program lies."""

    first: int
    steps: int
    amounts: int
    cutoffs: int


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def code_at(rows, record, column):
    """Read a record's code in a column."""
    return int32_at(rows.codes, record * rows.width + column)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def span(rows, code):
    """Give where a cell's values lie in list_codes; a single value lies nowhere, and counts as one."""
    if code >= 0:
        return np.int64(0), np.int64(1)
    return int64_at(rows.list_start, -code - 1), int64_at(rows.list_start, -code)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def value_of(rows, code, k):
    """Read the k-th value of a cell."""
    return code if code >= 0 else int32_at(rows.list_codes, k)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _string(values, v):
    card = int64_at(values.cards, 2 * v)
    return String(values.chars + 2 * (card >> 9), card & 511, uint64_at(values.cards, 2 * v + 1))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _similarity(measure, x, y, cutoff, room):
    """Measure a similarity, or 0 as soon as it is sure to stay below the cutoff."""
    if measure == JACCARD:
        return shared_characters(x, y)
    if measure == JARO:
        return jaro(x, y, room) if may_reach(x, y, cutoff) else 0.0
    if not may_reach(x, y, max((cutoff - 0.4) / 0.6, 0.7) if cutoff > 0.7 else cutoff):
        return 0.0
    prefix = common_prefix(x, y, 4)
    if not may_reach(x, y, max((cutoff - 0.1 * prefix) / (1.0 - 0.1 * prefix), 0.7) if cutoff > 0.7 else cutoff):
        return 0.0
    return winkler(jaro(x, y, room), prefix)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _distance(measure, x, y, cutoff, room):
    """Measure a distance, or more than the cutoff as soon as it is sure to be above it."""
    least = max(abs(x.length - y.length), bits(x.mask & ~y.mask), bits(y.mask & ~x.mask))
    if least > cutoff:
        return cutoff + 1.0
    x, y = trimmed(x, y)
    most = np.int64(cutoff)
    if most <= 1:
        return float(one_edit(x, y, measure == DAMERAU_LEVENSHTEIN))
    if measure == LEVENSHTEIN:
        return float(levenshtein(x, y, most, room))
    return float(damerau_levenshtein(x, y, most, room))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def measured(measure, v, w, values, cutoff, room):
    """Measure two values given by code."""
    if measure == DIFFERENCE:
        return abs(float64_at(values.number, v) - float64_at(values.number, w))
    if v == w:
        return 1.0 if measure <= JACCARD else 0.0
    x, y = _string(values, v), _string(values, w)
    return _similarity(measure, x, y, cutoff, room) if measure <= JACCARD else _distance(measure, x, y, cutoff, room)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def best_measured(measure, a, b, rows, values, cutoff, room):
    """Measure two cells by the pair of their values that is most alike; not-a-number where one has none."""
    if a == 0 or b == 0:
        return np.nan
    first_a, last_a = span(rows, a)
    first_b, last_b = span(rows, b)
    best = 0.0 if measure <= JACCARD else np.inf
    for i in range(first_a, last_a):
        for j in range(first_b, last_b):
            found = measured(measure, value_of(rows, a, i), value_of(rows, b, j), values, cutoff, room)
            best = max(best, found) if measure <= JACCARD else min(best, found)
    return best


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def in_common(a, b, rows, hashed):
    """Count the values that two cells share, by content, of whatever columns."""
    first_a, last_a = span(rows, a)
    first_b, last_b = span(rows, b)
    found = 0
    for i in range(first_a, last_a):
        for j in range(first_b, last_b):
            v, w = value_of(rows, a, i), value_of(rows, b, j)
            found += v == w or uint64_at(hashed, v) == uint64_at(hashed, w)
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _plain(op, a, b, amount, rows, values):
    """Run a test that needs no measuring."""
    if op == MISSING:
        return a == 0 or b == 0
    if op >= MISSING_LEFT:
        return (a if op == MISSING_LEFT else b) == 0
    if a == 0 or b == 0:
        return False
    if op == SAME and a > 0 and b > 0:
        return a == b
    return in_common(a, b, rows, values.hashed) >= (amount if op == SHARES else 1)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _combined(op, parts, stack):
    """Take the parts' answers (the lowest bits) off the stack and put their combination on."""
    ones = (np.uint64(1) << np.uint64(parts)) - np.uint64(1)
    answers = stack & ones
    truth = answers == ones if op == ALL else (answers != 0 if op == ANY else answers == 0)
    return (stack >> np.uint64(parts) << np.uint64(1)) | np.uint64(truth)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def level_of(comparison, i, j, rows, values, program, room):
    """Give the level (its place in the comparison) that records i and j reach."""
    stack, slot, found = np.uint64(0), np.int32(-1), 0.0
    for p in range(int64_at(program.first, comparison), int64_at(program.first, comparison + 1)):
        op, detail = int32_at(program.steps, STEP * p), int32_at(program.steps, STEP * p + 3)
        if op >= REACH:
            if op == TURN:
                if code_at(rows, i, detail) > code_at(rows, j, detail):
                    i, j = j, i
            elif stack & np.uint64(1):
                return detail
            stack = np.uint64(0)
        elif op == ELSE:
            stack = stack << np.uint64(1) | np.uint64(1)
        elif op >= ALL:
            stack = _combined(op, detail, stack)
        else:
            a = code_at(rows, i, int32_at(program.steps, STEP * p + 1))
            b = code_at(rows, j, int32_at(program.steps, STEP * p + 2))
            amount = float64_at(program.amounts, p)
            if op != ALIKE:
                truth = _plain(op, a, b, amount, rows, values)
            else:
                if int32_at(program.steps, STEP * p + 4) != slot:
                    slot = int32_at(program.steps, STEP * p + 4)
                    found = best_measured(detail, a, b, rows, values, float64_at(program.cutoffs, p), room)
                truth = found >= amount if detail <= JACCARD else found <= amount
            stack = stack << np.uint64(1) | np.uint64(truth)
    return np.int32(-1)
