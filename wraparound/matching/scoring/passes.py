"""One pass over blocks: candidate pairs are made, tried against earlier rules and scored, with no table of pairs.

Pairs of small blocks wait until there are some, and what they read is asked of memory before any is weighed. In a wide
block most pairs are let go after a look or two, and its records' values are near already: there waiting costs more.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import code_at
from wraparound.matching.compare.memory import (
    Array,
    int32_at,
    int64_at,
    prefetch,
    put_int64,
    uint64_at,
)
from wraparound.matching.scoring.compiled import PLAN
from wraparound.matching.scoring.kernels import NEVER, SEEN, permitted, summed, weigh_seen
from wraparound.matching.scoring.sight import Sight, met_before, seen

SMALL = 16  # records of a block whose pairs wait for one another
AHEAD = 24  # records whose rows are asked for before they are read
TOGETHER = 32  # pairs that wait for one another
WAITING = SEEN + 256  # where in the working room they wait: two records and what is seen of them


class Kept(NamedTuple):
    """Where a thread puts the pairs it keeps."""

    left: Array  # int32[…]
    right: Array  # int32[…]
    odds: Array  # float64[…, 5]


@njit(cache=True, nogil=True, _nrt=False, forceinline=True)
def _keep(kept, used, i, j, odds):
    kept.left[used], kept.right[used] = i, j
    kept.odds[used, 0], kept.odds[used, 1] = odds.person, odds.household
    kept.odds[used, 2], kept.odds[used, 3], kept.odds[used, 4] = odds.twins, odds.namesakes, odds.careless


@njit(cache=True, nogil=True, _nrt=False, forceinline=True)
def ask_for(record, rows):
    """Ask memory for a row that is read soon."""
    row = rows.codes + 4 * rows.width * np.int64(record)
    prefetch(row)
    prefetch(row + 4 * rows.width - 4)


@njit(cache=True, nogil=True, _nrt=False, forceinline=True)
def _wait(place, i, j, sight):
    put_int64(place, 0, i)
    put_int64(place, 1, j)
    put_int64(place, 2, np.int64(sight.same))
    put_int64(place, 3, np.int64(sight.gone))
    put_int64(place, 4, np.int64(sight.many))


@njit(cache=True, nogil=True, _nrt=False)
def _ask_for_values(i, j, engine, letters):
    """Ask memory for what is known of a pair's values; then, when that has come, for their letters."""
    for c in range(engine.weights.comparisons):
        column = int32_at(engine.shapes.plan, PLAN * c)
        if column < 0:
            continue
        a, b = np.int64(code_at(engine.rows, i, column)), np.int64(code_at(engine.rows, j, column))
        if a <= 0 or b <= 0:
            continue
        if a == b and not letters and int32_at(engine.shapes.plan, PLAN * c + 7):
            prefetch(engine.shapes.same + 8 * a)
            prefetch(engine.values.log_frequency + 8 * a)
        elif a != b and letters:
            prefetch(engine.values.chars + 2 * (int64_at(engine.values.cards, 2 * a) >> 9))
            prefetch(engine.values.chars + 2 * (int64_at(engine.values.cards, 2 * b) >> 9))
        elif a != b:
            prefetch(engine.values.cards + 16 * a)
            prefetch(engine.values.cards + 16 * b)


@njit(cache=True, nogil=True, _nrt=False, forceinline=True)
def _weighed(i, j, sight, used, engine, least, kept, room):
    """Weigh a pair and keep it if it has at least `least` bits; give how many are kept by now."""
    odds = weigh_seen(i, j, sight, engine, room, least)
    if odds.person > NEVER and summed(odds.person, odds.careless) >= least:
        _keep(kept, used, i, j, odds)
        return used + 1
    return used


@njit(cache=True, nogil=True, _nrt=False)
def _all_weighed(waiting, used, engine, least, kept, room):
    """Weigh the pairs that wait; give how many are kept by now."""
    for letters in range(2):
        for k in range(waiting):
            place = room + 8 * (WAITING + 5 * k)
            _ask_for_values(int64_at(place, 0), int64_at(place, 1), engine, letters == 1)
    for k in range(waiting):
        place = room + 8 * (WAITING + 5 * k)
        sight = Sight(uint64_at(place, 2), uint64_at(place, 3), uint64_at(place, 4))
        used = _weighed(int64_at(place, 0), int64_at(place, 1), sight, used, engine, least, kept, room)
    return used


@njit(cache=True, nogil=True, _nrt=False)
def score_blocks(order, starts, rule, engine, cover, permits, least, kept, room):
    """Compare every pair inside the blocks, keep those of at least `least` bits; give how many were kept and met."""
    used, compared, waiting = np.int64(0), 0, np.int64(0)  # as literals they would be compiled for twice
    for block in range(len(starts) - 1):
        small = starts[block + 1] - starts[block] <= SMALL
        for x in range(starts[block], starts[block + 1]):
            ask_for(order[min(x + AHEAD, len(order) - 1)], engine.rows)
            for y in range(x + 1, starts[block + 1]):
                i, j = np.int64(min(order[x], order[y])), np.int64(max(order[x], order[y]))
                if i == j or not permitted(i, j, permits):
                    continue
                sight = seen(i, j, engine.rows)
                if met_before(i, j, rule, sight, engine, cover):
                    continue
                compared += 1
                if small:
                    _wait(room + 8 * (WAITING + 5 * waiting), i, j, sight)
                    waiting += 1
                else:
                    used = _weighed(i, j, sight, used, engine, least, kept, room)
                if waiting == TOGETHER:
                    used, waiting = _all_weighed(waiting, used, engine, least, kept, room), np.int64(0)
    return _all_weighed(waiting, used, engine, least, kept, room), compared
