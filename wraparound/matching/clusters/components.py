"""Components: records joined by a chain of kept pairs, before anyone asks whether the chain holds."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array


class Groups(NamedTuple):
    """Groups of two records or more: group g's records are members[starts[g]:starts[g + 1]], in order."""

    members: Array  # int32[…]
    starts: Array  # int64[groups + 1]


@njit(cache=True, nogil=True)
def _root(parent, k):
    """Find the least record of a set, shortening the way for next time."""
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


@njit(cache=True, nogil=True)
def joined(records, left, right, keep):
    """Give each record the least record that it is joined to by pairs with `keep`, through any chain."""
    parent = np.arange(records).astype(np.int32)
    for k in range(len(left)):
        if keep[k]:
            a, b = _root(parent, left[k]), _root(parent, right[k])
            if a < b:
                parent[b] = a
            else:
                parent[a] = b
    for k in range(records):
        parent[k] = _root(parent, k)
    return parent


def groups_of(label: Array) -> Groups:
    """Gather the records of each label, leaving out records that stand alone."""
    sizes = np.bincount(label, minlength=len(label))
    together = np.flatnonzero(sizes[label] > 1).astype(np.int32)
    members = together[np.argsort(label[together], kind="stable")]
    sizes = sizes[sizes > 1]
    return Groups(members, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))
