"""What a log entry does to an index in memory: records put and records taken away, each found again by its key."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import int64_at, put_int64, uint64_at
from wraparound.matching.index.block import (
    LABEL_BYTE,
    LABEL_BYTES,
    LABEL_SALT,
    LABELS,
    ROW,
    is_gone,
    mark_gone,
    put_uint8,
    uint8_at,
)
from wraparound.matching.index.coding import code_record
from wraparound.matching.index.entries import (
    add_entry,
    first_link,
    link_hash,
    link_payload,
    next_link,
    payload_at,
    run_of,
)
from wraparound.matching.index.keys import keys_of
from wraparound.matching.index.letters import hash_of, salted

OP = 16  # bytes before a record's key: what is done (4), the lengths of key (4), person (4) and values (4)
PUT, REMOVE = 1, 2


class Label(NamedTuple):
    """Where a record's key and person lie, and how long each is."""

    place: int
    key: int
    person: int


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def label_of(block, row):
    """Find a record's key and person."""
    packed = int64_at(int64_at(block, LABELS), row)
    return Label(int64_at(block, LABEL_BYTES) + (packed >> 24), (packed >> 12) & 4095, packed & 4095)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_called(block, row, place, length):
    label = label_of(block, row)
    same = label.key == length
    for k in range(length if same else 0):
        same &= uint8_at(label.place, k) == uint8_at(place, k)
    return same


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def row_of(block, place, length):
    """Find the record of a key, or -1."""
    h = salted(hash_of(place, length), LABEL_SALT)
    link = first_link(block, h)
    while link >= 0:
        row = link_payload(block, link)
        if link_hash(block, link) == h and not is_gone(block, row) and _is_called(block, row, place, length):
            return row
        link = next_link(block, link)
    run = run_of(block, h)
    for k in range(run.begin, run.end):
        row = payload_at(block, k)
        if not is_gone(block, row) and _is_called(block, row, place, length):
            return row
    return np.int64(-1)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _add_label(block, row, place, key, person):
    at = int64_at(block, LABEL_BYTE)
    for k in range(key + person):
        put_uint8(int64_at(block, LABEL_BYTES), at + k, uint8_at(place, k))
    put_int64(int64_at(block, LABELS), row, at << 24 | key << 12 | person)
    put_int64(block, LABEL_BYTE, at + key + person)
    add_entry(block, salted(hash_of(place, key), LABEL_SALT), row)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _length_at(place, at):
    found = np.int64(0)
    for k in range(4):
        found |= np.int64(uint8_at(place, at + k)) << (8 * k)
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _put(block, place, room):
    """Write one record with its entries; whatever had its key is gone."""
    key, person, values = _length_at(place, 4), _length_at(place, 8), _length_at(place, 12)
    label = place + OP
    row = code_record(block, block + 8 * ROW, room, label + key + person, values, True)
    _add_label(block, row, label, key, person)
    for k in range(keys_of(block, row, room)):
        add_entry(block, uint64_at(room, 2 * k), row)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def apply(block, place, length, room):
    """Do everything that a log entry says, in order; give how many records were there before and are no more."""
    at, gone = np.int64(0), 0
    while at < length:
        op, key, person = _length_at(place, at), _length_at(place, at + 4), _length_at(place, at + 8)
        row = row_of(block, place + at + OP, key)
        if row >= 0:
            mark_gone(block, row)
            gone += 1
        if op == PUT:
            _put(block, place + at, room)
        at += OP + key + person + _length_at(place, at + 12)
    return gone
