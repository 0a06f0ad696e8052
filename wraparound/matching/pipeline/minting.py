"""Mints ids such as P-7K3M-92QX: short, read aloud without mistakes, and never equal to one used before."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.letters import bytes_of
from wraparound.matching.compare.memory import Array, in_runs

ALPHABET = np.frombuffer(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", np.uint8)  # Crockford's base 32: no I, L, O or U
FORM = r"^P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"
BLANK = np.frombuffer(b"P-____-____", np.uint8)
SYMBOLS = 8
PLACES = (2, 3, 4, 5, 7, 8, 9, 10)  # of the symbols within "P-7K3M-92QX"
TURN = 0x9E3779B97F4A7C15


def minted(founder: Array, *, used: Array) -> Array:
    """Give each of several persons, by the hash of its founding record, a number of 40 bits that nobody ever had.

    founder: uint64[k]; used: int64[…]. Where two want one number, the one of lesser hash has it and the other tries
    its next, so that the outcome is the same in any order. Needs 17 bytes a person, and 16 for each number used.
    """
    codes, used = _mixed(founder), np.sort(used)
    taken = np.concatenate([used, codes])
    taken.sort()
    again = np.flatnonzero(_are_among(codes, of=taken[1:][taken[1:] == taken[:-1]]))
    order, against, given, attempt = again[np.argsort(founder[again], kind="stable")], used, used[:0], 0
    while len(order):
        wanted = _mixed(founder[order] + np.uint64(attempt * TURN % 2**64))
        free = np.zeros(len(order), np.bool_)
        free[np.unique(wanted, return_index=True)[1]] = True
        free &= ~_are_among(wanted, of=against) & ~_are_among(wanted, of=given)
        codes[order[free]] = wanted[free]
        given = np.union1d(given, wanted[free])
        order, against, attempt = order[~free], taken, attempt + 1
    return codes


def shown(codes: Array) -> pa.Array:
    """Write numbers of 40 bits as ids, whose alphabetical order is that of the numbers."""
    text = np.empty((len(codes), len(BLANK)), np.uint8)
    text[:] = BLANK
    for run in in_runs(len(codes)):
        for symbol, place in enumerate(PLACES):
            text[run, place] = ALPHABET[(codes[run] >> (5 * (SYMBOLS - 1 - symbol))) & 31]
    begins = np.arange(len(codes) + 1, dtype=np.int32) * np.int32(len(BLANK))
    return pa.StringArray.from_buffers(len(codes), pa.py_buffer(begins), pa.py_buffer(text))


def code_of(ids: pa.Array) -> Array:
    """Read ids back as numbers, leaving out what is not in our form."""
    ours = ids.filter(pc.fill_null(pc.match_substring_regex(ids, FORM), False))
    if not len(ours):
        return np.zeros(0, np.int64)
    offsets, raw = bytes_of(ours)
    text = raw[offsets[0] : offsets[-1]].reshape(len(ours), len(BLANK))
    value, codes = np.zeros(256, np.int64), np.zeros(len(ours), np.int64)
    value[ALPHABET] = np.arange(32)
    for run in in_runs(len(codes)):
        for place in PLACES:
            codes[run] = codes[run] * 32 + value[text[run, place]]
    return codes


def _mixed(hashed: Array) -> Array:
    """Scatter 64 bits and keep 40 (the finaliser of SplitMix64; Steele, Lea and Flood 2014)."""
    codes = np.empty(len(hashed), np.int64)
    for run in in_runs(len(hashed)):
        some = hashed[run]
        some = (some ^ (some >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        some = (some ^ (some >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        codes[run] = (some ^ (some >> np.uint64(31))) >> np.uint64(24)
    return codes


def _are_among(codes: Array, *, of: Array) -> Array:
    """Say of each number whether it is one of some, which are in order."""
    among = np.zeros(len(codes), np.bool_)
    for run in in_runs(len(codes)) if len(of) else ():
        among[run] = of[np.minimum(np.searchsorted(of, codes[run]), len(of) - 1)] == codes[run]
    return among
