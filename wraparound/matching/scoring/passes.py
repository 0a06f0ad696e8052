"""One pass over blocks: candidate pairs are made, tried against earlier rules and scored, with no table of pairs.

Pairs of small blocks wait until there are some, and what they read is asked of memory before any is weighed. In a wide
block most pairs are let go after a look or two, and its records' values are near already: there waiting costs more.
"""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import LANES, prefetch
from wraparound.matching.compare.strings import TOGETHER
from wraparound.matching.scoring.kernels import permitted, weigh_seen
from wraparound.matching.scoring.sight import met_before, seen
from wraparound.matching.scoring.waiting import all_weighed, keep, wait

SMALL = 16  # records of a block whose pairs wait for one another
AHEAD = 24  # records whose rows are asked for before they are read
AT_ONCE = 32  # records whose rows are asked for at once


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def ask_for(record, rows):
    """Ask memory for a row that is read soon."""
    row = rows.codes + 4 * rows.width * np.int64(record)
    prefetch(row)
    if rows.width > LANES:
        prefetch(row + 4 * rows.width - 4)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def ask_ahead(order, x, rows):
    """Ask memory, now and then and for many at once, for the rows of the records that come after the x-th.

    What memory has to look up for each is then looked up side by side; asked for one by one, each waits for the last.
    """
    if x % AT_ONCE == 0:
        for later in range(x + AT_ONCE, min(x + 2 * AT_ONCE, len(order))):
            ask_for(order[later], rows)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def score_blocks(order, starts, rule, engine, cover, permits, least, kept, room):
    """Compare every pair inside the blocks, keep those of at least `least` bits; give how many were kept and met."""
    used, compared, waiting = np.int64(0), 0, np.int64(0)  # as literals they would be compiled for twice
    for block in range(len(starts) - 1):
        small = starts[block + 1] - starts[block] <= SMALL
        for x in range(starts[block], starts[block + 1]):
            ask_ahead(order, x, engine.rows)
            for y in range(x + 1, starts[block + 1]):
                i, j = np.int64(min(order[x], order[y])), np.int64(max(order[x], order[y]))
                if i == j or not permitted(i, j, permits):
                    continue
                sight = seen(i, j, engine.rows)
                if met_before(i, j, rule, sight, engine, cover):
                    continue
                compared += 1
                if small:
                    wait(waiting, i, j, sight, engine, room)
                    waiting += 1
                else:
                    used = keep(kept, used, i, j, weigh_seen(i, j, sight, engine, room, least), least)
                if waiting == TOGETHER:
                    used, waiting = all_weighed(waiting, used, engine, least, kept, room), np.int64(0)
    return all_weighed(waiting, used, engine, least, kept, room), compared
