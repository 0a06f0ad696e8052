"""Records left alone: where a source's people are nearly always found elsewhere, a lone record's best match is likelier."""

import numpy as np

from wraparound.matching.clusters.components import NamedPairs
from wraparound.matching.compare.memory import Array

MOST = 8.0  # bits


def paired_up(person: Array, *, pairs: NamedPairs, source: Array, least: float) -> Array:
    """Join lone records that are each other's best, giving the odds what their sources' records usually have.

    If all but one in a hundred of a source's records have another elsewhere, a record without one is a hundred times
    rarer than a record with a faint one: log2(100) bits, at most MOST, the less of the two sources'.
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
    first = np.unique(left[fit], return_index=True)[1]
    left, right = left[fit][first], right[fit][first]
    first = np.unique(right, return_index=True)[1]
    out = person.copy()
    taken = np.isin(right[first], left) | np.isin(left[first], right)
    out[right[first][~taken]] = left[first][~taken]
    return out
