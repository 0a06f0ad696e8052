"""What is counted of a whole table: the pairs that could be met, and of what kind each record is."""

import numpy as np

from wraparound.matching.clusters.usual import Kinds
from wraparound.matching.columns.store import Store, keys_to_order_by
from wraparound.matching.compare.memory import Array, in_runs
from wraparound.matching.scoring.kernels import Permits


def possible_pairs(permits: Permits) -> float:
    """Count the pairs of records that could have been met."""
    sizes = np.bincount(permits.source).astype(float)
    barred = np.ones(len(sizes), bool) if permits.across_only else permits.forbidden[: len(sizes)]
    return max((sizes.sum() ** 2 - np.square(sizes[barred]).sum() - sizes[~barred].sum()) / 2, 1.0)


def kinds_of(store: Store) -> Kinds:
    """Say by what records are alike in whether they are found elsewhere: source and year of birth, in any table."""
    return Kinds(store.source, years_of(store))


def years_of(store: Store) -> Array:
    """Hash each record's years of birth, uint64[n], so that they are the same in every part of a table."""
    by = [name for name in ("birth_year",) if name in store.place]
    return keys_to_order_by(store, by=by) if by else np.zeros(len(store), np.uint64)


def numbered(values: Array) -> Array:
    """Give each value its number among all by size, int32[n], from 0; as fast as few of them differ."""
    different, numbers = np.zeros(0, values.dtype), np.empty(len(values), np.int32)
    for run in in_runs(len(values)):
        different = np.union1d(different, values[run])
    for run in in_runs(len(values)):
        numbers[run] = np.searchsorted(different, values[run])
    return numbers
