"""Words of names and what they mean: placeholders, particles, names of several words, and naming traditions."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import int64_at
from wraparound.matching.fields.compounds import _TELLING
from wraparound.matching.index.block import put_uint8, uint8_at
from wraparound.matching.index.letters import hash_of
from wraparound.matching.index.reading.desk import BARE, WORDS, room_at, write_derived
from wraparound.matching.index.reading.lexicon import (
    EMPTY,
    FILLER,
    JOINS,
    PLACEHOLDER,
    SLOT_BITS,
    SYLLABLE,
    WESTERN,
    WORD,
)

SPACE, ZERO, NINE = 32, 48, 57
TELLING = tuple((ord(letters[0]), ord(letters[1]) if letters[1:] else 0) for letters in _TELLING)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def word_end(place, begin, length):
    """Give where the word that begins at a place ends."""
    while begin < length and uint8_at(place, begin) != SPACE:
        begin += 1
    return begin


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def word_of(desk, place, length):
    """Find what the tables say of a word, or 0."""
    hashed = hash_of(place, length)
    slot = np.int64(hashed >> np.uint64(64 - SLOT_BITS))
    while True:
        word = int64_at(desk, WORDS) + 8 * WORD * slot
        if int64_at(word, 0) == np.int64(hashed):
            return word
        if int64_at(word, 0) == 0:
            return np.int64(0)
        slot = (slot + 1) & ((1 << SLOT_BITS) - 1)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def marks_of(desk, place, length):
    """Give what a word is a mark of."""
    word = word_of(desk, place, length)
    return int64_at(word, 1) if word else np.int64(0)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _all_within(place, length, least, most):
    found = True
    for k in range(length):
        found &= uint8_at(place, k) >= least and uint8_at(place, k) <= most
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _has_letters(place, length):
    found = False
    for k in range(length):
        found |= uint8_at(place, k) > NINE
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_of(place, begin, end):
    return end - begin == 2 and uint8_at(place, begin) == 111 and uint8_at(place, begin + 1) == 102


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def is_placeholder(desk, place, length):
    """Tell whether a folded text is no name, as `kernel.names.is_placeholder` does."""
    if length == 0 or (length > 2 and _all_within(place, length, uint8_at(place, 0), uint8_at(place, 0))):
        return True
    end = word_end(place, 0, length)
    if not marks_of(desk, place, end) & PLACEHOLDER:
        return marks_of(desk, place, length) & EMPTY != 0 or not _has_letters(place, length)
    if _is_of(place, end + 1, word_end(place, end + 1, length)):
        return True
    while end < length:
        begin = end + 1
        end = word_end(place, begin, length)
        word, letters = place + begin, end - begin
        told = letters == 1 or _all_within(word, letters, ZERO, NINE)
        if not told and not marks_of(desk, word, letters) & (PLACEHOLDER | FILLER):
            return marks_of(desk, place, length) & EMPTY != 0
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def put_together(desk, place, length, out):
    """Write the words of a folded name, each that is written in several words as one; give the whole's length."""
    at, written = 0, 0
    while at < length:
        last = at
        end = first_end = word_end(place, at, length)
        while end < length and marks_of(desk, place + last, end - last) & JOINS:
            last = end + 1
            end = word_end(place, last, length)
        if end == first_end < length and marks_of(desk, place + at, end - at) & SYLLABLE:
            after = word_end(place, end + 1, length)
            end = after if marks_of(desk, place + end + 1, after - end - 1) & SYLLABLE else end
        if written:
            put_uint8(out, written, SPACE)
            written += 1
        for k in range(at, end):
            if uint8_at(place, k) != SPACE:
                put_uint8(out, written, uint8_at(place, k))
                written += 1
        at = end + 1
    return written


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_two_syllables(desk, place, length):
    for cut in range(1, length):
        if marks_of(desk, place, cut) & SYLLABLE and marks_of(desk, place + cut, length - cut) & SYLLABLE:
            return True
    return False


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_telling(place, length):
    """Say whether a word has letters that stand in Chinese syllables and hardly elsewhere."""
    for k in range(length):
        here = uint8_at(place, k)
        beside = uint8_at(place, k + 1) if k + 1 < length else SPACE
        for one, other in TELLING:
            if here == one and (other == 0 or beside == other):
                return True
    return False


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def is_east_asian(desk, place, length):
    """Tell whether a folded given name is surely Chinese or Korean."""
    end = word_end(place, 0, length)
    marks = marks_of(desk, place, end)
    if marks & JOINS:
        return False
    if marks & SYLLABLE:
        after = word_end(place, end + 1, length)
        beside = end < length and marks_of(desk, place + end + 1, after - end - 1) & SYLLABLE != 0
        if beside or marks & WESTERN == 0:
            return True
    return _is_telling(place, end) and _is_two_syllables(desk, place, end)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def is_western(desk, place, length):
    """Tell whether a folded given name cannot be Chinese or Korean."""
    end = word_end(place, 0, length)
    return end > 2 and not marks_of(desk, place, end) & SYLLABLE and not _is_two_syllables(desk, place, end)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def write_yes(desk, derived):
    """Write that something is so."""
    bare = room_at(desk, BARE)
    put_uint8(bare, 0, 121)
    put_uint8(bare, 1, 101)
    put_uint8(bare, 2, 115)
    write_derived(desk, derived, bare, 3)
