"""What is known of every distinct value of every column: hash, share, letters and number, by code."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from wraparound.matching.columns.encode import Encoded
from wraparound.matching.columns.letters import bytes_of, characters
from wraparound.matching.columns.looks import Looks
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Letters


def measured_of(
    distinct: Sequence[pa.Array], *, names: Sequence[str], base: Array, looks: Looks, letters: Letters
) -> tuple[Array, Array, Array]:
    """Lay out what is measured of the distinct values of columns, where it is looked at: cards, letters and numbers."""
    number = np.zeros(base[-1])
    number[0] = np.nan
    for place, name in enumerate(names):
        if looks.at_numbers(name):
            number[base[place] : base[place + 1]] = _numbers(distinct[place])
    return *letters_laid(distinct, names=names, base=base, looks=looks, letters=letters), number


def letters_laid(
    distinct: Sequence[pa.Array], *, names: Sequence[str], base: Array, looks: Looks, letters: Letters
) -> tuple[Array, Array]:
    """Lay out the letters of the columns where they are looked at: a card for each value, and all the letters."""
    looked = [k for k, name in enumerate(names) if looks.at_letters(name)]
    cards, places = np.zeros((base[-1], 2), np.uint64), [int(base[k]) for k in looked]
    return cards, characters([distinct[k] for k in looked], cards=cards, places=places, letters=letters)


def content_hashes_of(text: pa.Array, *, seed: int = 0) -> Array:
    """Hash each of an array of texts by its content; another seed gives another hash."""
    return _content_hashes(*bytes_of(text), np.uint64(seed))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _content_hashes(start, raw, seed):
    """Hash each value's content (FNV-1a with a final mix), so that order never depends on where a value stood."""
    out = np.empty(len(start) - 1, np.uint64)
    for v in range(len(start) - 1):
        h = np.uint64(0xCBF29CE484222325) ^ seed
        for k in range(start[v], start[v + 1]):
            h = (h ^ np.uint64(raw[k])) * np.uint64(0x100000001B3)
        h = (h ^ (h >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
        out[v] = h ^ (h >> np.uint64(29))
    return out


def _numbers(distinct: pa.Array) -> Array:
    """Read distinct values as numbers where they all look it; otherwise there are none."""
    try:
        return pc.cast(distinct, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return np.full(len(distinct), np.nan)


def log_frequencies_of(cell: Encoded) -> Array:
    """Give log2 of each distinct value's share of all the values in its column."""
    counts = np.zeros(len(cell.distinct) + 1, np.int64)
    _count(cell.codes, counts)
    _count(cell.list_codes, counts)
    return np.log2(np.maximum(counts[1:], 1) / max(int(counts[1:].sum()), 1))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _count(codes, counts):
    for code in codes:
        counts[max(code, 0)] += 1
