"""The canonical order of records: by what they hold, wherever they stood in the file."""

from collections.abc import Sequence

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array

Hashes = tuple[Array, Array]  # of each value by its code, and of each list


def order_of(key: Array, *, tie: Array) -> Array:
    """Give the canonical order of rows, by the hash of their first blocking key and the hash of their id."""
    order = np.argsort((key & np.uint64(0xFFFFFFFF00000000)) | (tie >> np.uint64(32)))
    joint = key[order] >> np.uint64(32)
    if np.any((joint[1:] == joint[:-1]) & (tie[order][1:] >> np.uint64(32) == tie[order][:-1] >> np.uint64(32))):
        order = np.lexsort((tie, key))
    return order.astype(np.int32)


def combined(columns: Sequence[Array], *, hashes: Hashes) -> Array:
    """Hash the contents of several columns of each row into one number."""
    out = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        _mix(out, column, *hashes)
    return out


@njit(cache=True, nogil=True)
def _mix(out, codes, hashed, of_lists):
    for k in range(len(codes)):
        code = codes[k]
        content = hashed[code] if code > 0 else (of_lists[-code - 1] if code < 0 else np.uint64(0))
        out[k] = (out[k] * np.uint64(0x9E3779B97F4A7C15)) ^ content


@njit(cache=True, nogil=True)
def of_lists(start, codes, hashed):
    """Hash each list by its values, whatever their order."""
    out = np.zeros(len(start) - 1, np.uint64)
    for k in range(len(out)):
        for place in range(start[k], start[k + 1]):
            out[k] += hashed[codes[place]]
    return out
