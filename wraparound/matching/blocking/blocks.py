"""Blocks: the records that agree on a rule's columns, side by side, so that only they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numba import njit

from wraparound.matching.blocking.keys import AHEAD, runs_under
from wraparound.matching.columns.ordering import mixed
from wraparound.matching.columns.parting import Runs, parted, parting
from wraparound.matching.columns.sharing import cuts_of, threads_for
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array, address, prefetch
from wraparound.matching.model import Rule


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


def blocks_of(rule: Rule, *, store: Store) -> Blocks:
    """Gather the records that share a value in every column of the rule; the blocks' own order is none.

    Cost: one hash for each record and one sort of the records that have all the values and may meet another; one look
    at each record where the canonical order goes by the rule's columns.
    """
    beside = _side_by_side(store) if rule.columns == store.by else None
    return beside or _gathered(runs_under(rule, store=store, by_content=False))


def _side_by_side(store: Store) -> Blocks | None:
    """Gather the records that share a value in every column that the canonical order goes by: they are neighbours.

    Gives nothing where cells hold several values, or where different values may have one hash.
    """
    if len(store.rows.list_start) > 1 or not store.by:
        return None
    places = np.array([store.place[name] for name in store.by], np.int64)
    with threads_for(len(store)) as pool:
        look = partial(_neighbours, places, store.rows.codes, store.values.hashed, address(store.values.hashed))
        found = list(pool.map(lambda run: look(*run), cuts_of(len(store), each=4)))
    return None if any(doubt for *_, doubt in found) else joined([Blocks(order, starts) for order, starts, _ in found])


def met(keys: Array, *, records: Array) -> Blocks:
    """Gather the records that share a key, in the order of their keys."""
    return _gathered([(keys[begin:end], records[begin:end]) for begin, end in cuts_of(len(keys))])


def _gathered(runs: Runs) -> Blocks:
    """Gather the records that share a key: part by part, each small enough to stay near."""
    total = sum(len(keys) for keys, _ in runs)
    bits = parting(total)
    if bits == 0:
        keys, records = (np.concatenate(column) for column in zip(*runs, strict=True))
        return _met(keys, records)
    with threads_for(total) as pool:
        keys, records, edges = parted(runs, bits=bits, pool=pool)
        return joined(list(pool.map(lambda run: _met(keys[slice(*run)], records[slice(*run)]), pairwise(edges))))


def _met(keys: Array, records: Array) -> Blocks:
    keys, records = _met_twice(keys, records)
    spare = np.uint64((1 << len(keys).bit_length()) - 1)
    packed = keys & ~spare | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    return Blocks(*_cut(packed, spare, keys, records))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _same(one, other, places, codes):
    """Say whether two records have the same codes."""
    alike = True
    for place in places:
        alike = alike and codes[one, place] == codes[other, place]
    return alike


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _mixed(record, places, codes, hashed):
    """Hash a record's values as the canonical order does."""
    h = np.uint64(0)
    for place in places:
        h = mixed(h, hashed[codes[record, place]])
    return h


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _neighbours(places, codes, hashed, hashes, begin, end):
    """Gather the runs of equal records that begin in a part of the table; say too whether other such may be apart."""
    order, starts = np.empty(len(codes) - begin, np.int32), np.zeros((len(codes) - begin) // 2 + 2, np.int64)
    used, blocks, doubt, first = 0, 0, False, begin
    while 0 < first < end and _same(first - 1, first, places, codes):
        first += 1
    key = _mixed(first, places, codes, hashed) if first < end else np.uint64(0)
    while first < end:
        last, known = first + 1, True
        while last < len(codes) and _same(first, last, places, codes):
            last += 1
        if last < len(codes):
            for place in places:
                prefetch(hashes + 8 * np.int64(codes[min(last + AHEAD, len(codes) - 1), place]))
            before, key = key, _mixed(last, places, codes, hashed)
            doubt |= before == key
        for place in places:
            known = known and codes[first, place] != 0
        if known and last - first > 1:
            for record in range(first, last):
                order[used] = record
                used += 1
            blocks += 1
            starts[blocks] = used
        first = last
    return order[:used].copy(), starts[: blocks + 1].copy(), doubt


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
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


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
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
