"""How alike two strings are: edit distances and shared characters (for Jaro's similarity see `compare.jaro`).

A string is the address of its first character (uint16) and its length, so that nothing is copied or allocated while
comparing. Characters are Unicode code points (or a one-to-one re-lettering of them), or bytes where a model says so.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.jaro import LETTERS, PLACES
from wraparound.matching.compare.memory import Array, bits, int64_at, put_int64, uint16_at

LAST = np.uint64(1 << 63)
LONGEST = 256  # characters compared; what a longer value says beyond them is left out
WAITING = PLACES + LETTERS  # where in the working room pairs wait for one another
TOGETHER = 32  # pairs that wait at most
MOST_HELD = 8 + 256  # numbers that are held of each: what was seen of it, and a level for each comparison


class String(NamedTuple):
    """Where a string lies, how long it is and which letters it has (bit k: the k-th commonest; the last: any other)."""

    place: int
    length: int
    mask: int


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def common_prefix(x, y, most):
    """Count how many leading characters two strings share, at most `most`."""
    n = min(x.length, y.length, most)
    same = 0
    while same < n and uint16_at(x.place, same) == uint16_at(y.place, same):
        same += 1
    return same


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def trimmed(x, y):
    """Take away what two strings share at both ends, which no edit touches."""
    first = common_prefix(x, y, LONGEST)
    last, most = 0, min(x.length, y.length) - first
    while last < most and uint16_at(x.place, x.length - 1 - last) == uint16_at(y.place, y.length - 1 - last):
        last += 1
    away = first + last
    return String(x.place + 2 * first, x.length - away, x.mask), String(y.place + 2 * first, y.length - away, y.mask)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def one_edit(x, y, swaps):
    """Tell 0 or 1 edits between two trimmed strings from more (told as 2): what is left is one letter or a swap."""
    longest = max(x.length, y.length)
    if longest <= 1:
        return longest
    if swaps and x.length == 2 and y.length == 2:
        turned = uint16_at(x.place, 0) == uint16_at(y.place, 1) and uint16_at(x.place, 1) == uint16_at(y.place, 0)
        return 1 if turned else 2
    return 2


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def levenshtein(x, y, most, room):
    """Count the insertions, deletions and replacements between two strings; more than `most` is told as most + 1."""
    for j in range(y.length + 1):
        put_int64(room, j, j)
    for i in range(1, x.length + 1):
        corner, least = int64_at(room, 0), i
        put_int64(room, 0, i)
        for j in range(1, y.length + 1):
            above = int64_at(room, j)
            other = uint16_at(x.place, i - 1) != uint16_at(y.place, j - 1)
            best = min(above + 1, int64_at(room, j - 1) + 1, corner + other)
            put_int64(room, j, best)
            corner, least = above, min(least, best)
        if least > most:
            return most + 1
    return int64_at(room, y.length)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _last_seen(x, upto, letter):
    """Find the last place before `upto` where a letter stands, counted from 1; 0 if nowhere."""
    for i in range(upto, 0, -1):
        if uint16_at(x.place, i - 1) == letter:
            return i
    return 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def damerau_levenshtein(x, y, most, room):
    """Count edits with swaps of neighbours as one, letters in between allowed (Damerau 1964, unrestricted).

    More than `most` is told as most + 1: as soon as two rows running are above it, a swap can't bring it back.
    """
    wide = LONGEST + 1
    for j in range(y.length + 1):
        put_int64(room, j, j)
    before = 0
    for i in range(1, x.length + 1):
        put_int64(room, i * wide, i)
        column, least, letter = 0, i, uint16_at(x.place, i - 1)
        for j in range(1, y.length + 1):
            cost = np.int64(letter != uint16_at(y.place, j - 1))
            up, corner = (i - 1) * wide + j, (i - 1) * wide + j - 1
            best = min(int64_at(room, corner) + cost, int64_at(room, i * wide + j - 1) + 1, int64_at(room, up) + 1)
            if cost == 1 and column > 0:
                k = _last_seen(x, i - 1, uint16_at(y.place, j - 1))
                if k > 0:
                    swap = int64_at(room, (k - 1) * wide + column - 1) + (i - k - 1) + 1 + (j - column - 1)
                    best = min(best, swap)
            column = j if cost == 0 else column
            put_int64(room, i * wide + j, best)
            least = min(least, best)
        if least > most and before > most:
            return most + 1
        before = least
    return int64_at(room, x.length * wide + y.length)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _distinct(x, y):
    """Count the different characters of one string that the other has too."""
    found = 0
    for i in range(x.length):
        letter = uint16_at(x.place, i)
        found += _last_seen(x, i, letter) == 0 and _last_seen(y, y.length, letter) > 0
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def shared_characters(x, y):
    """Give the Jaccard similarity of the sets of characters of two strings, 0 to 1."""
    if ((x.mask | y.mask) & LAST) == 0:
        either = bits(x.mask | y.mask)
        return bits(x.mask & y.mask) / either if either else 0.0
    first, second, shared = _distinct(x, x), _distinct(y, y), _distinct(x, y)
    return shared / (first + second - shared)


def working_room() -> Array:
    """Make the room that one thread needs: for measuring, a pair's levels and pairs that wait; pass its address."""
    return np.zeros(WAITING + TOGETHER * (1 + MOST_HELD), np.int64)
