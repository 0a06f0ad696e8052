"""The parts by which a value is found when the whole is not known: words of an address, a telephone number's ending."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import int64_at, put_int64, uint16_at
from wraparound.matching.index.block import CARDS, CHARS, TAIL_SALT, WORD_SALT, WORDS
from wraparound.matching.index.entries import first_link, link_hash, link_payload, next_link, payload_at, run_of
from wraparound.matching.index.letters import lay_out, mixed, salted

TAIL = 4  # last characters by which a number is found
BY_WORDS, BY_TAIL = 1, 2
SPACE = 32


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _hash_units(chars, begin, end):
    """Hash characters by their content."""
    h = np.uint64(0xCBF29CE484222325)
    for k in range(begin, end):
        h = (h ^ np.uint64(uint16_at(chars, k))) * np.uint64(0x100000001B3)
    return mixed(h)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def parts_of(block, column, code, out):
    """Write the hash of each part of a value to out; give how many there are (none for most columns)."""
    kind = int64_at(int64_at(block, WORDS), column)
    if kind == 0:
        return 0
    card, chars = int64_at(int64_at(block, CARDS), 2 * code), int64_at(block, CHARS)
    begin, last, found = card >> 9, (card >> 9) + (card & 511), 0
    if kind == BY_TAIL:
        if last - begin < TAIL:
            return 0
        put_int64(out, 0, np.int64(salted(_hash_units(chars, last - TAIL, last), TAIL_SALT + column)))
        return 1
    while begin < last:
        end = begin
        while end < last and uint16_at(chars, end) != SPACE:
            end += 1
        put_int64(out, found, np.int64(salted(_hash_units(chars, begin, end), WORD_SALT + column)))
        found, begin = found + 1, end + 1
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def values_with(block, salt, text, out, most):
    """Write the codes of the values that have a part to out, at most so many; give how many. `text` is (place, length).

    The part's characters are laid out where the next value would be written, and left there.
    """
    place, length, char = text
    laid = lay_out(place, length, int64_at(block, CHARS), char)
    h = salted(_hash_units(int64_at(block, CHARS), char, char + laid.length), salt)
    run, found = run_of(block, h), 0
    for k in range(run.begin, min(run.end, run.begin + most)):
        put_int64(out, found, payload_at(block, k))
        found += 1
    link = first_link(block, h)
    while link >= 0 and found < most:
        if link_hash(block, link) == h:
            put_int64(out, found, link_payload(block, link))
            found += 1
        link = next_link(block, link)
    return found
