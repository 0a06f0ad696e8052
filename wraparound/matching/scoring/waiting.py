"""Pairs that wait for one another, so that what they read is asked of memory before any of it is looked at.

They go on together, one look after another: only what the next look needs is asked for, and only of the pairs for which
there is still hope.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import code_at
from wraparound.matching.compare.memory import (
    Array,
    float64_at,
    int32_at,
    int64_at,
    prefetch,
    put_float64,
    put_int64,
    uint64_at,
)
from wraparound.matching.compare.strings import TOGETHER, WAITING
from wraparound.matching.scoring.compiled import PLAN
from wraparound.matching.scoring.kernels import NEVER, UNKNOWN, ceiling_at_sight, looked, next_open, summed, summed_up
from wraparound.matching.scoring.sight import Sight

HELD = 8  # numbers held of a pair before its levels: two records, what is seen of them, its ceiling, its next look
CEILING, NEXT = 5, 6


class Kept(NamedTuple):
    """Where a thread puts the pairs it keeps."""

    left: Array  # int32[…]
    right: Array  # int32[…]
    odds: Array  # float64[…, 5], or of one person alone float64[…, 1]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def keep(kept, used, i, j, odds, least):
    """Keep a pair if it has at least `least` bits; give how many are kept by now."""
    if not (odds.person > NEVER and summed(odds.person, odds.careless) >= least):
        return used
    kept.left[used], kept.right[used] = i, j
    kept.odds[used, 0] = odds.person
    if kept.odds.shape[1] > 1:
        kept.odds[used, 1], kept.odds[used, 2] = odds.household, odds.twins
        kept.odds[used, 3], kept.odds[used, 4] = odds.namesakes, odds.careless
    return used + 1


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _place(k, engine, room):
    """Give where the k-th pair that waits is held."""
    return room + 8 * (WAITING + TOGETHER + (HELD + engine.weights.comparisons) * k)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def wait(k, i, j, sight, engine, room):
    """Let a pair wait, and ask for what the sameness of its values gives."""
    place = _place(k, engine, room)
    put_int64(place, 0, i)
    put_int64(place, 1, j)
    put_int64(place, 2, np.int64(sight.same))
    put_int64(place, 3, np.int64(sight.gone))
    put_int64(place, 4, np.int64(sight.many))
    _ask_for_rarity(i, sight, engine, engine.shapes.same)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _ask_for_rarity(i, sight, engine, table):
    """Ask for the numbers by code of the values that two records share, where rarity counts."""
    for c in range(engine.weights.comparisons):
        column = int32_at(engine.shapes.plan, PLAN * c)
        if (
            column >= 0
            and int32_at(engine.shapes.plan, PLAN * c + 7)
            and sight.same >> np.uint64(column) & np.uint64(1)
        ):
            prefetch(table + 8 * np.int64(max(code_at(engine.rows, i, column), 0)))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _sight_at(place):
    return Sight(uint64_at(place, 2), uint64_at(place, 3), uint64_at(place, 4))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _ask_for_values(place, engine, letters):
    """Ask for what is known of the values that a pair's next look is at; when that has come, for their letters."""
    c = int64_at(engine.weights.sequence, int64_at(place, NEXT))
    column = int32_at(engine.shapes.plan, PLAN * c)
    if column < 0:
        return
    for side in range(2):
        code = np.int64(code_at(engine.rows, int64_at(place, side), column))
        if code > 0:
            card = engine.values.cards + 16 * code
            prefetch(engine.values.chars + 2 * (int64_at(card, 0) >> 9) if letters else card)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _goes_on(place, k, ceiling, engine, least):
    """Note how far a pair has come; say whether it is to be looked at again, and ask for what is read then."""
    put_float64(place, CEILING, ceiling)
    if ceiling < least:
        return False
    look = next_open(k, engine, place + 8 * HELD)
    put_int64(place, NEXT, look)
    if look == UNKNOWN:
        _ask_for_rarity(int64_at(place, 0), _sight_at(place), engine, engine.values.log_frequency)
        return False
    _ask_for_values(place, engine, False)
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _seen_at_sight(waiting, engine, least, room):
    """Begin with what needs no measuring; list the pairs that are looked at further, and count them."""
    going = 0
    for k in range(waiting):
        place = _place(k, engine, room)
        ceiling = ceiling_at_sight(int64_at(place, 0), _sight_at(place), engine, place + 8 * HELD)
        put_int64(room, WAITING + going, place)
        going += _goes_on(place, 0, ceiling, engine, least)
    return going


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _looked_further(going, engine, least, room):
    """Take one look further at each pair of the list; leave those that are to be looked at again, and count them."""
    for at in range(going):
        _ask_for_values(int64_at(room, WAITING + at), engine, True)
    left = 0
    for at in range(going):
        place = int64_at(room, WAITING + at)
        i, j, k, ceiling = int64_at(place, 0), int64_at(place, 1), int64_at(place, NEXT), float64_at(place, CEILING)
        c = int64_at(engine.weights.sequence, k)
        ceiling = looked(c, i, j, _sight_at(place), ceiling, engine, place + 8 * HELD, least, room)
        put_int64(room, WAITING + left, place)
        left += _goes_on(place, k + 1, ceiling, engine, least)
    return left


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def all_weighed(waiting, used, engine, least, kept, room):
    """Weigh the pairs that wait, as `weigh_seen` weighs one; give how many are kept by now."""
    going = _seen_at_sight(waiting, engine, least, room)
    while going:
        going = _looked_further(going, engine, least, room)
    for k in range(waiting):
        place = _place(k, engine, room)
        if float64_at(place, CEILING) >= least:
            i, j = int64_at(place, 0), int64_at(place, 1)
            used = keep(kept, used, i, j, summed_up(i, j, engine, place + 8 * HELD, float64_at(place, CEILING)), least)
    return used
