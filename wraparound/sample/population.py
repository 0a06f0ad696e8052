"""The whole invented population, area by area, seeded: the same size and seed give the same people and records."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from wraparound.sample.people.area import Area, area
from wraparound.sample.records.written import Written, written

ON = date(2026, 9, 1)
CHILDREN_AN_AREA = 100_000
RECORDS_A_CHILD = 3.3  # a little below what comes out on average, so that enough children are invented


class Part(NamedTuple):
    """One area with its records; the number of its area tells it from the others."""

    area: Area
    records: Written


def days(on: date) -> int:
    """Give a date as the number of days since 1 January 1970."""
    return (on - date(1970, 1, 1)).days


def population(*, children: int, seed: int, on: date = ON) -> Iterator[Part]:
    """Invent the population in areas of at most 100,000 children, each by chance of its own."""
    if children < 1:
        raise ValueError(f"a population has at least one child, not {children}")
    for number, size in enumerate(_sizes(children)):
        rng = np.random.default_rng([seed, number])
        made = area(rng, number=number, children=size, on=days(on))
        yield Part(made, written(rng, made, on=days(on)))


def _sizes(children: int) -> list[int]:
    areas = -(-children // CHILDREN_AN_AREA)
    return [children // areas + (number < children % areas) for number in range(areas)]
