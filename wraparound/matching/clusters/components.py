"""Components: records joined by a chain of kept pairs, before anyone asks whether the chain holds."""

from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array

WIDEST = 256  # records of a component that are judged together; a wider one is taken apart at a higher bar first
STEP = 3.0  # bits by which the bar is raised
HIGHEST = 90.0  # bits: no pair says more


class NamedPairs(NamedTuple):
    """Kept pairs as clustering sees them: weights after proof, and whether a pair is free to be joined at all."""

    left: Array  # int32[k]
    right: Array  # int32[k]
    weight: Array  # float64[k]
    free: Array  # bool[k]


class Groups(NamedTuple):
    """Groups of two records or more: group g's records are members[starts[g]:starts[g + 1]], in order."""

    members: Array  # int32[…]
    starts: Array  # int64[groups + 1]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _root(parent, k):
    """Find the least record of a set, shortening the way for next time."""
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def join(parent, left, right, keep):
    """Join records by pairs with `keep`: the lesser of two sets' first records leads both."""
    for k in range(len(left)):
        if keep[k]:
            a, b = _root(parent, left[k]), _root(parent, right[k])
            if a < b:
                parent[b] = a
            else:
                parent[a] = b


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def sizes_of(label):
    """Count the records of each label, int32[n]."""
    sizes = np.zeros(len(label), np.int32)
    for k in range(len(label)):
        sizes[label[k]] += 1
    return sizes


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def settle(parent):
    """Let each record name the least record that it is joined to, through any chain."""
    for k in range(len(parent)):
        parent[k] = _root(parent, k)


def groups_of(label: Array) -> Groups:
    """Gather the records of each label, leaving out records that stand alone."""
    sizes = sizes_of(label)
    together = np.flatnonzero((sizes > 1)[label]).astype(np.int32)
    members = together[np.argsort(label[together], kind="stable")]
    sizes = sizes[sizes > 1]
    return Groups(members, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))


def within(records: int, *, runs: Iterable[NamedPairs], least: float) -> Array:
    """Join records by pairs of at least `least` bits, and by a higher bar wherever that makes too wide a component.

    `runs` are the pairs, given anew each time they are asked for. Gives the label (least record) of each record's
    component, none wider than WIDEST unless all its links are beyond doubt.
    """
    raised = np.zeros(records, np.int8)  # steps, for the pairs of which a record is the left one
    for step in count(1):
        label = np.arange(records, dtype=np.int32)
        for pairs in runs:
            join(label, pairs.left, pairs.right, pairs.weight >= least + STEP * raised[pairs.left])
        settle(label)
        wide = sizes_of(label) > WIDEST
        if not wide.any() or least + STEP * (step - 1) > HIGHEST:
            break
        raised[wide[label]] = step
    return label
