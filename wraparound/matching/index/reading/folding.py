"""Text folded as `kernel.names.folded` does, character by character, for what is written in Latin letters."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import int64_at
from wraparound.matching.index.block import put_uint8, uint8_at
from wraparound.matching.index.reading.desk import FOLDS
from wraparound.matching.index.reading.lexicon import CHARACTERS, NOT_READ

SPACE = 32


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def after(raw, at, characters):
    """Give the place after so many characters of UTF-8."""
    for _ in range(characters):
        at += 1
        while uint8_at(raw, at) & 0xC0 == 0x80:
            at += 1
    return at


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _character_at(raw, at):
    """Read a character of up to three bytes, or one beyond those that are read."""
    byte = np.int64(uint8_at(raw, at))
    if byte < 0x80:
        return byte
    second = np.int64(uint8_at(raw, at + 1)) & 0x3F
    if byte < 0xE0:
        return (byte & 0x1F) << 6 | second
    return (byte & 0x0F) << 12 | second << 6 | np.int64(uint8_at(raw, at + 2)) & 0x3F if byte < 0xF0 else CHARACTERS


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def fold(desk, raw, begin, end, out):
    """Write a text folded to out; give its length, or -1 where a character is not read."""
    length, at, folds = 0, begin, int64_at(desk, FOLDS)
    while at < end:
        character = _character_at(raw, at)
        found = int64_at(folds, character) if character < CHARACTERS else NOT_READ
        if found == NOT_READ:
            return -1
        for k in range(found >> 56):
            byte = (found >> (8 * k)) & 255
            if byte != SPACE or (length > 0 and uint8_at(out, length - 1) != SPACE):
                put_uint8(out, length, byte)
                length += 1
        at = after(raw, at, 1)
    return length - 1 if length > 0 and uint8_at(out, length - 1) == SPACE else length
