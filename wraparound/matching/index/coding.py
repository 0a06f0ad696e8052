"""A record's prepared values as bytes, turned into codes: those known are looked up, new ones get room of their own.

The bytes of a value are its column (1), the length of its text (2) and the text in UTF-8. A query's new values are
kept aside; a record's stay, with an entry by which they are found again.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import int32_at, int64_at, put_int64, uint64_at
from wraparound.matching.index.block import (
    CARDS,
    CHAR,
    CHARS,
    CODES,
    HASHED,
    LIST,
    LIST_CODES,
    LIST_START,
    LISTED,
    LOG_FREQUENCY,
    NUMBER,
    NUMERIC,
    RARE,
    ROW,
    VALUE,
    WIDTH,
    put_float64,
    put_int32,
    put_uint64,
    uint8_at,
)
from wraparound.matching.index.entries import (
    add_entry,
    bring_directory,
    bring_entries,
    first_link,
    link_hash,
    link_payload,
    next_link,
    payload_at,
    run_of,
)
from wraparound.matching.index.letters import hash_of, lay_out, number_of, salted
from wraparound.matching.index.parts import parts_of

HEAD = 3  # bytes before a value's text
FOUND = 1 << 15  # numbers in the room where a record's columns and codes are noted
PARTS = 8 * FOUND  # bytes into that room at which a value's parts are noted
NOTED = FOUND + 1024


class Text(NamedTuple):
    """Where a value's text lies, how long it is, its hash, and the column it is for."""

    place: int
    length: np.int64
    hashed: np.uint64
    column: np.int64


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def text_at(bytes_at):
    """Read one value's column, length and text."""
    length = np.int64(uint8_at(bytes_at, 1)) | np.int64(uint8_at(bytes_at, 2)) << 8
    return Text(bytes_at + HEAD, length, hash_of(bytes_at + HEAD, length), np.int64(uint8_at(bytes_at, 0)))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def code_of(block, text):
    """Give the code of a column's value, or 0 if it was never seen."""
    h, hashed = salted(text.hashed, text.column), int64_at(block, HASHED)
    run = run_of(block, h)
    for k in range(run.begin, run.end):
        code = payload_at(block, k)
        if uint64_at(hashed, code) == text.hashed:
            return code
    link = first_link(block, h)
    while link >= 0:
        if link_hash(block, link) == h:
            return link_payload(block, link)
        link = next_link(block, link)
    return np.int64(0)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _written(block, cursor, text):
    """Write a value that was never seen behind the others; give its code."""
    code, char = int64_at(cursor, VALUE - ROW), int64_at(cursor, CHAR - ROW)
    laid = lay_out(text.place, text.length, int64_at(block, CHARS), char)
    cards = int64_at(block, CARDS)
    put_uint64(cards, 2 * code, np.uint64(char << 9 | laid.length))
    put_uint64(cards, 2 * code + 1, laid.mask)
    numeric = int64_at(int64_at(block, NUMERIC), text.column)
    put_float64(int64_at(block, NUMBER), code, number_of(text.place, text.length) if numeric else np.nan)
    put_uint64(int64_at(block, HASHED), code, text.hashed)
    rarest = uint64_at(int64_at(block, RARE), text.column)
    put_uint64(int64_at(block, LOG_FREQUENCY), code, rarest)
    put_int64(cursor, VALUE - ROW, code + 1)
    put_int64(cursor, CHAR - ROW, char + laid.length)
    return code


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _seen_before(found, count, column, hashed, all_hashed):
    """Say whether a record has given this value of this column already."""
    for k in range(count):
        if int64_at(found, 2 * k) == column and uint64_at(all_hashed, int64_at(found, 2 * k + 1)) == hashed:
            return True
    return False


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _bring_near(block, found, place, length):
    """Have what finding the values will read brought near, all at once."""
    at, count = np.int64(0), 0
    while at < length:
        text = text_at(place + at)
        at += HEAD + text.length
        h = salted(text.hashed, text.column)
        put_uint64(found, count, h)
        bring_directory(block, h)
        count += 1
    for k in range(count):
        bring_entries(block, uint64_at(found, k))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _codes_of(block, cursor, found, place, length, stays):
    """List the column and code of each value in the bytes; give how many."""
    at, count, hashed = np.int64(0), 0, int64_at(block, HASHED)
    _bring_near(block, found, place, length)
    while at < length:
        text = text_at(place + at)
        at += HEAD + text.length
        if _seen_before(found, count, text.column, text.hashed, hashed):
            continue
        code = code_of(block, text)
        if code == 0:
            code = _written(block, cursor, text)
            if stays:
                add_entry(block, salted(text.hashed, text.column), code)
                for k in range(parts_of(block, text.column, code, found + PARTS)):
                    add_entry(block, uint64_at(found + PARTS, k), code)
        put_int64(found, 2 * count, text.column)
        put_int64(found, 2 * count + 1, code)
        count += 1
    return count


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _as_list(block, cursor, found, count, column):
    """Write the values of a cell that has several; give what stands in the row for them."""
    number, at = int64_at(cursor, LIST - ROW) + 1, int64_at(cursor, LISTED - ROW)
    for k in range(count):
        if int64_at(found, 2 * k) == column:
            put_int32(int64_at(block, LIST_CODES), at, np.int32(int64_at(found, 2 * k + 1)))
            at += 1
    put_int64(int64_at(block, LIST_START), number, at)
    put_int64(cursor, LIST - ROW, number)
    put_int64(cursor, LISTED - ROW, at)
    return -number


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def code_record(block, cursor, found, place, length, stays):
    """Write the row that the cursor is at from a record's bytes, and move the cursor on."""
    count = _codes_of(block, cursor, found, place, length, stays)
    width, codes = int64_at(block, WIDTH), int64_at(block, CODES)
    row = int64_at(cursor, 0)
    for column in range(width):
        put_int32(codes, row * width + column, np.int32(0))
    for k in range(count):
        column = int64_at(found, 2 * k)
        before = int32_at(codes, row * width + column)
        if before == 0:
            put_int32(codes, row * width + column, np.int32(int64_at(found, 2 * k + 1)))
        elif before > 0:
            put_int32(codes, row * width + column, np.int32(_as_list(block, cursor, found, count, column)))
    put_int64(cursor, 0, row + 1)
    return row
