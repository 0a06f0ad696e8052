"""The levels that pairs reach, counted by pattern: all that training needs to see of the data."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.blocking.blocks import Blocks, met
from wraparound.matching.columns.sharing import THREADS
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import ALIKE, Program, ProgramAt, RowsAt, ValuesAt, code_at, level_of
from wraparound.matching.compare.memory import Array, address, int64_at, prefetch
from wraparound.matching.compare.strings import working_room
from wraparound.matching.scoring.kernels import Permits, permitted
from wraparound.matching.scoring.passes import AHEAD, ask_for

NARROW = 200  # records of a block whose pairs are learnt from
SHARES = 6, 4, 2, 0  # bits by which a share of the blocks is gathered, until it has pairs enough


@dataclass(frozen=True)
class Patterns:
    """Patterns of levels, one place for each comparison, and how many pairs show each."""

    levels: Array  # int8[patterns, comparisons]
    counts: Array  # int64[patterns]


NONE = Patterns(np.zeros((0, 0), np.int8), np.zeros(0, np.int64))


class Machine(NamedTuple):
    """Where all that grading a pair reads lies."""

    rows: RowsAt
    values: ValuesAt
    program: ProgramAt


def patterns_of(left: Array, *, right: Array, store: Store, program: Program) -> Patterns:
    """Grade pairs of records on every comparison and count the patterns, sorted."""
    comparisons = len(program.first) - 1
    levels = np.empty((len(left), comparisons), np.int8)
    cuts = np.linspace(0, len(left), THREADS + 1).astype(np.int64)
    with ThreadPoolExecutor(THREADS) as pool:
        looked = np.unique(program.steps[program.steps[:, 0] == ALIKE, 1])
        at, rooms = Machine(store.rows.at(), store.values.at(), program.at()), [working_room() for _ in cuts[1:]]
        parts = [
            pool.submit(_grade, levels[b:e], left[b:e], right[b:e], looked, at, address(room))
            for b, e, room in zip(cuts[:-1], cuts[1:], rooms, strict=True)
        ]
        for part in parts:
            part.result()
    return _counted(levels)


def together(patterns: Sequence[Patterns]) -> Patterns:
    """Put patterns counted apart together, as if all their pairs had been graded at once."""
    return _counted(np.concatenate([np.repeat(one.levels, one.counts, axis=0) for one in patterns]))


def _counted(levels: Array) -> Patterns:
    """Count equal rows: as one number each while the levels of all comparisons fit into 63 bits."""
    wide = int(levels.max(initial=0)) + 1
    if wide ** levels.shape[1] >= 1 << 63:
        return Patterns(*np.unique(levels, axis=0, return_counts=True))
    packed = levels.astype(np.int64) @ (wide ** np.arange(levels.shape[1], dtype=np.int64))
    _, first, counts = np.unique(packed, return_index=True, return_counts=True)
    return Patterns(levels[first], counts)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _grade(levels, left, right, looked, at, room):
    """Grade pairs; what a pair reads is asked of memory some pairs ahead: its rows, then its values, then letters."""
    last = len(left) - 1
    for k in range(len(left)):
        for record in (left[min(k + AHEAD, last)], right[min(k + AHEAD, last)]):
            ask_for(record, at.rows)
        for column in looked:
            for records in (left, right):
                soon, sooner = records[min(k + AHEAD // 2, last)], records[min(k + AHEAD // 4, last)]
                prefetch(at.values.cards + 16 * np.int64(max(code_at(at.rows, np.int64(soon), column), 0)))
                card = int64_at(at.values.cards, 2 * np.int64(max(code_at(at.rows, np.int64(sooner), column), 0)))
                prefetch(at.values.chars + 2 * (card >> 9))
        i, j = np.int64(left[k]), np.int64(right[k])
        for comparison in range(levels.shape[1]):
            levels[k, comparison] = level_of(comparison, i, j, at.rows, at.values, at.program, room)


def random_pairs(permits: Permits, *, most: int, seed: int) -> tuple[Array, Array]:
    """Draw pairs of different records that may be compared; for small tables take every pair once."""
    n = len(permits.source)
    if n * (n - 1) // 2 <= most:
        left, right = (half.astype(np.int32) for half in np.triu_indices(n, 1))
    else:
        chance = np.random.default_rng(seed)
        left = chance.integers(0, n, most, dtype=np.int32)
        right = (left + chance.integers(1, n, most, dtype=np.int32)) % np.int32(n)
    fit = _permitted(left, right, permits)
    return left[fit], right[fit]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _permitted(left, right, permits):
    fit = np.empty(len(left), np.bool_)
    for k in range(len(left)):
        fit[k] = permitted(left[k], right[k], permits)
    return fit


def first_blocks(keys: Array, *, records: Array, most: int, widest: int = NARROW) -> Blocks:
    """Gather the blocks that are first by their keys, enough of them for `most` pairs if all together have so many."""
    for bits in SHARES:
        some = keys <= np.uint64((1 << 64 - bits) - 1)
        blocks = met(keys[some], records=records[some])
        if int(blocks.pairs[blocks.sizes <= widest].sum()) >= most:
            break
    return blocks


def first_pairs(keys: Array, *, records: Array, permits: Permits, most: int) -> tuple[Array, Array]:
    """List what `pairs_within` lists of all blocks, without gathering those that it comes to no more."""
    return pairs_within(first_blocks(keys, records=records, most=most), permits=permits, most=most)


def pairs_within(blocks: Blocks, *, permits: Permits, most: int, widest: int = NARROW) -> tuple[Array, Array]:
    """List pairs of whole blocks, in the order of their hashed keys (as good as random), until there are `most`."""
    narrow = np.flatnonzero(blocks.sizes <= widest)
    take = narrow[: np.searchsorted(np.cumsum(blocks.pairs[narrow]), most) + 1]
    left, right = _listed(blocks.order, blocks.starts, take, int(blocks.pairs[take].sum()))
    fit = _permitted(left, right, permits) & (left != right)
    return left[fit], right[fit]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _listed(order, starts, take, total):
    left, right = np.empty(total, np.int32), np.empty(total, np.int32)
    k = 0
    for block in take:
        for x in range(starts[block], starts[block + 1]):
            for y in range(x + 1, starts[block + 1]):
                left[k], right[k] = min(order[x], order[y]), max(order[x], order[y])
                k += 1
    return left, right
