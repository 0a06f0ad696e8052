"""Weighing pairs: candidate pairs are made, tried against earlier rules and scored in one pass, with no table of pairs."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.batches import Program, Rows, Values, in_common, level_of
from wraparound.matching.compare.strings import Array
from wraparound.matching.scoring.compiled import Weights


class Engine(NamedTuple):
    """All that weighing a pair reads."""

    rows: Rows
    values: Values
    program: Program
    weights: Weights


class Permits(NamedTuple):
    """Which pairs may be compared: across sources only, or not within sources that hold a person once at most."""

    source: Array  # int16[n]
    forbidden: Array  # bool[sources]
    across_only: bool


class Cover(NamedTuple):
    """The blocking rules, so that a pair is met once: rule r's columns are columns[first[r]:first[r + 1]]."""

    first: Array  # int64[rules + 1]
    columns: Array  # int32[…]
    bounded: Array  # uint64[n]: bit r where a block of rule r that holds the record was not compared in full


@njit(cache=True, nogil=True)
def agree(i, j, rule, rows, values, cover):
    """Say whether two records share a value in every column of a rule."""
    for k in range(cover.first[rule], cover.first[rule + 1]):
        a, b = rows.codes[i, cover.columns[k]], rows.codes[j, cover.columns[k]]
        if a != b or a <= 0:
            if a == 0 or b == 0 or (a > 0 and b > 0):
                return False
            if in_common(a, b, rows, values.hashed) == 0:
                return False
    return True


@njit(cache=True, nogil=True)
def met_before(i, j, rule, rows, values, cover):
    """Say whether an earlier rule has already brought this pair."""
    for earlier in range(rule):
        if agree(i, j, earlier, rows, values, cover):
            bit = np.uint64(1) << np.uint64(earlier)
            if not (cover.bounded[i] & bit and cover.bounded[j] & bit):
                return True
    return False


@njit(cache=True, nogil=True)
def permitted(i, j, permits):
    """Say whether two records may be compared at all."""
    same = permits.source[i] == permits.source[j]
    return not (same and (permits.across_only or permits.forbidden[permits.source[i]]))


@njit(cache=True, nogil=True)
def frequency_of(a, b, rows, values):
    """Give log2 of the frequency of the value two cells agree on: the rarest shared, else the commoner of the two."""
    if a > 0 and b > 0:
        return max(values.log_frequency[a], values.log_frequency[b])
    first_a, last_a = (rows.list_start[-a - 1], rows.list_start[-a]) if a < 0 else (0, 1)
    first_b, last_b = (rows.list_start[-b - 1], rows.list_start[-b]) if b < 0 else (0, 1)
    shared, any_value = 1.0, -1e9
    for x in range(first_a, last_a):
        v = rows.list_codes[x] if a < 0 else a
        any_value = max(any_value, values.log_frequency[v])
        for y in range(first_b, last_b):
            w = rows.list_codes[y] if b < 0 else b
            any_value = max(any_value, values.log_frequency[w])
            if v == w:
                shared = min(shared, values.log_frequency[v])
    return shared if shared <= 0.0 else any_value


@njit(cache=True, nogil=True)
def adjustment(entry, i, j, rows, values, weights):
    """Give the bits that a level gains for a rare value and loses for a common one (Winkler's frequency weights)."""
    column = weights.tf_column[entry]
    if column < 0:
        return 0.0
    a, b = rows.codes[i, column], rows.codes[j, column]
    if a == 0 or b == 0:
        return 0.0
    frequency = frequency_of(a, b, rows, values)
    return weights.tf[entry, 0] * (weights.tf[entry, 1] - max(frequency, weights.tf[entry, 2]))


@njit(cache=True, nogil=True)
def summed(x, y):
    """Add two odds given as bits."""
    low, high = min(x, y), max(x, y)
    return high if high - low > 60.0 else high + np.log2(1.0 + 2.0 ** (low - high))


@njit(cache=True, nogil=True)
def weigh(i, j, engine, room, least):
    """Give a pair's log2 odds, each against chance: one person, housemates, twins, one person carelessly kept.

    Stops as soon as one person, however kept, is sure to stay below `least`; all are then without hope.
    """
    weights = engine.weights
    person, household, twins, lax = weights.prior[0], weights.prior[1], weights.prior[2], weights.prior[3]
    for k in range(len(weights.sequence)):
        comparison = weights.sequence[k]
        level = level_of(comparison, i, j, engine.rows, engine.values, engine.program, room)
        entry = weights.base[comparison] + level
        extra = adjustment(entry, i, j, engine.rows, engine.values, weights)
        person += weights.bits[entry, 0] + extra
        household += weights.bits[entry, 1] + extra * weights.tf_shared[entry, 1]
        twins += weights.bits[entry, 2] + extra * weights.tf_shared[entry, 2]
        lax += weights.bits[entry, 3] + extra
        if max(person, lax) + 1.0 + weights.rest[k + 1] < least:
            return -np.inf, -np.inf, -np.inf, -np.inf
    return person, household, twins, lax


@njit(cache=True, nogil=True)
def against_all(odds):
    """Give the log2 odds of one person against chance, housemates and twins together."""
    return summed(odds[0], odds[3]) - summed(0.0, summed(odds[1], odds[2]))


class Kept(NamedTuple):
    """Where a thread puts the pairs it keeps."""

    left: Array  # int32[…]
    right: Array  # int32[…]
    odds: Array  # float64[…, 4]: log2 odds of each explanation against chance


@njit(cache=True, nogil=True)
def score_blocks(order, starts, rule, engine, cover, permits, least, kept, room):
    """Compare every pair inside the blocks, keep those of at least `least` bits; give how many were kept and met."""
    used, compared = 0, 0
    for block in range(len(starts) - 1):
        for x in range(starts[block], starts[block + 1]):
            for y in range(x + 1, starts[block + 1]):
                i, j = min(order[x], order[y]), max(order[x], order[y])
                if i == j or not permitted(i, j, permits) or met_before(i, j, rule, engine.rows, engine.values, cover):
                    continue
                compared += 1
                person, household, twins, lax = weigh(i, j, engine, room, least)
                if summed(person, lax) >= least:
                    kept.left[used], kept.right[used] = i, j
                    kept.odds[used, 0], kept.odds[used, 1] = person, household
                    kept.odds[used, 2], kept.odds[used, 3] = twins, lax
                    used += 1
    return used, compared
