"""Keys: what records have in common under a blocking rule, as one number."""

from functools import partial

import numpy as np
from numba import njit

from wraparound.matching.columns.parting import Runs
from wraparound.matching.columns.sharing import cuts_of, threads_for
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array, address, int32_at, prefetch, uint64_at
from wraparound.matching.model import Rule

AHEAD = 24  # records whose values' hashes are asked for before they are read
MOST_KEYS = 16  # of one record under one rule, when it holds several values


def keys_under(rule: Rule, *, store: Store, by_content: bool) -> tuple[Array, Array]:
    """Give the keys that records have under a rule, uint64[k], and the record of each, int32[k].

    Only keys by content are the same for the same values in another coded table.
    """
    found = runs_under(rule, store=store, by_content=by_content)
    if len(found) == 1:
        return found[0]
    keys, records = (np.concatenate(column) for column in zip(*found, strict=True))
    return keys, records


def runs_under(rule: Rule, *, store: Store, by_content: bool) -> Runs:
    """Give the keys that records have under a rule, a run of records for each thread."""
    places = np.array([store.place[name] for name in rule.columns], np.int64)
    content = store.values.hashed if by_content else np.zeros(0, np.uint64)
    codes, several = store.rows.codes, len(store.rows.list_start) > 1
    found = partial(_keys, places, *store.rows, content, address(content), MOST_KEYS)
    if not several:
        found = partial(_keys_of_one, places, address(codes), codes.shape[1], content, address(content))
    with threads_for(len(store)) as pool:
        return list(pool.map(lambda run: found(*run), cuts_of(len(store))))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _keys_of_one(places, codes, width, content, hashes, begin, end):
    """Hash each record's values under a rule, as `_keys` does, where no cell holds several."""
    keys, records = np.empty(end - begin + 1, np.uint64), np.empty(end - begin + 1, np.int32)
    used = 0
    for record in range(begin, end):
        if len(content):
            for place in places:
                ahead = int32_at(codes, min(record + AHEAD, end - 1) * width + place)
                prefetch(hashes + 8 * np.int64(ahead))
        key, known = np.uint64(0x9E3779B97F4A7C15), True
        for place in places:
            code = int32_at(codes, record * width + place)
            known &= code > 0
            key = (key ^ (uint64_at(hashes, code) if len(content) else np.uint64(code))) * np.uint64(0xD6E8FEB86659FD93)
            key ^= key >> np.uint64(32)
        keys[used], records[used] = key, record
        used += known
    return keys[:used], records[:used]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _keys(places, codes, list_start, list_codes, content, hashes, most, begin, end):
    """Hash each record's values under a rule; a record with several values has a key for each combination.

    Values are told by their code, or by the hash of their content where that is given.
    """
    keys, records = np.empty(end - begin + most, np.uint64), np.empty(end - begin + most, np.int32)
    used = 0
    for record in range(begin, end):
        if len(content):  # what values are hashed to is asked of memory some records ahead
            for place in places:
                prefetch(hashes + 8 * np.int64(max(codes[min(record + AHEAD, end - 1), place], 0)))
        combinations = 1
        for place in places:
            code = codes[record, place]
            combinations *= 1 if code > 0 else (0 if code == 0 else list_start[-code] - list_start[-code - 1])
        if used + most > len(keys):
            keys = np.concatenate((keys, np.empty(len(keys) // 2 + most, np.uint64)))
            records = np.concatenate((records, np.empty(len(records) // 2 + most, np.int32)))
        for combination in range(min(combinations, most)):
            key, rest = np.uint64(0x9E3779B97F4A7C15), combination
            for place in places:
                code = codes[record, place]
                if code < 0:
                    several = list_start[-code] - list_start[-code - 1]
                    code = list_codes[list_start[-code - 1] + rest % several]
                    rest //= several
                key = (key ^ (content[code] if len(content) else np.uint64(code))) * np.uint64(0xD6E8FEB86659FD93)
                key ^= key >> np.uint64(32)
            keys[used], records[used] = key, record
            used += 1
    return keys[:used], records[:used]
