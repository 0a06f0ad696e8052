"""Looking a query up in one call: coded, led by its keys to records, rarest key first, and weighed against each."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import float64_at, int64_at, put_int64, uint64_at
from wraparound.matching.index.applying import label_of
from wraparound.matching.index.block import is_gone, put_float64, uint8_at
from wraparound.matching.index.coding import code_record
from wraparound.matching.index.entries import first_link, link_hash, link_payload, next_link, payload_at, run_of
from wraparound.matching.index.keys import keys_of
from wraparound.matching.index.letters import mixed
from wraparound.matching.index.weighing import machine_at, note_query, weight_of

ENOUGH = 32  # records looked at before a sure answer ends the search
SURE = 8.0  # bits
MOST = 6_000  # records looked at for one query
SHADOW = 30.0  # bits below the best at which a record is not worth showing

# The parts of a query's own block: where to write, and what was found.
CURSOR, HOME, BYTES, ROOM, FOUND, KEYED, NOTES, MET, TURN, ROWS_FOUND, WEIGHTS_FOUND = 0, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18
LOOKED, LEFT, COUNT, QUERY, LIMIT, NOTED, WITH_KEYS, MACHINE = 19, 20, 21, 22, 23, 24, 25, 26
OWN = 27
MET_BITS = 14
KEY_ROW = 5  # numbers noted of a key: hash, which, begin, end, state
TAKEN, LEFT_OUT = 1, 2


@njit(cache=True, nogil=True, _nrt=False)
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


@njit(cache=True, nogil=True, _nrt=False)
def _comes_before(block, a, b):
    """Order records of one weight by their keys, so that it never depends on where they lie."""
    x, y = label_of(block, a), label_of(block, b)
    for k in range(min(x.key, y.key)):
        if uint8_at(x.place, k) != uint8_at(y.place, k):
            return uint8_at(x.place, k) < uint8_at(y.place, k)
    return x.key < y.key


@njit(cache=True, nogil=True, _nrt=False)
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


@njit(cache=True, nogil=True, _nrt=False)
def best(own):
    """Give the weight of the best record found so far."""
    return float64_at(int64_at(own, WEIGHTS_FOUND), 0) if int64_at(own, COUNT) else -np.inf


@njit(cache=True, nogil=True, _nrt=False)
def look_at(block, engine, own, row):
    """Weigh one record unless it is gone or was met before."""
    if is_gone(block, row) or not _newly_met(own, row):
        return
    put_int64(own, LOOKED, int64_at(own, LOOKED) + 1)
    count, limit = int64_at(own, COUNT), int64_at(own, LIMIT)
    least = best(own) - SHADOW
    if count == limit:
        least = max(least, float64_at(int64_at(own, WEIGHTS_FOUND), limit - 1))
    notes, machine, room = int64_at(own, NOTES), int64_at(own, MACHINE), int64_at(own, ROOM)
    weight = weight_of(row, int64_at(own, QUERY), engine, notes, int64_at(own, NOTED), least, machine, room)
    if weight >= least and weight > -np.inf:
        _take_in(block, own, row, weight)


@njit(cache=True, nogil=True, _nrt=False)
def _sort_keys(block, own, count):
    """Find each key's records in the file and put the keys in order, those with the fewest first."""
    keys, found = int64_at(own, KEYED), int64_at(own, FOUND)
    for k in range(count):
        run = run_of(block, uint64_at(found, 2 * k))
        at = k
        while at > 0 and int64_at(keys, KEY_ROW * at - 2) - int64_at(keys, KEY_ROW * at - 3) > run.end - run.begin:
            for part in range(KEY_ROW):
                put_int64(keys, KEY_ROW * at + part, int64_at(keys, KEY_ROW * (at - 1) + part))
            at -= 1
        put_int64(keys, KEY_ROW * at, int64_at(found, 2 * k))
        put_int64(keys, KEY_ROW * at + 1, int64_at(found, 2 * k + 1))
        put_int64(keys, KEY_ROW * at + 2, run.begin)
        put_int64(keys, KEY_ROW * at + 3, run.end)
        put_int64(keys, KEY_ROW * at + 4, 0)


@njit(cache=True, nogil=True, _nrt=False)
def _follow(block, engine, own, key):
    """Look at every record that a key leads to, in the file and added since, up to the most there may be."""
    for place in range(int64_at(key, 2), int64_at(key, 3)):
        look_at(block, engine, own, payload_at(block, place))
        if int64_at(own, LOOKED) >= MOST:
            return LEFT_OUT
    h = uint64_at(key, 0)
    link = first_link(block, h)
    while link >= 0:
        if link_hash(block, link) == h:
            look_at(block, engine, own, link_payload(block, link))
            if int64_at(own, LOOKED) >= MOST:
                return LEFT_OUT
        link = next_link(block, link)
    return TAKEN


@njit(cache=True, nogil=True, _nrt=False)
def _shared_by(block, engine, own, one, other):
    """Look at the records of the file that two keys both lead to; both lists are in order."""
    x, end_x, y, end_y = int64_at(one, 2), int64_at(one, 3), int64_at(other, 2), int64_at(other, 3)
    while x < end_x and y < end_y and int64_at(own, LOOKED) < MOST:
        a, b = payload_at(block, x), payload_at(block, y)
        if a == b:
            look_at(block, engine, own, a)
        x, y = x + (a <= b), y + (b <= a)


@njit(cache=True, nogil=True, _nrt=False)
def _narrowed(block, engine, own, count):
    """Look at the records that two of the keys left out share, the narrowest first."""
    keys = int64_at(own, KEYED)
    for other in range(1, count):
        for one in range(other):
            x, y = keys + 8 * KEY_ROW * one, keys + 8 * KEY_ROW * other
            apart = int64_at(x, 1) != int64_at(y, 1)
            if apart and int64_at(x, 4) == LEFT_OUT and int64_at(y, 4) == LEFT_OUT and int64_at(own, LOOKED) < MOST:
                _shared_by(block, engine, own, x, y)


@njit(cache=True, nogil=True, _nrt=False)
def _begin(own, limit):
    """Clear what the last search left."""
    for k in range(5):
        put_int64(own, CURSOR + k, int64_at(own, HOME + k))
    put_int64(own, TURN, int64_at(own, TURN) + 1)
    for slot in (LOOKED, LEFT, COUNT):
        put_int64(own, slot, 0)
    put_int64(own, LIMIT, limit)


@njit(cache=True, nogil=True, _nrt=False)
def search(block, machine, own, length, limit):
    """Find the records likeliest to be the query's person; give how many, best first in the query's own block."""
    _begin(own, limit)
    engine, found = machine_at(block, machine), int64_at(own, FOUND)
    query = code_record(block, own + 8 * CURSOR, found, int64_at(own, BYTES), length, False)
    put_int64(own, QUERY, query)
    count = keys_of(block, query, found)
    put_int64(own, WITH_KEYS, count)
    put_int64(own, MACHINE, machine)
    _sort_keys(block, own, count)
    put_int64(own, NOTED, note_query(engine, machine, query, int64_at(own, NOTES), int64_at(own, ROOM)))
    left = 0
    for k in range(count):
        key = int64_at(own, KEYED) + 8 * KEY_ROW * k
        after = int64_at(own, LOOKED) + int64_at(key, 3) - int64_at(key, 2)
        hasty = after > ENOUGH and (best(own) >= SURE or (after > MOST and int64_at(own, LOOKED) > 0))
        state = LEFT_OUT if hasty else _follow(block, engine, own, key)
        put_int64(key, 4, state)
        left += state == LEFT_OUT
    put_int64(own, LEFT, left)
    if left > 1 and best(own) < SURE:
        _narrowed(block, engine, own, count)
    return int64_at(own, COUNT)
