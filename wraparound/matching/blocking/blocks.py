"""Blocks: the records that agree on a rule's columns, side by side, so that only they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numba import njit

from wraparound.matching.columns.ordering import FEW, THREADS, threads_for
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Rule

MOST_KEYS = 16  # of one record under one rule, when it holds several values
PART = 15  # bits of the number of keys that are sorted at a time


@dataclass(frozen=True)
class Blocks:
    """A rule's blocks of two records or more: block b's records are order[starts[b]:starts[b + 1]]."""

    order: Array  # int32[…]
    starts: Array  # int64[blocks + 1]

    @property
    def sizes(self) -> Array:
        """Count the records of each block."""
        return np.diff(self.starts)

    @property
    def pairs(self) -> Array:
        """Count the pairs of each block."""
        return self.sizes * (self.sizes - 1) // 2


def blocks_of(rule: Rule, *, store: Store, by_content: bool = False) -> Blocks:
    """Gather the records that share a value in every column of the rule.

    The blocks' own order is none, unless they are wanted in one that depends on their content alone.
    Cost: one hash for each record and one sort of the records that have all the values and may meet another.
    """
    keys, records = keys_under(rule, store=store, by_content=by_content)
    return met(keys, records=records)


def keys_under(rule: Rule, *, store: Store, by_content: bool) -> tuple[Array, Array]:
    """Give the keys that records have under a rule, uint64[k], and the record of each, int32[k].

    Only keys by content are the same for the same values in another coded table.
    """
    places = np.array([store.place[name] for name in rule.columns], np.int64)
    content = store.values.hashed if by_content else np.zeros(0, np.uint64)
    cuts = np.linspace(0, len(store), (THREADS if len(store) > FEW else 1) + 1).astype(np.int64)
    with threads_for(len(store)) as pool:
        found = list(pool.map(lambda run: _keys(places, *store.rows, content, MOST_KEYS, *run), pairwise(cuts)))
    if len(found) == 1:
        return found[0]
    keys, records = (np.concatenate(column) for column in zip(*found, strict=True))
    return keys, records


def met(keys: Array, *, records: Array) -> Blocks:
    """Gather the records that share a key, in the order of their keys: part by part, each small enough to stay near."""
    bits = max(len(keys).bit_length() - PART, 0)
    if bits == 0:
        return _met(keys, records)
    keys, records, edges = _parted(keys, records, bits)
    with threads_for(len(keys)) as pool:
        return joined(list(pool.map(lambda run: _met(keys[slice(*run)], records[slice(*run)]), pairwise(edges))))


def _met(keys: Array, records: Array) -> Blocks:
    keys, records = _met_twice(keys, records)
    spare = np.uint64((1 << len(keys).bit_length()) - 1)
    packed = keys & ~spare | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    return Blocks(*_cut(packed, spare, keys, records))


@njit(cache=True, nogil=True)
def _parted(keys, records, bits):
    """Part keys by their first bits, those of a part in the order given; give where each part begins as well."""
    shift, edges = np.uint64(64 - bits), np.zeros((1 << bits) + 1, np.int64)
    for key in keys:
        edges[(key >> shift) + np.uint64(1)] += 1
    edges = np.cumsum(edges)
    at, parted, of = edges.copy(), np.empty_like(keys), np.empty_like(records)
    for k in range(len(keys)):
        part = keys[k] >> shift
        parted[at[part]], of[at[part]] = keys[k], records[k]
        at[part] += 1
    return parted, of, edges


@njit(cache=True, nogil=True)
def _keys(places, codes, list_start, list_codes, content, most, begin, end):
    """Hash each record's values under a rule; a record with several values has a key for each combination.

    Values are told by their code, or by the hash of their content where that is given.
    """
    keys, records = np.empty(end - begin + most, np.uint64), np.empty(end - begin + most, np.int32)
    used = 0
    for record in range(begin, end):
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


@njit(cache=True, nogil=True)
def _met_twice(keys, records):
    """Leave out keys that are surely alone, by counting into a table of small counters, so that less is sorted."""
    wide = 1 << 16
    while wide < 2 * len(keys) and wide < 1 << 27:
        wide *= 2
    seen = np.zeros(wide, np.uint8)
    for key in keys:
        slot = key & np.uint64(wide - 1)
        seen[slot] = min(seen[slot] + 1, 2)
    some_keys, some_records = np.empty(len(keys), np.uint64), np.empty(len(keys), np.int32)
    kept = 0
    for k in range(len(keys)):
        some_keys[kept], some_records[kept] = keys[k], records[k]
        kept += seen[keys[k] & np.uint64(wide - 1)] > 1
    return some_keys[:kept], some_records[:kept]


@njit(cache=True, nogil=True)
def _cut(packed, spare, keys, records):
    """Cut sorted keys where they change and leave out what stands alone.

    A packed key is a key whose last bits give way to its place, so that sorting needs nothing else; keys that differ
    in those bits alone are put in order here.
    """
    for k in range(1, len(packed)):
        j = k
        while j > 0 and packed[j - 1] & ~spare == packed[j] & ~spare:
            if keys[packed[j - 1] & spare] <= keys[packed[j] & spare]:
                break
            packed[j - 1], packed[j] = packed[j], packed[j - 1]
            j -= 1
    order, starts = np.empty(len(packed), np.int32), np.zeros(len(packed) // 2 + 1, np.int64)
    used, blocks, begin = 0, 0, 0
    for k in range(1, len(packed) + 1):
        if k < len(packed) and keys[packed[k] & spare] == keys[packed[begin] & spare]:
            continue
        if k - begin > 1:
            for place in range(begin, k):
                order[used] = records[packed[place] & spare]
                used += 1
            blocks += 1
            starts[blocks] = used
        begin = k
    return order[:used].copy(), starts[: blocks + 1].copy()


def grouped(keys: Array, *, records: Array) -> Blocks:
    """Cut sorted keys where they change and leave out what stands alone."""
    edges = (
        np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]])) if len(keys) else np.zeros(1, np.int64)
    )
    sizes = np.diff(edges)
    together = np.repeat(sizes > 1, sizes)
    sizes = sizes[sizes > 1]
    return Blocks(records[together], starts_of(sizes))


def joined(parts: Sequence[Blocks]) -> Blocks:
    """Put the blocks of several parts one after another."""
    return Blocks(np.concatenate([p.order for p in parts]), starts_of(np.concatenate([p.sizes for p in parts])))


def starts_of(sizes: Array) -> Array:
    """Give where blocks of so many records begin, and where the last ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
