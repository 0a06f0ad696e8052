"""Looking a query up in one call: coded, led by its keys to records, rarest key first, and weighed against each."""

from numba import njit

from wraparound.matching.compare.memory import float64_at, int64_at, put_int64, uint64_at
from wraparound.matching.index.chances import KEY_ROW, LEFT_OUT, TAKEN, chance_unmet
from wraparound.matching.index.coding import code_record
from wraparound.matching.index.entries import (
    bring_directory,
    bring_entries,
    first_link,
    link_hash,
    link_payload,
    next_link,
    payload_at,
    run_of,
)
from wraparound.matching.index.keys import keys_of
from wraparound.matching.index.machine import machine_at
from wraparound.matching.index.own import (
    BYTES,
    COUNT,
    CURSOR,
    FOUND,
    HOME,
    KEYED,
    LEFT,
    LIMIT,
    LOOKED,
    MACHINE,
    MISSED,
    NOTED,
    NOTES,
    QUERY,
    QUEUED,
    ROOM,
    TURN,
    WITH_KEYS,
    best,
    leave_out_shadows,
    meet,
    weigh_queue,
)
from wraparound.matching.index.weighing import note_query

ENOUGH = 10  # records looked at before a sure answer ends the search: as many as are mostly shown
SURE = 8.0  # bits
MOST = 6_000  # records looked at for one query


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _sort_keys(block, own, count):
    """Find each key's records in the file and put the keys in order, those with the fewest first."""
    keys, found = int64_at(own, KEYED), int64_at(own, FOUND)
    for k in range(count):
        bring_directory(block, uint64_at(found, 2 * k))
    for k in range(count):
        bring_entries(block, uint64_at(found, 2 * k))
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


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _follow(block, engine, own, key):
    """Look at every record that a key leads to, in the file and added since, up to the most there may be."""
    for place in range(int64_at(key, 2), int64_at(key, 3)):
        meet(block, engine, own, payload_at(block, place))
        if int64_at(own, LOOKED) >= MOST:
            return LEFT_OUT
    h = uint64_at(key, 0)
    link = first_link(block, h)
    while link >= 0:
        if link_hash(block, link) == h:
            meet(block, engine, own, link_payload(block, link))
            if int64_at(own, LOOKED) >= MOST:
                return LEFT_OUT
        link = next_link(block, link)
    return TAKEN


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _shared_by(block, engine, own, one, other):
    """Look at the records of the file that two keys both lead to; both lists are in order."""
    x, end_x, y, end_y = int64_at(one, 2), int64_at(one, 3), int64_at(other, 2), int64_at(other, 3)
    while x < end_x and y < end_y and int64_at(own, LOOKED) < MOST:
        a, b = payload_at(block, x), payload_at(block, y)
        if a == b:
            meet(block, engine, own, a)
        x, y = x + (a <= b), y + (b <= a)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _narrowed(block, engine, own, count):
    """Look at the records that two of the keys left out share, the narrowest first."""
    keys = int64_at(own, KEYED)
    for other in range(1, count):
        for one in range(other):
            x, y = keys + 8 * KEY_ROW * one, keys + 8 * KEY_ROW * other
            apart = int64_at(x, 1) != int64_at(y, 1)
            if apart and int64_at(x, 4) == LEFT_OUT and int64_at(y, 4) == LEFT_OUT and int64_at(own, LOOKED) < MOST:
                _shared_by(block, engine, own, x, y)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def begin_query(own, limit):
    """Clear what the last search left."""
    for k in range(5):
        put_int64(own, CURSOR + k, int64_at(own, HOME + k))
    put_int64(own, TURN, int64_at(own, TURN) + 1)
    for slot in (LOOKED, LEFT, COUNT, QUEUED):
        put_int64(own, slot, 0)
    put_int64(own, LIMIT, limit)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_settled(block, own, count, upto):
    """Say whether there is a sure answer, or hardly a chance that a better one is not met yet."""
    sure = best(own)
    if sure >= SURE:
        return True
    doubt = 1.0 / (1.0 + 2.0**sure)
    unmet = chance_unmet(block, int64_at(own, KEYED), count, upto, int64_at(own, FOUND))
    return doubt * unmet < float64_at(own, MISSED)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _follow_all(block, engine, own, count):
    """Follow the keys, until there is a sure answer or too much to look at; give how many keys are left out."""
    left, keys, hasty = 0, int64_at(own, KEYED), False
    for k in range(count):
        key = keys + 8 * KEY_ROW * k
        after = int64_at(own, LOOKED) + int64_at(key, 3) - int64_at(key, 2)
        if after > ENOUGH and int64_at(own, QUEUED):
            weigh_queue(block, engine, own)
        hasty = hasty or (after > ENOUGH and _is_settled(block, own, count, k))
        rash = after > MOST and int64_at(own, LOOKED) > 0
        state = LEFT_OUT if hasty or rash else _follow(block, engine, own, key)
        put_int64(key, 4, state)
        left += state == LEFT_OUT
    weigh_queue(block, engine, own)
    return left


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def search(block, machine, own, length, limit):
    """Find the records likeliest to be the query's person; give how many, best first in the query's own block.

    Without a sure answer it goes on until the chance that somebody who is there is not met is below `own.MISSED`.
    """
    begin_query(own, limit)
    engine, found = machine_at(block, machine), int64_at(own, FOUND)
    query = code_record(block, own + 8 * CURSOR, found, int64_at(own, BYTES), length, False)
    put_int64(own, QUERY, query)
    count = keys_of(block, query, found)
    put_int64(own, WITH_KEYS, count)
    put_int64(own, MACHINE, machine)
    _sort_keys(block, own, count)
    put_int64(own, NOTED, note_query(engine, machine, query, int64_at(own, NOTES), int64_at(own, ROOM)))
    put_int64(own, LEFT, _follow_all(block, engine, own, count))
    if int64_at(own, LEFT) > 1 and not _is_settled(block, own, count, count):
        _narrowed(block, engine, own, count)
        weigh_queue(block, engine, own)
    leave_out_shadows(own)
    return int64_at(own, COUNT)
