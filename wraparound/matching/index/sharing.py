"""Records that share most with a query, though each thing that they share may be common: tallied, not weighed.

A search follows what few records share. Somebody of a common name in a common street shares nothing rare, and few share
both: here every record is given the bits of whatever it shares, the rarest of each field, and those with most are told.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array, address, int32_at, int64_at, put_int64, uint16_at, uint64_at
from wraparound.matching.index import own as places
from wraparound.matching.index.block import (
    HASHED,
    KEY_SALT,
    is_gone,
    put_int32,
    put_uint8,
    put_uint16,
    put_uint64,
    uint8_at,
)
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
from wraparound.matching.index.letters import mixed, salted
from wraparound.matching.index.searching import begin_query

if TYPE_CHECKING:
    from wraparound.matching.index.searcher import Searcher

STEP = 16  # parts of a bit that are told apart
BINS = 1 << 12  # of bits that a record may come to, in steps; more is taken for the last
LEAST, FEW = 3.0, 1_000  # bits of something that tells anything, unless no more records than these share it
MOST_TOLD = 1_000
NOTED = 5  # numbers noted of something shared: hash, where its records begin and end, bits, field
TALLY, MARKS, TOUCHED, REACHED, TOLD = range(5)  # bits and last field of each record, records, how many reach, answer


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def keys_said(block, own, length):
    """Write the hash of each key of the query's bytes, and which key it is, to the query's own block; give how many."""
    begin_query(own, 0)
    found = int64_at(own, places.FOUND)
    query = code_record(block, own + 8 * places.CURSOR, found, int64_at(own, places.BYTES), length, False)
    return keys_of(block, query, found)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def key_of_each(block, codes, count, key):
    """Put in the place of each value's code the hash of the key that it is alone."""
    hashed = int64_at(block, HASHED)
    for k in range(count):
        h = mixed(uint64_at(hashed, int64_at(codes, k)))
        put_uint64(codes, k, salted(h, KEY_SALT + key))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def find_runs(block, shared, count):
    """Note where the records of each of so many hashes begin and end in the file. `shared` has rows of `NOTED`."""
    for k in range(count):
        bring_directory(block, uint64_at(shared, NOTED * k))
    for k in range(count):
        bring_entries(block, uint64_at(shared, NOTED * k))
    for k in range(count):
        run = run_of(block, uint64_at(shared, NOTED * k))
        put_int64(shared, NOTED * k + 1, run.begin)
        put_int64(shared, NOTED * k + 2, run.end)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _give(room, row, bits, field, touched):
    """Give a record the bits of a field unless it has some of that field, and note whom nothing was given before."""
    tally, marks = int64_at(room, TALLY), int64_at(room, MARKS)
    mark = uint8_at(marks, row)
    if mark == field:
        return touched
    put_uint8(marks, row, field)
    put_uint16(tally, row, min(uint16_at(tally, row) + bits, BINS - 1))
    if mark == 0:
        put_int32(int64_at(room, TOUCHED), touched, np.int32(row))
        touched += 1
    return touched


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def tally_shared(block, shared, count, room):
    """Give every record the bits of what it shares, for each field the first that is noted; give how many there are."""
    touched = 0
    for k in range(count):
        h, bits, field = uint64_at(shared, NOTED * k), int64_at(shared, NOTED * k + 3), int64_at(shared, NOTED * k + 4)
        for place in range(int64_at(shared, NOTED * k + 1), int64_at(shared, NOTED * k + 2)):
            touched = _give(room, payload_at(block, place), bits, field, touched)
        link = first_link(block, h)
        while link >= 0:
            if link_hash(block, link) == h:
                touched = _give(room, link_payload(block, link), bits, field, touched)
            link = next_link(block, link)
    return touched


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _least(room, touched, most):
    """Give the fewest bits that no more than so many records reach; what more share alike tells too little."""
    tally, rows, bins = int64_at(room, TALLY), int64_at(room, TOUCHED), int64_at(room, REACHED)
    for k in range(touched):
        at = uint16_at(tally, int32_at(rows, k))
        put_int64(bins, at, int64_at(bins, at) + 1)
    left, least = most, BINS
    while least > 1 and int64_at(bins, least - 1) <= left:
        least -= 1
        left -= int64_at(bins, least)
    for k in range(BINS):
        put_int64(bins, k, 0)
    return least


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def tell_most(block, room, touched, most):
    """Put those that came to most bits where they were noted, in front of their bits; forget all. Give how many."""
    tally, marks, rows = int64_at(room, TALLY), int64_at(room, MARKS), int64_at(room, TOUCHED)
    least, found = _least(room, touched, most), 0
    for k in range(touched):
        row = int32_at(rows, k)
        bits = uint16_at(tally, row)
        put_uint16(tally, row, 0)
        put_uint8(marks, row, 0)
        if bits >= least and not is_gone(block, row):
            put_int64(int64_at(room, TOLD), 2 * found, row)
            put_int64(int64_at(room, TOLD), 2 * found + 1, bits)
            found += 1
    return found


class Shared(NamedTuple):
    """What is asked for: bytes of what is said and of what it may stand for, and values of a key, any one of them."""

    said: bytes
    besides: bytes
    values: Array
    key: str


class Tally:
    """A place to tally what the records of one snapshot share with a query, for one query at a time."""

    def __init__(self, searcher: "Searcher") -> None:
        self.searcher, self.snapshot = searcher, searcher.snapshot
        about, rows = self.snapshot.about, self.snapshot.capacity["codes"] // len(self.snapshot.about.columns)
        self.arrays: list[Array] = [
            np.zeros(rows, np.uint16), np.zeros(rows, np.uint8), np.zeros(rows, np.int32), np.zeros(BINS, np.int64),
            np.zeros(2 * MOST_TOLD, np.int64),
        ]  # fmt: skip
        self.room = np.array([address(array) for array in self.arrays], np.int64)
        families = about.chances["families"].tolist()
        alone = [len(key) == 1 and family & (family - 1) == 0 for key, family in zip(about.keys, families, strict=True)]
        self.field = np.array([family.bit_length() if one else 0 for one, family in zip(alone, families, strict=True)])
        self.other = int(self.field.max(initial=0)) + 1

    def most_shared(self, asked: Shared, *, most: int) -> list[tuple[int, float]]:
        """Give the records that share most with a query, no more than `most`, and the bits of each.

        What is said besides never counts more than all together that is said of its field.
        """
        first = self._said(asked.said)
        noted = np.vstack([first, self._said(asked.besides), self._values(asked.values, key=asked.key)])
        noted = self._weighed(noted, sure=len(first))
        where = self.snapshot.place, address(noted), len(noted), address(self.room)
        touched = tally_shared(*where) if len(noted) else 0
        found = tell_most(self.snapshot.place, address(self.room), touched, min(most, MOST_TOLD))
        return [(row, bits / STEP) for row, bits in self.arrays[TOLD][: 2 * found].reshape(-1, 2).tolist()]

    def _said(self, said: bytes) -> Array:
        """Note the hash and the field of each key of a query that is of one field."""
        searcher = self.searcher
        searcher.bytes[: len(said)] = said
        count = keys_said(*searcher.places, len(said)) if said else 0
        pairs = searcher.arrays["found"][: 2 * count].reshape(-1, 2)
        noted = np.zeros((count, NOTED), np.int64)
        noted[:, 0], noted[:, 4] = pairs[:, 0], self.field[pairs[:, 1]]
        return noted[noted[:, 4] > 0]

    def _values(self, codes: Array, *, key: str) -> Array:
        """Note the hash of each value of a key, as of a field of their own; of what leads to nobody here, nothing."""
        keys = self.snapshot.about.keys
        codes = codes if (key,) in keys else codes[:0]
        noted = np.zeros((len(codes), NOTED), np.int64)
        if len(codes):
            hashes = np.ascontiguousarray(codes)
            key_of_each(self.snapshot.place, address(hashes), len(hashes), keys.index((key,)))
            noted[:, 0], noted[:, 4] = hashes, self.other
        return noted

    def _weighed(self, noted: Array, *, sure: int) -> Array:
        """Find the records of each, note its bits, and put the rarest of a field first; what tells nothing is left."""
        find_runs(self.snapshot.place, address(noted), len(noted))
        lengths = (noted[:, 2] - noted[:, 1]).astype(np.float64)
        late = np.arange(len(noted)) >= sure
        for field in set(noted[late, 4].tolist()):
            of = noted[:, 4] == field
            together = lengths[of if field == self.other else of & ~late].sum()
            lengths[of & late] = np.maximum(lengths[of & late], together)
        bits = np.log2(max(self.snapshot.used, 2) / np.maximum(lengths, 1.0))
        noted[:, 3] = np.maximum(np.round(bits * STEP), 1)
        noted = noted[(bits >= LEAST) | (lengths <= FEW)]
        return np.ascontiguousarray(noted[np.lexsort((-noted[:, 3], noted[:, 4]))])
