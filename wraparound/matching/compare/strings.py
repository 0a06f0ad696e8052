"""How alike two strings are: Jaro, Jaro–Winkler, edit distances and shared characters, over coded values.

A value is a code; its characters stand in one long array, so that nothing is allocated while comparing.
Characters are Unicode code points (or a one-to-one re-lettering of them), never bytes.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

LONGEST = 256  # characters compared; what a longer value says beyond them is left out

Array = np.ndarray


class Text(NamedTuple):
    """The characters of every value: value v is chars[start[v]:start[v + 1]], its letters the bits of mask[v]."""

    start: Array  # int64[V + 1]
    chars: Array  # uint16[…]
    mask: Array  # uint64[V]


@njit(cache=True, nogil=True)
def bits(x):
    """Count the bits set in a 64-bit word."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True, nogil=True)
def common_prefix(x, y, most):
    """Count how many leading characters two strings share, at most `most`."""
    n = min(len(x), len(y), most)
    same = 0
    while same < n and x[same] == y[same]:
        same += 1
    return same


@njit(cache=True, nogil=True)
def jaro_ceiling(x, y, mask_x, mask_y):
    """Bound the Jaro similarity from above by the letters that only one string has."""
    m = min(len(x) - bits(mask_x & ~mask_y), len(y) - bits(mask_y & ~mask_x))
    if m <= 0:
        return 0.0
    return (m / len(x) + m / len(y) + 1.0) / 3.0


@njit(cache=True, nogil=True)
def _matched(x, y, seen_x, seen_y):
    """Mark the characters that match within Jaro's window and count them."""
    reach = max(max(len(x), len(y)) // 2 - 1, 0)
    found = 0
    for j in range(len(y)):
        seen_y[j] = False
    for i in range(len(x)):
        seen_x[i] = False
        for j in range(max(0, i - reach), min(len(y), i + reach + 1)):
            if not seen_y[j] and x[i] == y[j]:
                seen_x[i] = True
                seen_y[j] = True
                found += 1
                break
    return found


@njit(cache=True, nogil=True)
def jaro(x, y, seen_x, seen_y):
    """Give the Jaro similarity of two strings, 0 to 1 (Jaro 1989)."""
    if len(x) == 0 or len(y) == 0:
        return 1.0 if len(x) == len(y) else 0.0
    found = _matched(x, y, seen_x, seen_y)
    if found == 0:
        return 0.0
    moved = 0
    j = 0
    for i in range(len(x)):
        if seen_x[i]:
            while not seen_y[j]:
                j += 1
            moved += x[i] != y[j]
            j += 1
    return (found / len(x) + found / len(y) + (found - moved // 2) / found) / 3.0


@njit(cache=True, nogil=True)
def winkler(similarity, prefix):
    """Raise a Jaro similarity above 0.7 by a tenth of the rest for each of up to four shared first letters."""
    if similarity > 0.7:
        similarity += 0.1 * prefix * (1.0 - similarity)
    return min(similarity, 1.0)


@njit(cache=True, nogil=True)
def levenshtein(x, y, row):
    """Count the insertions, deletions and replacements that turn one string into the other."""
    for j in range(len(y) + 1):
        row[j] = j
    for i in range(1, len(x) + 1):
        corner = row[0]
        row[0] = i
        for j in range(1, len(y) + 1):
            above = row[j]
            row[j] = min(above + 1, row[j - 1] + 1, corner + (x[i - 1] != y[j - 1]))
            corner = above
    return row[len(y)]


@njit(cache=True, nogil=True)
def _last_seen(x, upto, letter):
    """Find the last place before `upto` where a letter stands, counted from 1; 0 if nowhere."""
    for i in range(upto, 0, -1):
        if x[i - 1] == letter:
            return i
    return 0


@njit(cache=True, nogil=True)
def damerau_levenshtein(x, y, table):
    """Count edits with swaps of neighbours as one, letters in between allowed (Damerau 1964, unrestricted)."""
    for i in range(len(x) + 1):
        table[i, 0] = i
    for j in range(len(y) + 1):
        table[0, j] = j
    for i in range(1, len(x) + 1):
        column = 0
        for j in range(1, len(y) + 1):
            k, last = _last_seen(x, i - 1, y[j - 1]), column
            cost = 1
            if x[i - 1] == y[j - 1]:
                cost, column = 0, j
            best = min(table[i - 1, j - 1] + cost, table[i, j - 1] + 1, table[i - 1, j] + 1)
            if k > 0 and last > 0:
                best = min(best, table[k - 1, last - 1] + (i - k - 1) + 1 + (j - last - 1))
            table[i, j] = best
    return table[len(x), len(y)]


@njit(cache=True, nogil=True)
def shared_characters(mask_x, mask_y):
    """Give the Jaccard similarity of the sets of characters of two strings, 0 to 1."""
    either = bits(mask_x | mask_y)
    return bits(mask_x & mask_y) / either if either else 0.0
