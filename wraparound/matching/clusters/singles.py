"""Lone records: where a source's people are nearly always found elsewhere, a lone record's best match is likelier."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from wraparound.matching.clusters.components import NamedPairs
from wraparound.matching.compare.memory import Array

MOST = 8.0  # bits
AS_MANY = 20.0  # records that a source as a whole counts for beside those of one kind
Judge = Callable[[Array, Array], Array]
"""Weighs lone records (int32[k]) each against a person (its label, int32[k]), in bits."""


class PairedUp(NamedTuple):
    """Persons with lone records joined, the places of the pairs that joined them, and what those then weigh."""

    person: Array  # int32[n]
    places: Array  # int64[k]
    weight: Array  # float64[k]


class Kinds(NamedTuple):
    """What records are alike in: their source, and the year of birth they tell (any code)."""

    source: Array  # int16[n]
    year: Array  # int32[n]


class _Chances(NamedTuple):
    lone: Array  # float64[n]: bits that being found elsewhere is likelier than not
    again: Array  # float64[n]: bits that a second record of the same source costs


class _Offers(NamedTuple):
    record: Array
    label: Array
    place: Array
    weight: Array


def paired_up(person: Array, *, pairs: NamedPairs, kinds: Kinds, judge: Judge, least: float) -> PairedUp:
    """Join lone records to the one person they fit best, giving the odds what records like them usually have.

    If all but one in a hundred of a source's records of a year of birth have another elsewhere, then before anything
    is compared a record is a hundred times likelier to belong to someone than to nobody: log2(100) bits, at most MOST;
    of two lone records, the less of both. Counts are of this table, with one of each outcome added, so a handful of
    records says little. Whom else the record would fit counts against each; so does a record that the person has in the
    same source already, as rarely as that source holds someone twice. Only by pairs that are free, one to a person.
    """
    chances = _chances(person, kinds)
    offers = _offers(person, pairs=pairs, least=least)
    weight = judge(offers.record, offers.label) + _lift(person, offers=offers, kinds=kinds, chances=chances)
    offers = offers._replace(weight=_against_the_others(offers, weight))
    taken = _taken(offers, least=least)
    new = np.arange(len(person), dtype=person.dtype)
    record, label = offers.record[taken], offers.label[taken]
    new[np.maximum(record, label)] = np.minimum(record, label)
    return PairedUp(new[person], offers.place[taken], offers.weight[taken])


def _chances(person: Array, kinds: Kinds) -> _Chances:
    """Count how often records like each are alone, and how often their source holds a person twice."""
    records = len(person)
    alone = np.bincount(person, minlength=records)[person] == 1
    share = _smoothed(kinds.source, holds=alone)
    year = np.unique(kinds.year, return_inverse=True)[1].reshape(-1)
    kind = np.unique(kinds.source.astype(np.int64) * (records + 1) + year, return_inverse=True)[1].reshape(-1)
    among = np.bincount(kind)[kind]
    lone = (np.bincount(kind, weights=alone)[kind] + AS_MANY * share) / (among + AS_MANY)
    both = np.unique(person.astype(np.int64) * (int(kinds.source.max(initial=0)) + 1) + kinds.source, return_inverse=True)
    twice = np.bincount(both[1].reshape(-1))[both[1].reshape(-1)] > 1
    bits = [np.clip(-np.log2(chance), 0.0, MOST) for chance in (lone, _smoothed(kinds.source, holds=twice))]
    return _Chances(*bits)


def _smoothed(source: Array, *, holds: Array) -> Array:
    """Give each record its source's share of records of which something holds, one of each outcome added."""
    return ((np.bincount(source, weights=holds) + 1.0) / (np.bincount(source) + 2.0))[source]


def _offers(person: Array, *, pairs: NamedPairs, least: float) -> _Offers:
    """List each lone record with every person that a free pair could join it to, by its best pair."""
    alone = np.bincount(person, minlength=len(person))[person] == 1
    hope = np.flatnonzero(pairs.free & (pairs.weight >= least - MOST) & (alone[pairs.left] | alone[pairs.right]))
    left, right = pairs.left[hope], pairs.right[hope]
    record = np.concatenate([left[alone[left]], right[alone[right]]])
    label = np.concatenate([person[right[alone[left]]], person[left[alone[right]]]])
    place = np.concatenate([hope[alone[left]], hope[alone[right]]])
    order = np.lexsort((place, -pairs.weight[place], label, record))
    record, label, place = record[order], label[order], place[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(record) != 0) | (np.diff(label) != 0)
    return _Offers(record[first], label[first], place[first], np.zeros(int(first.sum())))


def _lift(person: Array, *, offers: _Offers, kinds: Kinds, chances: _Chances) -> Array:
    """Give the bits that the counts add to each offer."""
    size = np.bincount(person, minlength=len(person))
    record, label = offers.record, offers.label
    bits = np.where(size[label] == 1, np.minimum(chances.lone[record], chances.lone[label]), chances.lone[record])
    sources = int(kinds.source.max(initial=0)) + 1
    held = np.unique(person.astype(np.int64) * sources + kinds.source)
    again = np.isin(label.astype(np.int64) * sources + kinds.source[record], held)
    return bits - np.where(again, chances.again[record], 0.0)


def _against_the_others(offers: _Offers, weight: Array) -> Array:
    """Weigh each offer against nobody and everyone else whom the record would fit."""
    odds = np.exp2(np.clip(weight, -60.0, 60.0))
    total = np.bincount(offers.record, weights=odds, minlength=int(offers.record.max(initial=0)) + 1)[offers.record]
    return np.where(weight > -60.0, weight - np.log2(1.0 + np.maximum(total - odds, 0.0)), weight)


def _taken(offers: _Offers, *, least: float) -> Array:
    """Choose offers from the best down, so that no record and no person takes part in two."""
    used: set[int] = set()
    chosen = []
    for k in np.lexsort((offers.label, offers.record, -offers.weight)):
        if offers.weight[k] < least:
            break
        record, label = int(offers.record[k]), int(offers.label[k])
        if record not in used and label not in used:
            used |= {record, label}
            chosen.append(k)
    return np.array(chosen, np.int64)
