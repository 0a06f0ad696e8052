"""Whom each agency knows, and when it last looked: by age, need, housing and chance."""

from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Flags, Floats, Ints, Rng, happens
from wraparound.sample.people.households import YEAR
from wraparound.sample.tables import SOURCES, numbers
from wraparound.sample.words import ADULT, BECAME, BORN_AS, CHILD, People


class Held(NamedTuple):
    """Who is held by which source, one entry a record, with the day it was last brought up to date."""

    person: Ints
    source: Ints
    updated: Ints


class _Seen(NamedTuple):
    age: Floats
    rank: Floats
    child: Flags
    unborn: Flags
    people: People
    renting: Flags


def coverage(rng: Rng, *, people: People, on: int) -> Held:
    """Draw which source holds whom, once or more, and how old each record is."""
    seen = _seen(rng, people=people, on=on)
    known = people.flags["unknown"] == 0
    again = numbers("sources")["duplicates"]
    persons, sources = [], []
    for number, name in enumerate(SOURCES):
        held = np.flatnonzero(happens(rng, chance=_CHANCES[name](seen), size=len(people)) & known)
        more = held[happens(rng, chance=again[number], size=len(held))]
        third = more[happens(rng, chance=again[number], size=len(more))]
        persons += [held, more, third]
        sources += [np.full(len(held) + len(more) + len(third), number)]
    person, source = np.concatenate(persons), np.concatenate(sources)
    order = np.lexsort((source, person))
    person, source = person[order], source[order]
    return Held(person, source, _updated(rng, people=people.take(person), source=source, on=on))


def _seen(rng: Rng, *, people: People, on: int) -> _Seen:
    child = people.role == CHILD
    # An adult's need is the greatest among the household's children, so adults are ranked among children too.
    rank = np.searchsorted(np.sort(people.need[child]), people.need) / max(1, int(child.sum()))
    homes = int(people.household.max()) + 1
    poorest = np.zeros(homes)
    np.maximum.at(poorest, people.household, rank)
    renting = happens(rng, chance=0.12 + 0.5 * poorest, size=homes)
    age = (on - people.birth) / YEAR
    return _Seen(age, rank, child, child & (age < 0), people, renting[people.household])


def _by_age(seen: _Seen, *, chances: tuple[float, ...]) -> Floats:
    years = np.clip(seen.age, 0, len(chances) - 1).astype(np.int64)
    return np.where(seen.child & ~seen.unborn, np.asarray(chances)[years], 0.0)


def _health(seen: _Seen) -> Floats:
    grown = np.where(seen.people.sex == 1, 0.05, 0.015)
    return np.where(seen.unborn, 0.35, np.where(seen.child, 0.985, grown))


def _schools(seen: _Seen) -> Floats:
    return np.where(seen.people.flags["pupil"] == 1, 0.99, 0.0)


def _early_years(seen: _Seen) -> Floats:
    return _by_age(seen, chances=(0.45, 0.62, 0.72, 0.9, 0.9, 0.75, 0.65, 0.5, 0.0))


def _social_care(seen: _Seen) -> Floats:
    ever = np.clip((seen.rank - 0.5) / 0.5, 0, 1) * (0.55 + 0.04 * np.clip(seen.age, 0, 17))
    open_now = (seen.people.flags["in_need"] == 1) | (seen.people.flags["referrals"] > 0)
    sure = open_now | (seen.people.identity > 0)
    return np.where(seen.child, np.where(sure, 0.99, np.where(seen.unborn, 0.02, ever)), 0.01)


def _police(seen: _Seen) -> Floats:
    child = 0.03 + 0.75 * np.clip(seen.rank - 0.5, 0, 1) ** 1.5 * (0.8 + 0.1 * np.clip(seen.age, 0, 17))
    child = np.where(seen.unborn | (seen.people.identity == BORN_AS), 0.0, child)
    return np.where(seen.child, child, 0.04 + 0.10 * np.clip(seen.rank - 0.5, 0, 1))


def _housing(seen: _Seen) -> Floats:
    away = (seen.people.flags["looked_after"] == 1) | seen.unborn | (seen.people.identity == BORN_AS)
    return np.where(seen.renting & ~away, np.where(seen.child, 0.95, 0.75), 0.0)


def _youth_justice(seen: _Seen) -> Floats:
    return np.where(seen.child & (seen.age >= 10), 0.002 + 0.11 * seen.rank**5, 0.0)


def _voluntary(seen: _Seen) -> Floats:
    child = np.where(seen.unborn, 0.02, 0.05 + 0.5 * np.clip((seen.rank - 0.5) / 0.5, 0, 1) ** 2)
    return np.where(seen.people.identity == BORN_AS, 0.0, np.where(seen.child, child, 0.02))


_CHANCES = {
    "health": _health,
    "schools": _schools,
    "early_years": _early_years,
    "social_care": _social_care,
    "housing": _housing,
    "police": _police,
    "youth_justice": _youth_justice,
    "voluntary": _voluntary,
}


def _updated(rng: Rng, *, people: People, source: Ints, on: int) -> Ints:
    mean = np.asarray(numbers("sources")["stale_years"])[source] * 365
    ago = rng.exponential(mean).astype(np.int64)
    begins = np.maximum(people.birth, people.arrived)
    begins = np.where(source == SOURCES.index("schools"), np.maximum(begins, people.birth + round(4 * YEAR)), begins)
    begins = np.where((people.role == ADULT) | (people.birth > on), on - 3_000, begins)
    begins = np.where(people.identity == BECAME, np.maximum(begins, people.identified), begins)
    span = np.where(people.identity == BORN_AS, people.identified, on) - begins
    # An age beyond the record's beginning is put somewhere inside its span instead, so that no day piles up.
    ago = np.where(ago > span, (rng.random(len(ago)) * np.maximum(span, 1)).astype(np.int64), ago)
    ends = np.where(people.identity == BORN_AS, people.identified, on)
    unborn = on - rng.integers(1, 120, len(ago))
    return np.asarray(np.where((people.birth > on) & (people.role == CHILD), unborn, ends - ago), dtype=np.int64)
