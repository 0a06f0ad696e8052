"""Grading one record found, to say why: the level it reaches in each comparison with the query, and its bits."""

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import level_of
from wraparound.matching.compare.memory import float64_at, int64_at
from wraparound.matching.index.block import put_float64
from wraparound.matching.index.machine import WIDE, machine_at
from wraparound.matching.index.own import QUERY, ROOM
from wraparound.matching.scoring.rarity import adjustment


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def grade(block, machine, own, row, out):
    """Write the level of each comparison of a record with the query looked up last, and its bits, to out."""
    engine, query, room = machine_at(block, machine), int64_at(own, QUERY), int64_at(own, ROOM)
    for c in range(engine.weights.comparisons):
        level = level_of(c, row, query, engine.rows, engine.values, engine.program, room)
        entry = int64_at(engine.weights.base, c) + level
        bits = float64_at(engine.weights.bits, int64_at(machine, WIDE) * entry)
        put_float64(out, 2 * c, np.float64(level))
        put_float64(out, 2 * c + 1, bits + adjustment(entry, row, query, engine))
