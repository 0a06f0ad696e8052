"""What two coded rows show at sight, sixteen columns at a step, and whether an earlier rule has brought the pair."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import code_at, in_common
from wraparound.matching.compare.memory import LANES, Array, gone16, many16, same16


class Cover(NamedTuple):
    """The blocking rules, so that a pair is met once: rule r asks for the columns whose bits are set in asks[r]."""

    asks: Array  # uint64[rules]
    cut: Array  # uint64[1]: bit r where some block of rule r was not compared in full
    bounded: Array  # uint64[n]: bit r where a block of rule r that holds the record was not compared in full


class Sight(NamedTuple):
    """What two rows show at sight, a bit for each of their first 64 columns."""

    same: np.uint64  # equal codes, both present
    gone: np.uint64  # missing in one or the other
    many: np.uint64  # several values in one or the other, so that sameness must be looked into


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def seen(i, j, rows):
    """Compare two rows' codes, column by column."""
    left, right = rows.codes + 4 * rows.width * i, rows.codes + 4 * rows.width * j
    same, gone, many = np.uint64(0), np.uint64(0), np.uint64(0)
    for k in range(0, min(rows.width, 64), LANES):
        same |= same16(left + 4 * k, right + 4 * k) << np.uint64(k)
        gone |= gone16(left + 4 * k, right + 4 * k) << np.uint64(k)
        many |= many16(left + 4 * k, right + 4 * k) << np.uint64(k)
    return Sight(same & ~gone, gone, many)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _agree(i, j, asked, engine):
    """Say whether two records share a value in every column asked for, where some hold several."""
    for k in range(64):
        if asked >> np.uint64(k) & np.uint64(1):
            a, b = code_at(engine.rows, i, k), code_at(engine.rows, j, k)
            if in_common(a, b, engine.rows, engine.values.hashed) == 0:
                return False
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def met_before(i, j, rule, sight, engine, cover):
    """Say whether an earlier rule has already brought this pair."""
    have, brought = (sight.same | sight.many) & ~sight.gone, False
    for earlier in range(rule):
        brought |= cover.asks[earlier] & ~have == 0
    if not brought:
        return False
    for earlier in range(rule):
        asked = cover.asks[earlier]
        if asked & ~have or (asked & ~sight.same and not _agree(i, j, asked, engine)):
            continue
        bit = np.uint64(1) << np.uint64(earlier)
        if not cover.cut[0] & bit or not (cover.bounded[i] & bit and cover.bounded[j] & bit):
            return True
    return False
