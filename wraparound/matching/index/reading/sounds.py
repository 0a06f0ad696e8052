"""How a name sounds, as `kernel.names.sound_key` says it."""

import numpy as np
from numba import njit

from wraparound.kernel.names import _CODES
from wraparound.matching.compare.memory import int64_at
from wraparound.matching.index.block import put_uint8, uint8_at
from wraparound.matching.index.reading.desk import FIRST_RULE, RULES, SOUNDED, SOUNDING, copied, room_at
from wraparound.matching.index.reading.lexicon import LETTERS, RULE

START, ANYWHERE = 0, 1
LONGEST = 5  # letters of a key
SPACE, LIKE_A, LIKE_I, LIKE_O = 32, 65, 73, 79
OF_A_SOUND = tuple(ord(chr(code).translate(_CODES)) for code in range(128))  # vowels, w, y and h only part others


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_one_of(letter, five, six):
    """Say whether a letter is a, e, i, o or u, or one of two more."""
    return letter == 97 or letter == 101 or letter == 105 or letter == 111 or letter == 117 or letter in (five, six)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _rule_for(desk, kind, place, length):
    """Find the rule for the letters at a place, or 0."""
    letter = np.int64(uint8_at(place, 0)) - 97
    if letter < 0 or letter >= LETTERS:
        return np.int64(0)
    firsts = int64_at(desk, FIRST_RULE) + 8 * (LETTERS + 1) * kind
    for k in range(int64_at(firsts, letter), int64_at(firsts, letter + 1)):
        rule = int64_at(desk, RULES) + 8 * RULE * k
        found, letters = int64_at(rule, 0), int64_at(rule, 1)
        same = letters <= length
        for x in range(letters if same else 0):
            same &= (found >> (8 * x)) & 255 == np.int64(uint8_at(place, x))
        if same:
            return rule
    return np.int64(0)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _become(rule, out):
    """Write what a rule turns its letters into; give how many."""
    for k in range(int64_at(rule, 3)):
        put_uint8(out, k, (int64_at(rule, 2) >> (8 * k)) & 255)
    return int64_at(rule, 3)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _started(desk, place, length, out):
    """Write a name without its spaces, its start as it sounds; give how long it is."""
    plain = 0
    for k in range(length):
        if uint8_at(place, k) != SPACE:
            put_uint8(out, plain, uint8_at(place, k))
            plain += 1
    rule = _rule_for(desk, START, out, plain)
    if rule == 0:
        return plain
    spare, letters = room_at(desk, SOUNDED), int64_at(rule, 1)
    copied(out + letters, plain - letters, spare)
    before = _become(rule, out)
    copied(spare, plain - letters, out + before)
    return before + plain - letters


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _as_it_sounds(desk, place, length, out):
    """Write letters as they sound together; give how many."""
    at, written = 0, 0
    while at < length:
        rule = _rule_for(desk, ANYWHERE, place + at, length - at)
        if rule:
            written += _become(rule, out + written)
            at += int64_at(rule, 1)
        else:
            put_uint8(out, written, uint8_at(place, at))
            at, written = at + 1, written + 1
    return written


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _kind_of_vowel(place, length):
    """Tell by its first vowel what so short a name is, or 0 where it has none."""
    for k in range(length):
        letter = uint8_at(place, k)
        if _is_one_of(letter, 121, 119):
            if letter in (101, 105, 121):
                return LIKE_I
            return LIKE_A if letter == 97 else LIKE_O
    return 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def sound(desk, place, length, out):
    """Write how a folded name sounds to out; give how long that is."""
    started = _started(desk, place, length, room_at(desk, SOUNDING))
    if started == 0:
        return 0
    letters = room_at(desk, SOUNDED)
    count, key, before = _as_it_sounds(desk, room_at(desk, SOUNDING), started, letters), 0, 0
    if _is_one_of(uint8_at(letters, 0), 0, 0):
        put_uint8(out, 0, LIKE_A)
        key = 1
    for k in range(count):
        code = OF_A_SOUND[uint8_at(letters, k)]
        if code != before and code != SPACE and key < LONGEST:
            put_uint8(out, key, code)
            key += 1
        before = code
    vowel = _kind_of_vowel(letters, count) if key <= 1 else 0
    if vowel:
        put_uint8(out, key, vowel)
        key += 1
    return key
