"""What is left of an index: its records without those gone, each value once and counted again, as if built today."""

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array
from wraparound.matching.index import block as slots
from wraparound.matching.index.building import Contents
from wraparound.matching.index.snapshot import Snapshot


def contents_left(snapshot: Snapshot) -> Contents:
    """Gather the records that are not gone, with the values that they still have."""
    arrays, block, width = snapshot.arrays, snapshot.block, len(snapshot.about.columns)
    used, values = snapshot.used, int(block[slots.VALUE])
    gone = np.unpackbits(arrays["gone"].view(np.uint8), bitorder="little")[:used].astype(np.bool_)
    codes = arrays["codes"][: used * width].reshape(used, width)[~gone]
    codes, start, listed = _lists(codes, arrays["list_start"], arrays["list_codes"])
    column, counts = _counted(codes, start, listed, values)
    order = np.lexsort((arrays["hashed"][:values], column))
    order = order[np.searchsorted(column[order], 0) :]
    base = 1 + np.searchsorted(column[order], np.arange(width + 1)).astype(np.int64)
    onto = np.zeros(values, np.int32)
    onto[order] = np.arange(1, len(order) + 1, dtype=np.int32)
    kept = {
        "codes": np.where(codes > 0, onto[np.maximum(codes, 0)], codes).astype(np.int32).reshape(-1),
        "list_start": start,
        "list_codes": onto[listed].astype(np.int32),
        "log_frequency": np.concatenate([[0.0], _log_shares(counts[order], base)]),
        "number": np.concatenate([[np.nan], arrays["number"][order]]),
        "hashed": np.concatenate([np.zeros(1, np.uint64), arrays["hashed"][order]]),
    }
    kept |= _texts_kept(arrays["cards"].reshape(-1, 2)[order], arrays["chars"])
    return Contents(snapshot.about.columns, base, kept | _labels_kept(arrays, np.flatnonzero(~gone)))


def _log_shares(counts: Array, base: Array) -> Array:
    """Give log2 of each value's share of its column's values."""
    edges = (base - 1)[:-1]
    totals = np.array([counts[b:e].sum() for b, e in zip(base[:-1] - 1, base[1:] - 1, strict=True)])
    if not len(counts):
        return np.zeros(0)
    return np.log2(counts / np.repeat(totals, np.diff(np.append(edges, len(counts)))))


def _texts_kept(cards: Array, chars: Array) -> dict[str, Array]:
    """Copy the characters of the values kept, side by side."""
    lengths = (cards[:, 0] & np.uint64(511)).astype(np.int64)
    starts = (cards[:, 0] >> np.uint64(9)).astype(np.int64)
    ends = np.cumsum(lengths)
    begin = ends - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(begin, lengths)
    made = np.zeros((len(cards) + 1, 2), np.uint64)
    made[1:, 0] = (begin << 9 | lengths).astype(np.uint64)
    made[1:, 1] = cards[:, 1]
    return {"cards": made.reshape(-1), "chars": chars[np.repeat(starts, lengths) + within]}


def _labels_kept(arrays: dict[str, Array], rows: Array) -> dict[str, Array]:
    """Copy the keys and persons of the records kept."""
    packed = arrays["labels"][rows]
    starts, key, person = packed >> 24, packed >> 12 & 4095, packed & 4095
    lengths = key + person
    begin = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(begin, lengths)
    raw = arrays["label_bytes"][np.repeat(starts, lengths) + within]
    return {"labels": begin << 24 | key << 12 | person, "label_bytes": raw}


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _lists(codes, list_start, list_codes):
    """Give the lists that are still used new numbers."""
    rows, width = codes.shape
    count, length = 0, 0
    for row in range(rows):
        for column in range(width):
            if codes[row, column] < 0:
                count += 1
                length += list_start[-codes[row, column]] - list_start[-codes[row, column] - 1]
    made, start, listed = codes.copy(), np.zeros(count + 1, np.int64), np.empty(length, np.int32)
    count, length = 0, 0
    for row in range(rows):
        for column in range(width):
            code = codes[row, column]
            if code < 0:
                for k in range(list_start[-code - 1], list_start[-code]):
                    listed[length] = list_codes[k]
                    length += 1
                count += 1
                start[count] = length
                made[row, column] = -count
    return made, start, listed


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _counted(codes, start, listed, values):
    """Say which column each value is of (-1: none has it any more) and how many records have it."""
    column_of, counts = np.full(values, -1, np.int64), np.zeros(values, np.int64)
    for row in range(codes.shape[0]):
        for column in range(codes.shape[1]):
            code = codes[row, column]
            if code > 0:
                column_of[code] = column
                counts[code] += 1
            elif code < 0:
                for k in range(start[-code - 1], start[-code]):
                    column_of[listed[k]] = column
                    counts[listed[k]] += 1
    return column_of, counts
