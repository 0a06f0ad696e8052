"""The canonical order of records, so that nothing depends on the order they came in, and their rows laid out in it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import LANES, Array, address, int32_at

THREADS = cpu_count() or 1
FEW = 2_000  # rows that are dealt with sooner than threads are started
T = TypeVar("T")
Hashes = tuple[Array, Array]  # of each value by its code, and of each list


def threads_for(rows: int) -> Executor:
    """Give threads to share the work on so many rows; for a few rows, none."""
    return ThreadPoolExecutor(THREADS) if rows > FEW else AtOnce()


class AtOnce(Executor):
    """Does what it is given at once, in the thread that gives it."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Do a piece of work."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def ordered(codes: Sequence[Array], *, keys: Sequence[Array], hashes: Hashes, ids: pa.Array | None) -> Array:
    """Order rows by the first blocking key, then by their id or content, wherever they stood in the file."""
    tie = combined(codes, hashes=hashes) if ids is None else content_hashes_of(as_text(ids))
    return order_of(combined(keys, hashes=hashes) if keys else tie, tie=tie)


def order_of(key: Array, *, tie: Array) -> Array:
    """Give the canonical order of rows, by the hash of their first blocking key and the hash of their id."""
    order = np.argsort((key & np.uint64(0xFFFFFFFF00000000)) | (tie >> np.uint64(32))).astype(np.int32)
    places = np.flatnonzero(_undecided(order, key, tie))
    rows = order[places]
    order[places] = rows[np.lexsort((rows, tie[rows], key[rows]))]
    return order


@njit(cache=True, nogil=True)
def _undecided(order, key, tie):
    """Mark what the upper halves of key and tie leave undecided: equal halves, or different keys with equal halves."""
    half, begin, differ = np.uint64(32), 0, False
    undecided = np.zeros(len(order), np.bool_)
    for k in range(1, len(order) + 1):
        one, other = order[k - 1], order[min(k, len(order) - 1)]
        if k < len(order) and key[one] >> half == key[other] >> half:
            differ |= key[one] != key[other]
            if tie[one] >> half == tie[other] >> half:
                undecided[k - 1] = undecided[k] = True
            continue
        if differ:
            undecided[begin:k] = True
        begin, differ = k, False
    return undecided


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
def hashes_of_lists(start, codes, hashed):
    """Hash each list by its values, whatever their order."""
    out = np.zeros(len(start) - 1, np.uint64)
    for k in range(len(out)):
        for place in range(start[k], start[k + 1]):
            out[k] += hashed[codes[place]]
    return out


def aligned_rows(records: int, *, columns: int) -> Array:
    """Make room for rows of codes, each a whole number of vector steps wide and beginning on a line of memory."""
    width = -(-columns // LANES) * LANES
    room = np.zeros(records * width + LANES, np.int32)
    skip = (-room.ctypes.data % 64) // 4
    return room[skip : skip + records * width].reshape(records, width)


def laid_rows(codes: Sequence[Array], *, order: Array) -> Array:
    """Lay the rows side by side in their new order: read in the order given, so that each row is written at once."""
    matrix, place = aligned_rows(len(order), columns=len(codes)), np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    columns = np.array([address(column) for column in codes], np.int64)
    cuts = np.linspace(0, len(order), THREADS + 1).astype(np.int64)
    with threads_for(len(order)) as pool:
        for job in [pool.submit(_lay, matrix, columns, place, begin, end) for begin, end in pairwise(cuts)]:
            job.result()
    return matrix


@njit(cache=True, nogil=True, _nrt=False)
def _lay(matrix, columns, place, begin, end):
    for row in range(begin, end):
        at = place[row]
        for k in range(len(columns)):
            matrix[at, k] = int32_at(columns[k], row)
