"""Which level a pair of records reaches: a small machine that runs a comparison's tests over coded rows.

A comparison is compiled (see `wraparound.matching.scoring.compiled`) to steps of a stack machine: each test pushes
true or false, ALL, ANY and NOT combine, REACH ends a level. Where a record holds several values for a column, a test
takes the pair of values that are most alike.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.strings import (
    LONGEST,
    Array,
    Text,
    common_prefix,
    damerau_levenshtein,
    jaro,
    jaro_ceiling,
    levenshtein,
    shared_characters,
    bits,
    winkler,
)

MISSING, SAME, CROSSED, ALIKE, SHARES, ALL, ANY, NOT, ELSE, REACH = range(10)
JARO_WINKLER, JARO, JACCARD, LEVENSHTEIN, DAMERAU_LEVENSHTEIN, DIFFERENCE = range(6)


class Rows(NamedTuple):
    """Coded records: codes[record, column], and the lists behind negative codes."""

    codes: Array  # int32[n, columns]
    list_start: Array  # int64[lists + 1]
    list_codes: Array  # int32[…]


class Values(NamedTuple):
    """What is known of each distinct value, by code (code 0 is none)."""

    text: Text
    number: Array  # float64[V], not-a-number where the value is none
    hashed: Array  # uint64[V], of the content
    log_frequency: Array  # float64[V], log2 of the share of the column's values


class Scratch(NamedTuple):
    """Room for one thread to work in, so that comparing allocates nothing."""

    seen_x: Array
    seen_y: Array
    row: Array
    table: Array


def scratch() -> Scratch:
    """Make one thread's working room."""
    return Scratch(
        np.zeros(LONGEST, np.bool_),
        np.zeros(LONGEST, np.bool_),
        np.zeros(LONGEST + 1, np.int64),
        np.zeros((LONGEST + 1, LONGEST + 1), np.int64),
    )


@njit(cache=True, nogil=True)
def _similarity(measure, x, y, mask_x, mask_y, cutoff, room):
    """Measure a similarity, or 0 as soon as it is sure to stay below the cutoff."""
    if measure == JACCARD:
        return shared_characters(mask_x, mask_y)
    prefix = common_prefix(x, y, 4) if measure == JARO_WINKLER else 0
    if winkler(jaro_ceiling(x, y, mask_x, mask_y), prefix) < cutoff:
        return 0.0
    return winkler(jaro(x, y, room.seen_x, room.seen_y), prefix)


@njit(cache=True, nogil=True)
def _distance(measure, x, y, mask_x, mask_y, cutoff, room):
    """Measure a distance, or one more than the cutoff as soon as it is sure to be above it."""
    least = max(abs(len(x) - len(y)), bits(mask_x & ~mask_y), bits(mask_y & ~mask_x))
    if least > cutoff:
        return cutoff + 1.0
    if measure == LEVENSHTEIN:
        return float(levenshtein(x, y, room.row))
    return float(damerau_levenshtein(x, y, room.table))


@njit(cache=True, nogil=True)
def measured(measure, a, b, values, cutoff, room):
    """Measure two values given by code."""
    if measure == DIFFERENCE:
        return abs(values.number[a] - values.number[b])
    start, chars, mask = values.text.start, values.text.chars, values.text.mask
    if a == b:
        return 1.0 if measure <= JACCARD else 0.0
    x = chars[start[a] : min(start[a + 1], start[a] + LONGEST)]
    y = chars[start[b] : min(start[b + 1], start[b] + LONGEST)]
    if measure <= JACCARD:
        return _similarity(measure, x, y, mask[a], mask[b], cutoff, room)
    return _distance(measure, x, y, mask[a], mask[b], cutoff, room)


@njit(cache=True, nogil=True)
def span(code, rows):
    """Give where a cell's several values lie in list_codes, for a negative code."""
    return rows.list_start[-code - 1], rows.list_start[-code]


@njit(cache=True, nogil=True)
def best_measured(measure, a, b, rows, values, cutoff, room):
    """Measure two cells by the pair of their values that is most alike; not-a-number where one has none."""
    if a > 0 and b > 0:
        return measured(measure, a, b, values, cutoff, room)
    if a == 0 or b == 0:
        return np.nan
    first_a, last_a = span(a, rows) if a < 0 else (0, 1)
    first_b, last_b = span(b, rows) if b < 0 else (0, 1)
    best = 0.0 if measure <= JACCARD else np.inf
    for i in range(first_a, last_a):
        for j in range(first_b, last_b):
            v = rows.list_codes[i] if a < 0 else a
            w = rows.list_codes[j] if b < 0 else b
            found = measured(measure, v, w, values, cutoff, room)
            best = max(best, found) if measure <= JACCARD else min(best, found)
    return best


@njit(cache=True, nogil=True)
def in_common(a, b, rows, hashed):
    """Count the values that two cells share; with `hashed`, of whatever columns."""
    first_a, last_a = span(a, rows) if a < 0 else (0, 1)
    first_b, last_b = span(b, rows) if b < 0 else (0, 1)
    found = 0
    for i in range(first_a, last_a):
        for j in range(first_b, last_b):
            v = rows.list_codes[i] if a < 0 else a
            w = rows.list_codes[j] if b < 0 else b
            found += v == w or hashed[v] == hashed[w]
    return found


class Program(NamedTuple):
    """A model's comparisons as steps: comparison c's are first[c] to first[c + 1]."""

    first: Array  # int64[comparisons + 1]
    steps: Array  # int32[steps, 5]: operation, left column, right column, measure (or level, or parts), slot
    amounts: Array  # float64[steps]
    cutoffs: Array  # float64[steps], the easiest amount that any level asks of the same measure


@njit(cache=True, nogil=True)
def _plain(op, a, b, amount, rows, values):
    """Run a test that needs no measuring."""
    if op == MISSING:
        return a == 0 or b == 0
    if a == 0 or b == 0:
        return op == ELSE
    if op == SAME and a > 0 and b > 0:
        return a == b
    if op == SHARES:
        return in_common(a, b, rows, values.hashed) >= amount
    return in_common(a, b, rows, values.hashed) > 0


@njit(cache=True, nogil=True)
def _combined(op, parts, stack):
    """Take the parts' answers (the lowest bits) off the stack and put their combination on."""
    ones = (np.uint64(1) << np.uint64(parts)) - np.uint64(1)
    answers = stack & ones
    if op == ALL:
        truth = answers == ones
    elif op == ANY:
        truth = answers != 0
    else:
        truth = answers == 0
    return (stack >> np.uint64(parts) << np.uint64(1)) | np.uint64(truth)


@njit(cache=True, nogil=True)
def level_of(comparison, i, j, rows, values, program, room):
    """Give the level (its place in the comparison) that records i and j reach."""
    stack, slot, found = np.uint64(0), np.int32(-1), 0.0
    for p in range(program.first[comparison], program.first[comparison + 1]):
        op = program.steps[p, 0]
        if op == REACH:
            if stack & np.uint64(1):
                return program.steps[p, 3]
            stack = np.uint64(0)
        elif op == ELSE:
            stack = stack << np.uint64(1) | np.uint64(1)
        elif op >= ALL:
            stack = _combined(op, program.steps[p, 3], stack)
        else:
            a, b = rows.codes[i, program.steps[p, 1]], rows.codes[j, program.steps[p, 2]]
            if op != ALIKE:
                truth = _plain(op, a, b, program.amounts[p], rows, values)
            else:
                measure = program.steps[p, 3]
                if program.steps[p, 4] != slot:
                    slot = program.steps[p, 4]
                    found = best_measured(measure, a, b, rows, values, program.cutoffs[p], room)
                truth = found >= program.amounts[p] if measure <= JACCARD else found <= program.amounts[p]
            stack = stack << np.uint64(1) | np.uint64(truth)
    return -1
