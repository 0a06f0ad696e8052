"""Mints ids such as P-7K3M-92QX: short, read aloud without mistakes, and never equal to one used before."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.compare.memory import Array

ALPHABET = np.frombuffer(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", np.uint8)  # Crockford's base 32: no I, L, O or U
FORM = r"^P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"
SYMBOLS = 8
PLACES = (2, 3, 4, 5, 7, 8, 9, 10)  # of the symbols within "P-7K3M-92QX"
TURN = 0x9E3779B97F4A7C15


def minted(founder: Array, *, used: Array) -> Array:
    """Give each of several persons, by the hash of its founding record, a number of 40 bits that nobody ever had.

    founder: uint64[k]; used: int64[…]. Where two want one number, the one of lesser hash has it and the other tries
    its next, so that the outcome is the same in any order.
    """
    codes = np.full(len(founder), -1, np.int64)
    order = np.argsort(founder, kind="stable")
    taken, attempt = np.unique(used), 0
    while len(order):
        wanted = _mixed(founder[order] + np.uint64(attempt * TURN % 2**64))
        first = np.zeros(len(order), np.bool_)
        first[np.unique(wanted, return_index=True)[1]] = True
        free = first & ~np.isin(wanted, taken)
        codes[order[free]] = wanted[free]
        taken = np.union1d(taken, wanted[free])
        order, attempt = order[~free], attempt + 1
    return codes


def shown(codes: Array) -> pa.Array:
    """Write numbers of 40 bits as ids."""
    text = np.tile(np.frombuffer(b"P-____-____", np.uint8), (len(codes), 1))
    for symbol, place in enumerate(PLACES):
        text[:, place] = ALPHABET[(codes >> (5 * (SYMBOLS - 1 - symbol))) & 31]
    begins = np.arange(len(codes) + 1, dtype=np.int32) * text.shape[1]
    return pa.StringArray.from_buffers(len(codes), pa.py_buffer(begins), pa.py_buffer(text))


def code_of(ids: pa.Array) -> Array:
    """Read ids back as numbers, leaving out what is not in our form."""
    ours = ids.filter(pc.fill_null(pc.match_substring_regex(ids, FORM), False))
    if not len(ours):
        return np.zeros(0, np.int64)
    text = np.array(ours.to_pylist(), dtype="S11").view(np.uint8).reshape(len(ours), 11)
    value = np.zeros(256, np.int64)
    value[ALPHABET] = np.arange(32)
    codes = np.zeros(len(ours), np.int64)
    for place in PLACES:
        codes = codes * 32 + value[text[:, place]]
    return codes


def _mixed(hashed: Array) -> Array:
    """Scatter 64 bits and keep 40 (the finaliser of SplitMix64; Steele, Lea and Flood 2014)."""
    hashed = (hashed ^ (hashed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = (hashed ^ (hashed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((hashed ^ (hashed >> np.uint64(31))) >> np.uint64(24)).astype(np.int64)
