"""The whole invented population, area by area, seeded: the same size and seed give the same people and records."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from wraparound.sample.people.area import Area, area
from wraparound.sample.records.written import Written, written

ON = date(2026, 9, 1)
CHILDREN_AN_AREA = 100_000
RECORDS_A_CHILD = 3.1  # a little below what comes out on average, so that enough children are invented
SIZES = {"small": 2_000, "medium": 60_000, "large": 600_000}


class Part(NamedTuple):
    """One area with its records, households together; the number of its area tells it from the others."""

    area: Area
    records: Written


def days(on: date) -> int:
    """Give a date as the number of days since 1 January 1970."""
    return (on - date(1970, 1, 1)).days


def children_for(records: int) -> int:
    """Give how many children are enough for this many records."""
    return round(records / RECORDS_A_CHILD) + 60


class Size(NamedTuple):
    """How many children, or exactly how many records; and the number of the first area they live in."""

    children: int = 0
    records: int = 0
    area: int = 0

    @property
    def all_children(self) -> int:
        """Give how many children that is."""
        return children_for(self.records) if self.records else self.children


def population(size: Size, *, seed: int, on: date = ON) -> Iterator[Part]:
    """Invent so many children with all their records, or exactly so many records with enough children.

    Areas have at most 100,000 children, each made by chance of its own, so memory does not grow with the population.
    """
    if size.children < 1 and size.records < 1:
        raise ValueError("a population has at least one child or one record; give children or records")
    left = size.records or None
    for number, count in enumerate(_sizes(size.all_children), start=size.area):
        rng = np.random.default_rng([seed, number])
        made = area(rng, number=number, children=count, on=days(on))
        whole = written(rng, area=made, on=days(on))
        # Whole households go first, so that a cut at the end takes few families apart.
        order = np.argsort(made.people.household[whole.held.person], kind="stable")[:left]
        left = None if left is None else left - len(order)
        yield Part(made, whole.take(order))
        if left == 0:
            return


def _sizes(children: int) -> list[int]:
    areas = -(-children // CHILDREN_AN_AREA)
    return [children // areas + (number < children % areas) for number in range(areas)]
