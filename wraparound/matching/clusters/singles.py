"""Persons seldom found: where nearly everyone like them is found elsewhere too, their best match is likelier."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.clusters.components import NamedPairs
from wraparound.matching.compare.memory import Array

MOST = 8.0  # bits
AS_MANY = 20.0  # records or persons that a source as a whole counts for beside those of one year of birth
Judge = Callable[[Array, Array], Array]
"""Weighs persons (labels, int32[k]) each against another (int32[k]), their records judged together, in bits."""


class PairedUp(NamedTuple):
    """Persons after more were joined, the places of the pairs that joined them, and what those then weigh."""

    person: Array  # int32[n]
    places: Array  # int64[k]
    weight: Array  # float64[k]


class Kinds(NamedTuple):
    """What records are alike in: their source, and the year of birth they tell."""

    source: Array  # int16[n]
    year: Array  # int[n], numbered from 0


class _Offers(NamedTuple):
    """Two persons who may be one, the lesser label first, and the best pair of their records."""

    one: Array  # int32[k]
    other: Array  # int32[k]
    place: Array  # int64[k]


def paired_up(person: Array, *, pairs: NamedPairs, kinds: Kinds, judge: Judge, least: float) -> PairedUp:
    """Join persons to the one person they fit best, giving the odds what persons like them usually have.

    If all but one in a hundred of a source's records of a year of birth have another elsewhere, then before anything
    is compared a lone record is a hundred times likelier to belong to someone than to nobody: log2(100) bits, at most
    MOST; of two lone records, the less of both. So is a person of several records whom a source lacks that holds all
    but one in a hundred of that year, and holds the other. Against it counts each source that holds both, as rarely as
    it holds someone twice, and whom else the person would fit. All shares are of this table, with one of each outcome
    added, so a handful of records says little; what was wrongly left apart makes them too careful, never too bold. Only
    free pairs join, and nobody is joined twice.
    """
    offers = _offers(person, pairs=pairs, least=least)
    lift = _lift(person, offers=offers, kinds=kinds)
    hope = pairs.weight[offers.place] + lift >= least
    offers, lift = _Offers(*(column[hope] for column in offers)), lift[hope]
    weight = _against_the_others(offers, weight=judge(offers.one, offers.other) + lift)
    taken = _taken(offers, weight=weight, least=least)
    new = np.arange(len(person), dtype=person.dtype)
    new[offers.other[taken]] = offers.one[taken]
    return PairedUp(new[person], offers.place[taken], weight[taken])


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


def _lift(person: Array, *, offers: _Offers, kinds: Kinds) -> Array:
    """Give the bits that the table's shares add to each offer, by whichever of the two is the more seldom so."""
    size = np.bincount(person, minlength=len(person)).astype(np.int32)
    labels = np.unique(np.concatenate([offers.one, offers.other]))
    lone = _bits(_share(kinds, holds=size[person] == 1, of=labels))
    place = np.full(len(person), -1, np.int32)
    place[labels] = np.arange(len(labels), dtype=np.int32)
    held = _held(place[person], labels=len(labels), source=kinds.source)
    covered, twice = _told(person, kinds=kinds, labels=labels, several=size > 1)
    one, other, rare = place[offers.one], place[offers.other], _bits(1.0 - covered)
    lacking = [
        np.where(size[labels[a]] == 1, lone[a], (rare[a] * (held[b] & ~held[a])).max(axis=1, initial=0.0))
        for a, b in ((one, other), (other, one))
    ]
    both_alone = (size[offers.one] == 1) & (size[offers.other] == 1)
    bits = np.where(both_alone, np.minimum(*lacking), np.maximum(*lacking))
    return bits - (held[one] & held[other]) @ _bits(twice)


def _bits(chance: Array) -> Array:
    return np.clip(-np.log2(np.maximum(chance, 2.0**-MOST)), 0.0, MOST)


def _share(kinds: Kinds, *, holds: Array, of: Array) -> Array:
    """Give for some records the share, among their source's of their year of birth, of those of which it holds."""
    sources, years = int(kinds.source.max(initial=0)) + 1, int(kinds.year.max(initial=0)) + 1
    of_source = (np.bincount(kinds.source[holds], minlength=sources) + 1.0) / (np.bincount(kinds.source) + 2.0)
    kind = kinds.source.astype(np.int64) * years + kinds.year
    among, held = np.bincount(kind)[kind[of]], np.bincount(kind[holds], minlength=sources * years)[kind[of]]
    return (held + AS_MANY * of_source[kinds.source[of]]) / (among + AS_MANY)


def _held(place: Array, *, labels: int, source: Array) -> Array:
    """Say of each of some persons which sources hold them, [labels, sources]; place: of each record's, -1 of others."""
    held, met = np.zeros((labels, int(source.max(initial=0)) + 1), np.bool_), place >= 0
    held[place[met], source[met]] = True
    return held


def _told(person: Array, *, kinds: Kinds, labels: Array, several: Array) -> tuple[Array, Array]:
    """Give, for each of some persons, the share of persons of their year of birth that each source holds.

    Counted among persons of several records, since of the others it is not known whether they are whole. And give, for
    each source, the share of its records whose person it holds more than once.
    """
    born = np.zeros(len(person), np.int32)
    np.maximum.at(born, person, kinds.year.astype(np.int32))
    sources = int(kinds.source.max(initial=0)) + 1
    count, again = np.zeros((int(kinds.year.max(initial=0)) + 1, sources), np.int64), np.zeros(sources, np.int64)
    key = person.astype(np.int64) * sources + kinds.source
    key.sort()
    _tally(key, several, born, count, again)
    persons = np.bincount(born[several], minlength=len(count))
    overall = (count.sum(axis=0) + 1.0) / (persons.sum() + 2.0)
    covered = (count + AS_MANY * overall) / (persons + AS_MANY)[:, None]
    return covered[born[labels]], (again + 1.0) / (np.bincount(kinds.source, minlength=sources) + 2.0)


@njit(cache=True, nogil=True)
def _tally(key, several, born, count, again):
    """Count the persons of several records by year and source, and each source's records of whom it holds twice."""
    sources, begin = len(again), 0
    for end in range(1, len(key) + 1):
        if end < len(key) and key[end] == key[begin]:
            continue
        person, source = key[begin] // sources, key[begin] % sources
        if several[person]:
            count[born[person], source] += 1
        if end - begin > 1:
            again[source] += end - begin
        begin = end


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
