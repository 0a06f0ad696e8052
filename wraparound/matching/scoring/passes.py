"""One pass over blocks: candidate pairs are made, tried against earlier rules and scored, with no table of pairs."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array, prefetch
from wraparound.matching.scoring.kernels import NEVER, permitted, summed, weigh_seen
from wraparound.matching.scoring.sight import met_before, seen

AHEAD = 24  # records whose rows are asked for before they are read


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
def _ask_for(record, rows):
    """Ask memory for a row that is read soon."""
    row = rows.codes + 4 * rows.width * np.int64(record)
    prefetch(row)
    prefetch(row + 4 * rows.width - 4)


@njit(cache=True, nogil=True, _nrt=False)
def score_blocks(order, starts, rule, engine, cover, permits, least, kept, room):
    """Compare every pair inside the blocks, keep those of at least `least` bits; give how many were kept and met."""
    used, compared = 0, 0
    for block in range(len(starts) - 1):
        for x in range(starts[block], starts[block + 1]):
            _ask_for(order[min(x + AHEAD, len(order) - 1)], engine.rows)
            for y in range(x + 1, starts[block + 1]):
                i, j = np.int64(min(order[x], order[y])), np.int64(max(order[x], order[y]))
                if i == j or not permitted(i, j, permits):
                    continue
                sight = seen(i, j, engine.rows)
                if met_before(i, j, rule, sight, engine, cover):
                    continue
                compared += 1
                odds = weigh_seen(i, j, sight, engine, room, least)
                if odds.person > NEVER and summed(odds.person, odds.careless) >= least:
                    _keep(kept, used, i, j, odds)
                    used += 1
    return used, compared
