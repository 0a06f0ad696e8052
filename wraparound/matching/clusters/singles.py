"""Persons seldom found: where nearly everyone like them is found elsewhere too, their best match is likelier."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from wraparound.matching.clusters.components import NamedPairs, sizes_of
from wraparound.matching.clusters.usual import Kinds, Usual, born_of, usual_in
from wraparound.matching.compare.memory import Array, in_runs

MOST = 8.0  # bits
Judge = Callable[[Array, Array], Array]
"""Weighs persons (labels, int32[k]) each against another (int32[k]), their records judged together, in bits."""


class PairedUp(NamedTuple):
    """Persons after more were joined, the places of the pairs that joined them, and what those then weigh.

    `usual` are the shares it went by, `hoped` the two persons (labels before) of every offer that was weighed.
    """

    person: Array  # int32[n]
    places: Array  # int64[k]
    weight: Array  # float64[k]
    usual: Usual
    hoped: Array  # int32[offers, 2]


class _Offers(NamedTuple):
    """Two persons who may be one, the lesser label first, and the best pair of their records."""

    one: Array  # int32[k]
    other: Array  # int32[k]
    place: Array  # int64[k]


def paired_up(
    person: Array, *, pairs: NamedPairs, kinds: Kinds, judge: Judge, least: float, usual: Usual | None = None
) -> PairedUp:
    """Join persons to the one person they fit best, giving the odds what persons like them usually have.

    If all but one in a hundred of a source's records of a year of birth have another elsewhere, then before anything
    is compared a lone record is a hundred times likelier to belong to someone than to nobody: log2(100) bits, at most
    MOST; of two lone records, the less of both. So is a person of several records whom a source lacks that holds all
    but one in a hundred of that year, and holds the other. Against it counts each source that holds both, as rarely as
    it holds someone twice, and whom else the person would fit. The shares are of this table (`usual_in`),
    unless others are given; what was wrongly left apart makes them too careful, never too bold. Only free pairs join,
    and nobody is joined twice.
    """
    offers, usual = _offers(person, pairs=pairs, least=least), usual or usual_in(person, kinds=kinds)
    lift = _lift(person, offers=offers, kinds=kinds, usual=usual)
    hope = pairs.weight[offers.place] + lift >= least
    offers, lift = _Offers(*(column[hope] for column in offers)), lift[hope]
    weight = _against_the_others(offers, weight=judge(offers.one, offers.other) + lift)
    taken = _taken(offers, weight=weight, least=least)
    new = np.arange(len(person), dtype=person.dtype)
    new[offers.other[taken]] = offers.one[taken]
    hoped = np.column_stack([offers.one, offers.other])
    return PairedUp(new[person], offers.place[taken], weight[taken], usual, hoped)


def _offers(person: Array, *, pairs: NamedPairs, least: float) -> _Offers:
    """List every two persons whom a free pair could join, by their best pair."""
    hope = np.flatnonzero(pairs.free & (pairs.weight >= least - MOST))
    hope = hope[person[pairs.left[hope]] != person[pairs.right[hope]]]
    left, right = person[pairs.left[hope]], person[pairs.right[hope]]
    one, other = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((hope, -pairs.weight[hope], other, one))
    one, other, place = one[order], other[order], hope[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(one) != 0) | (np.diff(other) != 0)
    return _Offers(one[first], other[first], place[first])


def _lift(person: Array, *, offers: _Offers, kinds: Kinds, usual: Usual) -> Array:
    """Give the bits that the usual shares add to each offer, by whichever of the two is the more seldom so."""
    size = sizes_of(person)
    labels = np.unique(np.concatenate([offers.one, offers.other]))
    year = usual.column_of(born_of(person, year=kinds.year)[labels])
    lone = _bits(usual.lone[kinds.source[labels], year])
    place = np.full(len(person), -1, np.int32)
    place[labels] = np.arange(len(labels), dtype=np.int32)
    held = _held(person, place=place, labels=len(labels), source=kinds.source)
    rare = _bits(1.0 - usual.covered[: held.shape[1], year].T)
    one, other = place[offers.one], place[offers.other]
    lacking = [
        np.where(size[labels[a]] == 1, lone[a], (rare[a] * (held[b] & ~held[a])).max(axis=1, initial=0.0))
        for a, b in ((one, other), (other, one))
    ]
    both_alone = (size[offers.one] == 1) & (size[offers.other] == 1)
    bits = np.where(both_alone, np.minimum(*lacking), np.maximum(*lacking))
    for source, twice in enumerate(_bits(usual.twice[: held.shape[1]])):  # one after another, so that no sum differs
        bits = bits - (held[one, source] & held[other, source]) * twice
    return bits


def _bits(chance: Array) -> Array:
    return np.clip(-np.log2(np.maximum(chance, 2.0**-MOST)), 0.0, MOST)


def _held(person: Array, *, place: Array, labels: int, source: Array) -> Array:
    """Say of each of some persons which sources hold them, [labels, sources]; place: of each, -1 of others."""
    held = np.zeros((labels, int(source.max(initial=0)) + 1), np.bool_)
    for run in in_runs(len(person)):
        at = place[person[run]]
        held[at[at >= 0], source[run][at >= 0]] = True
    return held


def _against_the_others(offers: _Offers, *, weight: Array) -> Array:
    """Weigh each offer against nobody and everyone else whom either person would fit."""
    odds = np.exp2(np.clip(weight, -60.0, 60.0))
    ends = np.concatenate([offers.one, offers.other])
    total = np.bincount(ends, weights=np.tile(odds, 2), minlength=1)
    others = total[offers.one] + total[offers.other] - 2.0 * odds if len(ends) else odds
    return weight - np.log2(1.0 + np.maximum(others, 0.0))


def _taken(offers: _Offers, *, weight: Array, least: float) -> Array:
    """Choose offers from the best down, so that no person takes part in two."""
    used: set[int] = set()
    chosen = []
    for k in np.lexsort((offers.other, offers.one, -weight)):
        if weight[k] < least:
            break
        one, other = int(offers.one[k]), int(offers.other[k])
        if one not in used and other not in used:
            used |= {one, other}
            chosen.append(k)
    return np.array(chosen, np.int64)
