"""Text as kernels meet it: bytes hashed, laid out as characters with the set of their letters, or read as a number."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.strings import LONGEST
from wraparound.matching.index.block import put_uint16, uint8_at

MOST_DIGITS = 17


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def hash_of(place, length):
    """Hash bytes by their content (FNV-1a with a final mix)."""
    h = np.uint64(0xCBF29CE484222325)
    for k in range(length):
        h = (h ^ np.uint64(uint8_at(place, k))) * np.uint64(0x100000001B3)
    return mixed(h)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def mixed(h):
    """Spread a hash over all its bits."""
    h = (h ^ (h >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    h = (h ^ (h >> np.uint64(29))) * np.uint64(0xC4CEB9FE1A85EC53)
    return h ^ (h >> np.uint64(32))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def salted(h, salt):
    """Tell apart equal contents that mean different things."""
    return mixed(h ^ (np.uint64(salt) * np.uint64(0x9E3779B97F4A7C15)))


class Laid(NamedTuple):
    """How many UTF-16 units a text came to, and the set of its letters."""

    length: int
    mask: np.uint64


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _letter(unit):
    """Give a character its bit: letters and digits their own, all others spread by a fixed rule.

    Any rule keeps the bound on Jaro's measure true; a fixed one lets values be added without looking at the others.
    """
    if unit >= 97 and unit <= 122:
        return np.uint64(unit - 97)
    if unit >= 48 and unit <= 57:
        return np.uint64(unit - 22)
    if unit == 32:
        return np.uint64(36)
    if unit >= 65 and unit <= 90:
        return np.uint64(unit - 28)
    return (np.uint64(unit) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(58)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def lay_out(place, length, chars, at):
    """Write UTF-8 bytes as UTF-16 units into chars from `at` on, no more than are compared."""
    units, mask, k = 0, np.uint64(0), 0
    while k < length and units < LONGEST:
        byte = np.uint32(uint8_at(place, k))
        more = 0 if byte < 0x80 else (1 if byte < 0xE0 else (2 if byte < 0xF0 else 3))
        point = byte if more == 0 else byte & np.uint32(0x3F >> more)
        for j in range(1, more + 1):
            point = (point << np.uint32(6)) | (np.uint32(uint8_at(place, k + j)) & np.uint32(0x3F))
        k += more + 1
        if point > 0xFFFF:
            put_uint16(chars, at + units, np.uint16(0xD7C0 + (point >> 10)))
            units, point = units + 1, np.uint32(0xDC00) + (point & np.uint32(0x3FF))
        if units < LONGEST:
            put_uint16(chars, at + units, np.uint16(point))
            mask |= np.uint64(1) << _letter(point)
            units += 1
    return Laid(units, mask)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def number_of(place, length):
    """Read a plain decimal number, or give not-a-number."""
    sign, whole, below, digits, point = 1.0, np.int64(0), 1.0, 0, False
    for k in range(length):
        byte = uint8_at(place, k)
        if k == 0 and (byte == 45 or byte == 43):
            sign = -1.0 if byte == 45 else 1.0
        elif byte == 46 and not point:
            point = True
        elif byte >= 48 and byte <= 57 and digits < MOST_DIGITS:
            whole, digits = whole * 10 + np.int64(byte - 48), digits + 1
            below *= 10.0 if point else 1.0
        else:
            return np.nan
    return sign * np.float64(whole) / below if digits else np.nan
