"""One area: its homes, its households, and everything that happened to their children."""

from typing import NamedTuple

import numpy as np

from wraparound.sample import identifiers, places
from wraparound.sample.chance import Ints, Rng, happens
from wraparound.sample.people import changes, members, moves, schools
from wraparound.sample.words import CHILD, People, joined

PEOPLE_AN_AREA = 240_000
_PEOPLE_A_CHILD = 1.95  # children, their parents and former identities, a little more than there ever are


class Area(NamedTuple):
    """The people of one area and the homes they live in; people's households and homes are positions in it."""

    number: int
    people: People
    homes: places.Homes


def area(rng: Rng, *, number: int, children: int, on: int) -> Area:
    """Invent an area with this many children."""
    start = members.beginning(rng, children=children, on=on)
    count = len(start.size)
    child, grown = members.children(rng, start=start, on=on), members.adults(rng, start=start)
    homes = places.homes(rng, area=number, size=round(count * moves.SPARE) + 60)
    shared, vacant = moves.parted(rng, homes=homes)
    leaning = np.full(count, -9.0)
    np.maximum.at(leaning, child.household, child.need)
    grown.need = leaning[grown.household]
    stays = moves.household_stays(rng, tradition=start.family.tradition, vacant=vacant, on=on, arrived=start.arrived)
    moves.shelter(rng, stays=stays, leaning=leaning, shared=shared, on=on)
    for people in (child, grown):
        people.homes, people.moved = stays.homes[people.household], stays.moved[people.household]
    _link_parents(child, grown=grown, households=count)
    changes.part_parents(rng, child=child, vacant=vacant)
    changes.take_into_care(rng, child=child, vacant=vacant, on=on)
    child.school, child.upn = schools.enrolled(rng, area=number, child=child, on=on)
    people = joined(child, grown, changes.birth_identities(rng, child=child, area=number, vacant=vacant, on=on))
    people.nhs = _nhs_numbers(rng, people=people, first=number * round(children * _PEOPLE_A_CHILD / 2) * 2)
    return Area(number, people, homes)


def _link_parents(child: People, *, grown: People, households: int) -> None:
    for sex, column in ((1, child.mother), (0, child.father)):
        rows = np.full(households, -1, dtype=np.int64)
        at = np.flatnonzero(grown.sex == sex)
        rows[grown.household[at]] = at + len(child)
        column[:] = rows[child.household]


def _nhs_numbers(rng: Rng, *, people: People, first: int) -> Ints:
    # Half the twin pairs get neighbouring NHS numbers; everyone else's come in any order.
    second = (people.twin >= 0) & (np.diff(people.twin, prepend=-2) == 0) & (people.role == CHILD)
    pairs = np.flatnonzero(second & happens(rng, chance=0.5, size=len(people)))
    slots = np.full(len(people), -1, dtype=np.int64)
    slots[pairs - 1], slots[pairs] = 2 * np.arange(len(pairs)), 2 * np.arange(len(pairs)) + 1
    others = np.flatnonzero(slots < 0)
    slots[others] = 2 * len(pairs) + rng.permutation(len(others))
    return identifiers.nhs_numbers(slots + first, shift=77_777)
