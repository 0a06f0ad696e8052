"""A query's own block: where it is written, the records met and waiting to be weighed, and the best found so far."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import float64_at, int64_at, put_int64
from wraparound.matching.index.applying import label_of
from wraparound.matching.index.block import is_gone, put_float64, uint8_at
from wraparound.matching.index.bringing import bring_listed, bring_lists, bring_row, bring_texts, bring_values
from wraparound.matching.index.letters import mixed
from wraparound.matching.index.weighing import ceiling_of, start_of, weight_of

SHADOW = 20.0  # bits below the best, where nothing is likely, at which a record is not worth showing
SHOWN = -7.0  # bits: what is believed not the same is not shown beside something better
AT_ONCE = 64  # records weighed together
MET_BITS = 14

# The parts of the block: five numbers that say where to write, and their first values, then what was found.
CURSOR, HOME = 0, 5
BYTES, ROOM, FOUND, KEYED, NOTES, MET, QUEUE, ROWS_FOUND, WEIGHTS_FOUND = range(10, 19)
TURN, LOOKED, LEFT, COUNT, QUERY, LIMIT, NOTED, WITH_KEYS, MACHINE, QUEUED, MISSED, SIZE = range(19, 31)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _newly_met(own, row):
    """Say whether a record is met for the first time in this search."""
    met, turn = int64_at(own, MET), int64_at(own, TURN)
    mark, slot = turn << 32 | row, np.int64(mixed(np.uint64(row)) >> np.uint64(64 - MET_BITS))
    while int64_at(met, slot) >> 32 == turn:
        if int64_at(met, slot) == mark:
            return False
        slot = (slot + 1) & ((1 << MET_BITS) - 1)
    put_int64(met, slot, mark)
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _comes_before(block, a, b):
    """Order records of one weight by their keys, so that it never depends on where they lie."""
    x, y = label_of(block, a), label_of(block, b)
    for k in range(min(x.key, y.key)):
        if uint8_at(x.place, k) != uint8_at(y.place, k):
            return uint8_at(x.place, k) < uint8_at(y.place, k)
    return x.key < y.key


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _take_in(block, own, row, weight):
    """Put a record among the best found so far."""
    rows, weights, count = int64_at(own, ROWS_FOUND), int64_at(own, WEIGHTS_FOUND), int64_at(own, COUNT)
    at = count
    while at > 0:
        above = float64_at(weights, at - 1)
        if above > weight or (above == weight and _comes_before(block, int64_at(rows, at - 1), row)):
            break
        at -= 1
    if at == int64_at(own, LIMIT):
        return
    count = min(count + 1, int64_at(own, LIMIT))
    for k in range(count - 1, at, -1):
        put_int64(rows, k, int64_at(rows, k - 1))
        put_float64(weights, k, float64_at(weights, k - 1))
    put_int64(rows, at, row)
    put_float64(weights, at, weight)
    put_int64(own, COUNT, count)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def best(own):
    """Give the weight of the best record found so far."""
    return float64_at(int64_at(own, WEIGHTS_FOUND), 0) if int64_at(own, COUNT) else -np.inf


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def meet(block, engine, own, row):
    """Put a record that is newly met in the queue, and weigh the queue when it is long."""
    if not _newly_met(own, row):
        return
    queued = int64_at(own, QUEUED)
    put_int64(int64_at(own, QUEUE), queued, row)
    put_int64(own, QUEUED, queued + 1)
    put_int64(own, LOOKED, int64_at(own, LOOKED) + 1)
    bring_row(block, engine.rows, row)
    if queued + 1 == AT_ONCE:
        weigh_queue(block, engine, own)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _hopeful(engine, own):
    """Leave in the queue only what may reach the least that is shown; give how many."""
    queue, kept, machine = int64_at(own, QUEUE), 0, int64_at(own, MACHINE)
    least, before = _least(own), start_of(engine, machine)
    if least == -np.inf:
        return int64_at(own, QUEUED)
    for k in range(int64_at(own, QUEUED)):
        row = int64_at(queue, k)
        if before + ceiling_of(row, engine, int64_at(own, NOTES), int64_at(own, NOTED)) >= least:
            put_int64(queue, kept, row)
            kept += 1
    return kept


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _least(own):
    """Give the weight below which a record is not worth showing, or would not be among the best."""
    least = min(best(own) - SHADOW, SHOWN)
    if int64_at(own, COUNT) == int64_at(own, LIMIT):
        least = max(least, float64_at(int64_at(own, WEIGHTS_FOUND), int64_at(own, LIMIT) - 1))
    return least


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def weigh_queue(block, engine, own):
    """Weigh the records in the queue, in order."""
    queue, queued, machine = int64_at(own, QUEUE), _hopeful(engine, own), int64_at(own, MACHINE)
    for k in range(queued):
        bring_values(engine.rows, engine.values, machine, int64_at(queue, k), int64_at(own, QUERY))
    for k in range(queued):
        bring_texts(engine.rows, engine.values, machine, int64_at(queue, k), int64_at(own, QUERY))
    for k in range(queued):
        bring_lists(engine.rows, machine, int64_at(queue, k))
    for k in range(queued):
        bring_listed(engine.rows, engine.values, machine, int64_at(queue, k))
    for k in range(queued):
        _weigh_one(block, engine, own, int64_at(queue, k))
    put_int64(own, QUEUED, 0)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _weigh_one(block, engine, own, row):
    """Weigh one record unless it is gone."""
    if is_gone(block, row):
        return
    least = _least(own)
    notes, machine, room = int64_at(own, NOTES), int64_at(own, MACHINE), int64_at(own, ROOM)
    weight = weight_of(row, int64_at(own, QUERY), engine, notes, int64_at(own, NOTED), least, machine, room)
    if weight >= least and weight > -np.inf:
        _take_in(block, own, row, weight)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def leave_out_shadows(own):
    """Leave out what was taken in before something so much better was found; it never depends on the order."""
    weights, count, least = int64_at(own, WEIGHTS_FOUND), int64_at(own, COUNT), min(best(own) - SHADOW, SHOWN)
    while count > 0 and float64_at(weights, count - 1) < least:
        count -= 1
    put_int64(own, COUNT, count)
