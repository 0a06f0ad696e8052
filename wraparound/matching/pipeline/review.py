"""The short list of links that a person should settle, those first whose answer settles most."""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.clusters.components import sizes_of
from wraparound.matching.compare.memory import Array, in_runs
from wraparound.matching.pipeline.link import Linked

WORTH_ASKING = -5.0  # bits: below one in thirty-three, answers are nearly always no, and people stop reading


@dataclass(frozen=True)
class Review:
    """Links to review: their places among the kept pairs, and how many records each answer would join or keep apart."""

    places: Array  # int64[k]
    settles: Array  # int64[k]

    def __len__(self) -> int:
        """Count the links."""
        return len(self.places)


def links_to_review(linked: Linked, *, asked: Array | None = None) -> Review:
    """Choose, among the kept pairs that link two persons, the few worth asking a person about.

    A link is worth it if it is the best that at least one of its two persons has to anyone (so there is one at most
    between two persons), not below WORTH_ASKING or the threshold of review, and not forbidden: by two verified numbers
    that differ (unless the evidence is else certain) or by a source that holds each person once. Persons between whom
    somebody was asked already (`asked`: int64[k, 2], rows in the order given) are left in peace. Most records settled
    come first, then the likeliest.
    """
    pairs, person, at = linked.pairs, linked.person, linked.options.thresholds
    least = max(at.review, min(WORTH_ASKING, at.likely))
    places = np.flatnonzero((linked.weight >= least) & (person[pairs.left] != person[pairs.right]))
    one, other = _persons(linked, places=places)
    barred = _barred(linked, one=one, other=other) & (pairs.weight[places] < at.certain)
    barred |= _held_once(linked, one=one, other=other) | _asked_already(linked, one=one, other=other, asked=asked)
    places = places[~barred]
    weight = linked.weight[places]
    one, other = _persons(linked, places=places)
    best = _best_of_some(weight, one=one, other=other)
    sizes = sizes_of(person)
    places, weight, settles = places[best], weight[best], sizes[one[best]].astype(np.int64) + sizes[other[best]]
    order = np.lexsort((pairs.right[places], pairs.left[places], -weight, -settles))
    return Review(places[order], settles[order])


def _persons(linked: Linked, *, places: Array) -> Array:
    """Give the two persons of each link, the lesser number first, int[2, k]."""
    ends = [linked.person[end[places]] for end in (linked.pairs.left, linked.pairs.right)]
    return np.sort(ends, axis=0)


def _asked_already(linked: Linked, *, one: Array, other: Array, asked: Array | None) -> Array:
    """Say of each two persons whether somebody was asked about two of their records."""
    if asked is None or not len(asked):
        return np.zeros(len(one), np.bool_)
    canonical = np.empty(len(linked.store), np.int64)
    canonical[linked.store.order] = np.arange(len(canonical))
    low, high = np.sort(linked.person[canonical[asked]], axis=1).T.astype(np.int64)
    return np.isin(one.astype(np.int64) << 32 | other, low << 32 | high)


def _best_of_some(weight: Array, *, one: Array, other: Array) -> Array:
    """Give the places of links that are the best which one of their two persons has."""
    best = np.zeros(len(weight), np.bool_)
    place = np.tile(np.arange(len(weight)), 2)
    persons = np.concatenate([one, other])
    order = np.lexsort((place, -weight[place], persons))
    first = np.concatenate([[True], persons[order][1:] != persons[order][:-1]]) if len(order) else np.zeros(0, np.bool_)
    best[place[order][first]] = True
    return np.flatnonzero(best)


def _barred(linked: Linked, *, one: Array, other: Array) -> Array:
    """Say of each two persons whether verified numbers hold them apart."""
    barred = np.zeros(len(one), np.bool_)
    for name in (guard for guard in linked.fields.guards if guard in linked.store.place):
        code = linked.store.rows.codes[:, linked.store.place[name]]
        low, high = _range_in_person(linked.person, code=code)
        known = (high[one] > 0) & (high[other] > 0)
        barred |= known & ~((low[one] == low[other]) & (high[one] == high[other]))
    return barred


def _range_in_person(person: Array, *, code: Array) -> tuple[Array, Array]:
    """Give the least and greatest code among each person's records that have one."""
    low, high = np.full(len(person), np.iinfo(np.int32).max, np.int32), np.zeros(len(person), np.int32)
    for run in in_runs(len(person)):
        has = code[run] > 0
        np.minimum.at(low, person[run][has], code[run][has])
        np.maximum.at(high, person[run][has], code[run][has])
    return low, high


def _held_once(linked: Linked, *, one: Array, other: Array) -> Array:
    """Say of each two persons whether both have a record in a source that holds each person once."""
    held = np.zeros(len(one), np.bool_)
    permits = linked.permits
    for source in range(int(permits.source.max(initial=0)) + 1):
        if permits.across_only or permits.forbidden[source]:
            has = np.zeros(len(linked.person), np.bool_)
            has[linked.person[permits.source == source]] = True
            held |= has[one] & has[other]
    return held
