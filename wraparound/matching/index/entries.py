"""Hashed entries: from a hash to records or values. Those of the file are sorted in shelves, those added chained."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import int32_at, int64_at, put_int64, uint64_at
from wraparound.matching.index.block import (
    DIRECTORY,
    DIRECTORY_BITS,
    ENTRIES,
    HEAD_BITS,
    HEADS,
    LINK,
    LINKS,
    prefetch,
    put_int32,
    put_uint64,
    uint32_at,
)

FEW = 24  # entries of a shelf that are quicker looked through than halved


class Run(NamedTuple):
    """Entries of the file from begin to end."""

    begin: np.int64
    end: np.int64


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def shelf_of(h, bits):
    """Give the shelf of a hash."""
    return np.int64(h >> np.uint64(64 - bits))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def entry(h, payload):
    """Make an entry of the last half of a hash and what it leads to."""
    return (h << np.uint64(32)) | np.uint64(payload)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _first_from(entries, begin, end, least):
    """Find the first entry of a sorted run that is not below `least`."""
    while end - begin > FEW:
        middle = (begin + end) >> 1
        if uint64_at(entries, middle) < least:
            begin = middle + 1
        else:
            end = middle
    while begin < end and uint64_at(entries, begin) < least:
        begin += 1
    return begin


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def run_of(block, h):
    """Find the file's entries of a hash."""
    directory, entries = int64_at(block, DIRECTORY), int64_at(block, ENTRIES)
    shelf = shelf_of(h, int64_at(block, DIRECTORY_BITS))
    begin, end = np.int64(uint32_at(directory, shelf)), np.int64(uint32_at(directory, shelf + 1))
    least = h << np.uint64(32)
    begin = _first_from(entries, begin, end, least)
    if begin == end or uint64_at(entries, begin) >> np.uint64(32) != least >> np.uint64(32):
        return Run(begin, begin)
    if least == np.uint64(0xFFFFFFFF00000000):
        return Run(begin, end)
    return Run(begin, _first_from(entries, begin + 1, end, least + np.uint64(1 << 32)))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_directory(block, h):
    """Bring near what `run_of` reads first for a hash. Many misses at once cost little more than one."""
    prefetch(int64_at(block, DIRECTORY) + 4 * shelf_of(h, int64_at(block, DIRECTORY_BITS)))
    if int64_at(block, LINK):
        prefetch(int64_at(block, HEADS) + 4 * shelf_of(h, int64_at(block, HEAD_BITS)))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def bring_entries(block, h):
    """Bring near what `run_of` reads next."""
    begin = uint32_at(int64_at(block, DIRECTORY), shelf_of(h, int64_at(block, DIRECTORY_BITS)))
    prefetch(int64_at(block, ENTRIES) + 8 * np.int64(begin))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def payload_at(block, place):
    """Read what an entry of the file leads to."""
    return np.int64(uint64_at(int64_at(block, ENTRIES), place) & np.uint64(0xFFFFFFFF))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def first_link(block, h):
    """Give the newest added entry in a hash's chain, or -1."""
    if int64_at(block, LINK) == 0:
        return np.int64(-1)
    return np.int64(int32_at(int64_at(block, HEADS), shelf_of(h, int64_at(block, HEAD_BITS)))) - 1


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def link_hash(block, link):
    """Read the hash of an added entry; others may stand in the same chain."""
    return uint64_at(int64_at(block, LINKS), 2 * link)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def link_payload(block, link):
    """Read what an added entry leads to."""
    return np.int64(uint64_at(int64_at(block, LINKS), 2 * link + 1) & np.uint64(0xFFFFFFFF))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def next_link(block, link):
    """Give the entry added before in the same chain, or -1."""
    return np.int64(uint64_at(int64_at(block, LINKS), 2 * link + 1) >> np.uint64(32)) - 1


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def add_entry(block, h, payload):
    """Chain an entry."""
    link = int64_at(block, LINK)
    heads, shelf = int64_at(block, HEADS), shelf_of(h, int64_at(block, HEAD_BITS))
    before = np.uint64(int32_at(heads, shelf))
    put_uint64(int64_at(block, LINKS), 2 * link, h)
    put_uint64(int64_at(block, LINKS), 2 * link + 1, (before << np.uint64(32)) | np.uint64(payload))
    put_int32(heads, shelf, np.int32(link + 1))
    put_int64(block, LINK, link + 1)
