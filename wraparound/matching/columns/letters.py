"""Lays the characters of distinct values side by side, with the set of letters of each, as kernels compare them."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.sharing import cuts_of, threads_for
from wraparound.matching.compare.memory import Array
from wraparound.matching.compare.strings import LONGEST
from wraparound.matching.model import Letters

_NONE = np.zeros(0, np.uint16)
_NOTHING = np.zeros(1 << 16, np.int64)  # of each letter


def bytes_of(values: pa.Array) -> tuple[Array, Array]:
    """See an array of text as where each value begins and the bytes of all of them, without copying."""
    offsets = np.frombuffer(values.buffers()[1], np.int32, len(values) + 1, values.offset * 4)
    data = values.buffers()[2]
    return offsets, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)


def characters(
    columns: Sequence[pa.Array], *, cards: Array, places: Sequence[int], letters: Letters = Letters.CHARACTERS
) -> Array:
    """Lay out every letter of the columns' values, uint16; one letter has one number and one bit in all of them.

    A column's first value has the card at its place, the others follow: where the value's characters begin, times 512,
    plus how many are compared; then its letters. Where some letter is beyond 65,535, letters are renumbered.
    """
    with threads_for(sum(map(len, columns))) as pool:
        texts = list(pool.map(lambda column: _letters(*bytes_of(column), letters), columns))
        if max((int(found.max()) for _, found in texts if len(found)), default=0) > 0xFFFF:
            known = np.unique(np.concatenate([np.unique(found) for _, found in texts]))
            texts = [(start, np.searchsorted(known, found).astype(np.uint16)) for start, found in texts]
        runs = [found[start[0] : start[-1]] for start, found in texts]
        few = sum(map(len, runs)) < len(_NOTHING)  # then there are more numbers of letters than letters
        counts = np.bincount(np.concatenate([*runs, _NONE])) if few else sum(pool.map(_counted, runs), _NOTHING)
        bit, chars = _bit_of_letter(counts), np.empty(int(counts.sum()), np.uint16)
        used, jobs = 0, []
        for place, (start, found) in zip(places, texts, strict=True):
            for begin, end in cuts_of(len(start) - 1):
                run, first = cards[place + begin : place + end], used + int(start[begin]) - int(start[0])
                jobs.append(pool.submit(_lay, start[begin : end + 1], found, bit, run, chars, first))
            used += int(start[-1]) - int(start[0])
        for job in jobs:
            job.result()
    return chars


def _letters(offsets: Array, raw: Array, letters: Letters) -> tuple[Array, Array]:
    """Give where each value begins, and the code points (or the bytes) of all of them."""
    if letters is Letters.BYTES:
        return offsets, raw
    within = raw[offsets[0] : offsets[-1]]
    return _code_points(offsets, raw) if len(within) and int(within.max()) > 127 else (offsets, raw)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _code_points(start, raw):
    """Decode UTF-8."""
    out = np.empty(start[-1] - start[0], np.uint32)
    begins = np.zeros(len(start), np.int32)
    used = 0
    for v in range(len(start) - 1):
        for k in range(start[v], start[v + 1]):
            byte = np.uint32(raw[k])
            if byte < 0x80:
                out[used] = byte
            elif byte < 0xC0:
                out[used - 1] = (out[used - 1] << np.uint32(6)) | (byte & np.uint32(0x3F))
                continue
            else:
                out[used] = byte & np.uint32(0x1F if byte < 0xE0 else (0x0F if byte < 0xF0 else 0x07))
            used += 1
        begins[v + 1] = used
    return begins, out[:used]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _counted(letters):
    counts = np.zeros(1 << 16, np.int64)
    for letter in letters:
        counts[letter] += 1
    return counts


def _bit_of_letter(counts: Array) -> Array:
    """Give each character a bit: the 63 commonest their own, all others the last together."""
    place, known = np.full(len(counts), 63, np.uint8), np.flatnonzero(counts)
    commonest = known[np.argsort(-counts[known], kind="stable")][:63]
    place[commonest] = np.arange(len(commonest), dtype=np.uint8)
    return place


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _lay(start, letters, bit, cards, chars, used):
    """Lay one column's characters from `used` on, and each value's card."""
    for v in range(len(start) - 1):
        length = min(start[v + 1] - start[v], LONGEST)
        cards[v, 0] = np.uint64(used << 9 | length)
        mask = np.uint64(0)
        for k in range(start[v], start[v] + length):
            letter = letters[k]
            chars[used] = letter
            mask |= np.uint64(1) << np.uint64(bit[letter])
            used += 1
        for k in range(start[v] + length, start[v + 1]):
            chars[used] = letters[k]
            used += 1
        cards[v, 1] = mask
