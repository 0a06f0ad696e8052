"""The canonical order of records, so that nothing depends on the order they came in, and their rows laid out in it."""

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.parting import parted, parting
from wraparound.matching.columns.sharing import cuts_of, threads_for
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import LANES, Array, address, int32_at, prefetch

AHEAD = 16  # rows whose memory is asked for before they are written
Hashes = tuple[Array, Array]  # of each value by its code, and of each list


def ordered(codes: Sequence[Array], *, keys: Sequence[Array], hashes: Hashes, ids: pa.Array | None) -> Array:
    """Order rows by the first blocking key, then by their id or content, wherever they stood in the file."""
    tie = combined(codes, hashes=hashes) if ids is None else _hashes_of(as_text(ids))
    return order_of(combined(keys, hashes=hashes) if keys else tie, tie=tie)


def _hashes_of(ids: pa.Array) -> Array:
    with threads_for(len(ids)) as pool:
        runs = [ids.slice(begin, end - begin) for begin, end in cuts_of(len(ids))]
        return np.concatenate(list(pool.map(content_hashes_of, runs)))


def order_of(key: Array, *, tie: Array) -> Array:
    """Give the canonical order of rows, by the hash of their first blocking key and the hash of their id.

    Cost: a sort, part by part; rows without a key, which may be many, are parted by what decides among them.
    """
    if parting(len(key)) == 0:
        return _in_order(key, tie, np.arange(len(key), dtype=np.int32))
    with threads_for(len(key)) as pool:
        runs = list(pool.map(partial(_apart, key, tie), *zip(*cuts_of(len(key)), strict=True)))
        sides = [[run[2:] for run in runs], [run[:2] for run in runs]]
        del key, runs  # here and below, what was put elsewhere is let go at once: it is most of what is held
        return np.concatenate([_by_parts(sides.pop(), tie, pool) for _ in range(2)])


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _apart(key, tie, begin, end):
    """Tell rows of a run that have no key, with their ties, from those that have, with their keys."""
    none = 0
    for row in range(begin, end):
        none += key[row] == 0
    ties, without = np.empty(none, np.uint64), np.empty(none, np.int32)
    keys, with_key = np.empty(end - begin - none, np.uint64), np.empty(end - begin - none, np.int32)
    none, some = 0, 0
    for row in range(begin, end):
        if key[row] == 0:
            ties[none], without[none] = tie[row], row
            none += 1
        else:
            keys[some], with_key[some] = key[row], row
            some += 1
    return ties, without, keys, with_key


def _by_parts(runs: list[tuple[Array, Array]], tie: Array, pool: Executor) -> Array:
    """Put rows, given run by run as they stand, in the order of their keys and then of their ties."""
    bits = parting(sum(len(key) for key, _ in runs))
    if bits == 0:
        key, rows = (np.concatenate(column) for column in zip(*runs, strict=True))
        return _in_order(key, tie[rows], rows)
    key, rows, edges = parted(runs, bits=bits, pool=pool)
    runs.clear()
    parts = [slice(*run) for run in pairwise(edges.tolist())]
    return np.concatenate(list(pool.map(lambda part: _in_order(key[part], tie[rows[part]], rows[part]), parts)))


def _in_order(key: Array, tie: Array, rows: Array) -> Array:
    """Put some rows in order: by the upper halves of key and tie, and by all of both where those are the same."""
    order = np.argsort((key & np.uint64(0xFFFFFFFF00000000)) | (tie >> np.uint64(32))).astype(np.int32)
    places = np.flatnonzero(_undecided(order, key, tie))
    some = order[places]
    order[places] = some[np.lexsort((some, tie[some], key[some]))]
    return rows[order]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
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
    with threads_for(len(out)) as pool:
        for job in [pool.submit(_mix_all, out, columns, hashes, *run) for run in cuts_of(len(out))]:
            job.result()
    return out


def _mix_all(out: Array, columns: Sequence[Array], hashes: Hashes, begin: int, end: int) -> None:
    for column in columns:
        _mix(out[begin:end], column[begin:end], *hashes)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, forceinline=True)
def mixed(before, content):
    """Hash the content of one column more."""
    return (before * np.uint64(0x9E3779B97F4A7C15)) ^ content


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _mix(out, codes, hashed, of_lists):
    for k in range(len(codes)):
        code = codes[k]
        content = hashed[code] if code > 0 else (of_lists[-code - 1] if code < 0 else np.uint64(0))
        out[k] = mixed(out[k], content)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def hashes_of_lists(start, codes, hashed):
    """Hash each list by its values, whatever their order."""
    out = np.zeros(len(start) - 1, np.uint64)
    for k in range(len(out)):
        for place in range(start[k], start[k + 1]):
            out[k] += hashed[codes[place]]
    return out


def laid_rows(codes: Sequence[Array], *, order: Array) -> Array:
    """Lay the rows side by side in their new order: read in the order given, so that each row is written at once."""
    matrix, place = _aligned_rows(len(order), columns=len(codes)), np.empty(len(order), np.int32)
    columns = np.array([address(column) for column in codes], np.int64)
    with threads_for(len(order)) as pool:
        list(pool.map(lambda run: _places(order, place, *run), cuts_of(len(order))))
        list(pool.map(lambda run: _lay(matrix, address(matrix), columns, place, *run), cuts_of(len(order))))
    return matrix


def _aligned_rows(records: int, *, columns: int) -> Array:
    """Make room for rows of codes, each a whole number of vector steps wide and beginning on a line of memory."""
    width = -(-columns // LANES) * LANES
    room = np.empty(records * width + LANES, np.int32)
    skip = (-room.ctypes.data % 64) // 4
    return room[skip : skip + records * width].reshape(records, width)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _places(order, place, begin, end):
    """Note where each row goes."""
    for k in range(begin, end):
        place[order[k]] = k


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _lay(matrix, first, columns, place, begin, end):
    """Write rows where they go, the memory of each asked for some rows ahead."""
    width = matrix.shape[1]
    for row in range(begin, end):
        prefetch(first + 4 * width * np.int64(place[min(row + AHEAD, end - 1)]))
        at = place[row]
        for k in range(len(columns)):
            matrix[at, k] = int32_at(columns[k], row)
        for k in range(len(columns), width):
            matrix[at, k] = 0
