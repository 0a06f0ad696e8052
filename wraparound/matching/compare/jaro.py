"""How alike two strings are by Jaro and by Winkler: which characters they share, about where they stand."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import bits, fused, lowest, put_int64, uint16_at, uint64_at

LONG = 12  # letters from which it pays to note where each stands
LETTERS = 256  # places for notes; letters that share one are told apart when they are found
PLACES = 257 * 257 + 512  # where in the working room notes are


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def may_reach(x, y, jaro_least):
    """Say whether two strings can have so high a Jaro similarity, by the letters that only one of them has.

    With m characters matched it is at most (m/|x| + m/|y| + 1) / 3; asked without dividing.
    """
    m = min(x.length - bits(x.mask & ~y.mask), y.length - bits(y.mask & ~x.mask))
    return m * (x.length + y.length) >= (3.0 * jaro_least - 1.0) * x.length * y.length - 1e-6


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _bit(k):
    return np.uint64(1) << np.uint64(k & 63)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _marked(room, side, k):
    """Say whether the k-th character of a side (0 or 1) is marked; four words of 64 marks lie in room for each."""
    return uint64_at(room, side * 4 + (k >> 6)) & _bit(k) != 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _mark(room, side, k):
    word = side * 4 + (k >> 6)
    put_int64(room, word, np.int64(uint64_at(room, word) | _bit(k)))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _matched(x, y, room):
    """Mark the characters that match within Jaro's window and count them."""
    reach = max(max(x.length, y.length) // 2 - 1, 0)
    for word in range(8):
        put_int64(room, word, 0)
    found = 0
    for i in range(x.length):
        letter = uint16_at(x.place, i)
        for j in range(max(0, i - reach), min(y.length, i + reach + 1)):
            if uint16_at(y.place, j) == letter and not _marked(room, 1, j):
                _mark(room, 0, i)
                _mark(room, 1, j)
                found += 1
                break
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _short_jaro(x, y):
    """Give the Jaro similarity of two strings of at most 64 characters, with the marks in two words."""
    reach = max(max(x.length, y.length) // 2 - 1, 0)
    seen_x, seen_y = np.uint64(0), np.uint64(0)
    for i in range(x.length):
        letter = uint16_at(x.place, i)
        for j in range(max(0, i - reach), min(y.length, i + reach + 1)):
            if uint16_at(y.place, j) == letter and not seen_y & _bit(j):
                seen_x |= _bit(i)
                seen_y |= _bit(j)
                break
    return _of_marks(x, y, seen_x, seen_y)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _of_marks(x, y, seen_x, seen_y):
    """Give the Jaro similarity of two strings by the marks of the characters that match."""
    found, moved = bits(seen_x), 0
    if found == 0:
        return 0.0
    while seen_x:
        moved += uint16_at(x.place, lowest(seen_x)) != uint16_at(y.place, lowest(seen_y))
        seen_x &= seen_x - np.uint64(1)
        seen_y &= seen_y - np.uint64(1)
    return (found / x.length + found / y.length + (found - moved // 2) / found) / 3.0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _long_jaro(x, y, room):
    """Give what `_short_jaro` gives, for strings in which looking for each letter again and again takes long.

    Where each letter stands in one string is noted in the room, which is left as it was: all zero.
    """
    reach = max(max(x.length, y.length) // 2 - 1, 0)
    seen_x, seen_y = np.uint64(0), np.uint64(0)
    for j in range(y.length):
        at = PLACES + uint16_at(y.place, j) % LETTERS
        put_int64(room, at, np.int64(uint64_at(room, at) | _bit(j)))
    for i in range(x.length):
        letter = uint16_at(x.place, i)
        within = uint64_at(room, PLACES + letter % LETTERS) & ~seen_y & _from(i - reach) & ~_from(i + reach + 1)
        while within and uint16_at(y.place, lowest(within)) != letter:
            within &= within - np.uint64(1)
        if within:
            seen_x |= _bit(i)
            seen_y |= within & (~within + np.uint64(1))
    for j in range(y.length):
        put_int64(room, PLACES + uint16_at(y.place, j) % LETTERS, 0)
    return _of_marks(x, y, seen_x, seen_y)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _from(k):
    """Give the bits from the k-th on."""
    if k >= 64:
        return np.uint64(0)
    return ~np.uint64(0) << np.uint64(max(k, 0))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def jaro(x, y, room):
    """Give the Jaro similarity of two strings, 0 to 1 (Jaro 1989)."""
    if x.length == 0 or y.length == 0:
        return 1.0 if x.length == y.length else 0.0
    if max(x.length, y.length) <= 64:
        return _short_jaro(x, y) if min(x.length, y.length) < LONG else _long_jaro(x, y, room)
    found = _matched(x, y, room)
    if found == 0:
        return 0.0
    moved = j = 0
    for i in range(x.length):
        if _marked(room, 0, i):
            while not _marked(room, 1, j):
                j += 1
            moved += uint16_at(x.place, i) != uint16_at(y.place, j)
            j += 1
    return (found / x.length + found / y.length + (found - moved // 2) / found) / 3.0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def winkler(similarity, prefix):
    """Raise a Jaro similarity above 0.7 by a tenth of the rest for each of up to four shared first letters.

    Rounded once, as DuckDB does, so that what is 0.92 reaches 0.92 and is not a hair below it.
    """
    if similarity > 0.7:
        similarity = fused(0.1 * prefix, 1.0 - similarity, similarity)
    return min(similarity, 1.0)
