"""Oversized blocks: bounded by asking for one more agreement, and never silently dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wraparound.matching.blocking.blocks import Blocks, grouped, joined, starts_of
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model, Op, Rule


@dataclass(frozen=True)
class Bounded:
    """A rule's blocks with none wider than the bound; `records` are those of blocks that were cut."""

    blocks: Blocks
    records: Array  # int32[…]
    cut: int
    largest: int
    left_out: int  # pairs of wide blocks that are not met


def bounded_blocks(blocks: Blocks, *, store: Store, refine: Sequence[str], widest: int) -> Bounded:
    """Replace each block wider than the bound by its parts that also agree on one further column.

    A part still too wide is cut into runs. The pairs left out are counted: at least so many, since parts overlap.
    """
    sizes = blocks.sizes
    wide = sizes > widest
    largest = int(sizes.max(initial=0))
    if not wide.any():
        return Bounded(blocks, np.zeros(0, np.int32), 0, largest, 0)
    of_wide = np.repeat(wide, sizes)
    records, block = blocks.order[of_wide], np.repeat(np.flatnonzero(wide), sizes[wide]).astype(np.uint64)
    parts = [_parts(records, block, store, column, widest) for column in refine]
    kept = Blocks(blocks.order[~of_wide], starts_of(sizes[~wide]))
    left_out = int(blocks.pairs[wide].sum()) - sum(int(part.pairs.sum()) for part in parts)
    return Bounded(joined([kept, *parts]), records, int(wide.sum()), largest, max(left_out, 0))


def _parts(records: Array, block: Array, store: Store, column: str, widest: int) -> Blocks:
    """Group the records of wide blocks by one further column, each group cut into runs within the bound."""
    code = store.rows.codes[records, store.place[column]]
    given = code > 0
    key = (block * np.uint64(0x9E3779B97F4A7C15)) ^ store.values.hashed[np.maximum(code, 0)]
    order = np.lexsort((records[given], key[given]))
    found = grouped(key[given][order], records=records[given][order])
    runs = -(-found.sizes // widest)
    if not (runs > 1).any():
        return found
    edges = [
        np.linspace(b, e, n + 1).astype(np.int64)[:-1]
        for b, e, n in zip(found.starts, found.starts[1:], runs, strict=False)
    ]
    return Blocks(found.order, np.concatenate([*edges, found.starts[-1:]]))


def refinements(model: Model, *, rule: Rule) -> tuple[str, ...]:
    """Name the columns whose sameness some comparison looks for and the rule does not already ask."""
    tests = (level.test for comparison in model.comparisons for level in comparison.levels)
    names = dict.fromkeys(test.left for test in tests if test.op is Op.SAME and test.left == test.right)
    return tuple(name for name in names if name not in rule.columns)
