"""Households with children: how many, how old, which are twins, and the adults who care for them."""

from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Flags, Ints, Rng, happens, picked
from wraparound.sample.tables import numbers

YEAR = 365.2425
OLDEST, EXPECTED = round(18 * YEAR) - 1, 140  # children under 18, and births expected in the next twenty weeks
_SIZES = (0.43, 0.39, 0.125, 0.04, 0.015)
_TWIN_STEP = 0.0305  # of the steps from one child to the next; makes three births in a hundred twins


class Children(NamedTuple):
    """The children of an area, siblings together: household, order in it, day of birth, sex, twin pair (or -1)."""

    household: Ints
    birth: Ints
    sex: Ints
    twin: Ints


def traditions(rng: Rng, *, count: int) -> Ints:
    """Draw each household's naming tradition."""
    return picked(rng, weights=numbers("traditions")["share"], size=count)


def sizes(rng: Rng, *, tradition: Ints) -> Ints:
    """Draw the number of children in each household; some traditions have larger families."""
    extra = np.asarray(numbers("traditions")["family_extra"])[tradition]
    more = sum(happens(rng, chance=extra, size=len(tradition)).astype(np.int64) for _ in range(3))
    return np.asarray(1 + picked(rng, weights=_SIZES, size=len(tradition)) + more, dtype=np.int64)


def children(rng: Rng, *, size: Ints, on: int) -> Children:
    """Draw the children of households of these sizes: ages even from the unborn to seventeen."""
    household = np.repeat(np.arange(len(size)), size)
    first = np.flatnonzero(np.diff(household, prepend=-1))
    order = np.arange(len(household)) - np.repeat(first, size)
    step = happens(rng, chance=_TWIN_STEP, size=len(household)) & (order > 0)
    step[1:] &= ~step[:-1]  # no triplets
    gaps = np.where(order == 0, 0, 310 + rng.gamma(1.8, 380, len(household))).astype(np.int64)
    gaps[step] = 0
    since = np.cumsum(gaps)
    since -= np.repeat(since[first], size)
    span = OLDEST + EXPECTED + 1
    begins = np.repeat(rng.integers(0, span, len(size)), size)
    # Ages go round in a ring, so that every age is as common whatever the family's size.
    birth = on - OLDEST + (begins + since) % span
    sex = picked(rng, weights=(0.513, 0.487), size=len(household))
    twin = np.full(len(household), -1, dtype=np.int64)
    second = np.flatnonzero(step)
    twin[second] = twin[second - 1] = np.arange(len(second))
    alike = second[happens(rng, chance=0.33, size=len(second))]
    sex[alike] = sex[alike - 1]
    return Children(household, birth, sex, twin)


class Parents(NamedTuple):
    """Each household's mother and father, one entry a household: birth days, and who lives there."""

    mother_birth: Ints
    father_birth: Ints
    mother_there: Flags
    father_there: Flags


def parents(rng: Rng, *, child: Children, count: int) -> Parents:
    """Draw the parents of each household: she is 16 to 45 at the eldest's birth, he about three years older."""
    eldest = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(eldest, child.household, child.birth)
    age = np.clip(rng.normal(28.5, 5.6, count), 16.2, 45)
    hers = eldest - (age * YEAR).astype(np.int64)
    his = hers - (rng.normal(2.6, 4.5, count) * YEAR).astype(np.int64)
    his = np.minimum(his, eldest - round(16.5 * YEAR))
    mother_there = happens(rng, chance=0.93, size=count)
    father_there = happens(rng, chance=0.68, size=count) | ~mother_there
    return Parents(hers, his, mother_there, father_there)
