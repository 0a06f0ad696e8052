"""Lone records: where a source's people are nearly always found elsewhere, a lone record's best match is likelier."""

from typing import NamedTuple

import numpy as np

from wraparound.matching.clusters.components import NamedPairs
from wraparound.matching.compare.memory import Array

MOST = 8.0  # bits


class PairedUp(NamedTuple):
    """Persons with lone records joined, the places of the pairs that joined them, and what those pairs then weigh."""

    person: Array  # int32[n]
    places: Array  # int64[k]
    weight: Array  # float64[k]


def paired_up(person: Array, *, pairs: NamedPairs, source: Array, least: float) -> PairedUp:
    """Join lone records that are each other's best, giving the odds what their sources' records usually have.

    If all but one in a hundred of a source's records have another elsewhere, a record without one is a hundred times
    rarer than a record with a faint one: log2(100) bits, at most MOST, the less of the two sources'. Only pairs that
    are free are joined.
    """
    records = len(person)
    alone = np.bincount(person, minlength=records)[person] == 1
    lonely = np.bincount(source, weights=alone) / np.maximum(np.bincount(source), 1)
    bits = np.minimum(-np.log2(np.maximum(lonely, 2.0**-MOST)), MOST)[source]
    both = np.flatnonzero(alone[pairs.left] & alone[pairs.right])
    left, right = pairs.left[both], pairs.right[both]
    weight = pairs.weight[both] + np.minimum(bits[left], bits[right])
    best = np.full(records, -np.inf)
    np.maximum.at(best, left, weight)
    np.maximum.at(best, right, weight)
    fit = (weight >= least) & (weight >= best[left]) & (weight >= best[right]) & pairs.free[both]
    at = np.flatnonzero(fit)
    at = at[np.unique(left[at], return_index=True)[1]]
    at = at[np.unique(right[at], return_index=True)[1]]
    at = at[~(np.isin(right[at], left[at]) | np.isin(left[at], right[at]))]
    out = person.copy()
    out[right[at]] = left[at]
    return PairedUp(out, both[at], weight[at])
