"""One area: its homes, its households, and everything that happened to their children."""

from typing import NamedTuple

import numpy as np

from wraparound.sample import identifiers, places
from wraparound.sample.chance import Ints, Rng, happens
from wraparound.sample.names.families import Families, families
from wraparound.sample.people import changes, households, moves, names, needs, schools
from wraparound.sample.tables import numbers
from wraparound.sample.words import ADULT, CHILD, NEVER, People, joined


class Area(NamedTuple):
    """The people of one area and the homes they live in; people's households and homes are positions in it."""

    number: int
    people: People
    homes: places.Homes


class _Start(NamedTuple):
    size: Ints
    family: Families
    child: households.Children
    parents: households.Parents
    arrived: Ints


def area(rng: Rng, *, number: int, children: int, on: int) -> Area:
    """Invent an area with this many children."""
    start = _start(rng, children, on)
    count = len(start.size)
    homes = places.homes(rng, area=number, size=round(count * moves.SPARE) + 60)
    vacant = rng.permutation(len(homes.number))
    cut = max(4, round(len(vacant) * moves.SHARED))
    shared, vacant = vacant[:cut], vacant[cut:]
    stays = moves.household_stays(rng, count, vacant=vacant, on=on, arrived=start.arrived)
    child, grown = _children(rng, start, stays, on), _adults(rng, start, stays)
    first_need = np.zeros(count)
    np.maximum.at(first_need, child.household, child.need)
    moves.shelter(rng, stays, np.exp(np.clip(first_need, -1, 2)), shared=shared, on=on)
    child.homes[:], child.moved[:] = stays.homes[child.household], stays.moved[child.household]
    grown.homes[:], grown.moved[:] = stays.homes[grown.household], stays.moved[grown.household]
    _link_parents(child, grown, count, len(child))
    changes.part_parents(rng, child, vacant=vacant)
    changes.take_into_care(rng, child, vacant=vacant, on=on)
    pupil = child.flags["pupil"] == 1
    child.school, child.upn = schools.enrolled(
        rng, area=number, birth=child.birth, home=child.homes[:, 0], on=on, pupil=pupil
    )
    people = joined(child, grown, changes.birth_identities(rng, child, area=number, vacant=vacant, on=on))
    _number(rng, people, number)
    return Area(number, people, homes)


def _start(rng: Rng, children: int, on: int) -> _Start:
    tradition = households.traditions(rng, children)
    size = households.sizes(rng, tradition)
    upto = np.cumsum(size)
    count = int(np.searchsorted(upto, children)) + 1
    tradition, size = tradition[:count], size[:count].copy()
    size[-1] -= int(upto[count - 1]) - children
    child = households.children(rng, size, on=on)
    arrival = np.asarray(numbers("traditions")["arrival"])[tradition]
    arrived = np.where(happens(rng, arrival * 2, count), on - rng.integers(20, 1400, count), NEVER)
    return _Start(size, families(rng, tradition), child, households.parents(rng, child, count=count), arrived)


def _children(rng: Rng, start: _Start, stays: moves.Stays, on: int) -> People:
    child, count = start.child, len(start.child.household)
    first, second, surname = names.children_named(rng, child, start.family)
    tradition = start.family.tradition[child.household]
    birth = changes.documented(rng, child.birth, tradition, arrived=start.arrived[child.household], twin=child.twin)
    age = (on - birth) / households.YEAR
    leaning = needs.need(rng, child.household, age)
    pupil = needs.school_age(birth, on=on) & happens(rng, np.where(age < 16, 0.935, 0.62), count)
    flags = needs.flags(rng, leaning, age=age, pupil=pupil)
    flags |= {"pupil": pupil.astype(np.int64), "unknown": needs.unknown(rng, count).astype(np.int64)}
    flags |= {"two_homes": np.zeros(count, dtype=np.int64), "alone": np.zeros(count, dtype=np.int64)}
    phone, phone_2 = _phones(rng, len(start.size))
    people = _people(
        rng, child.household, CHILD, sex=child.sex, birth=birth, tradition=tradition, names=(first, second, surname)
    )
    people.twin, people.need, people.flags = child.twin, leaning, flags
    people.phone, people.phone_2 = phone[child.household], phone_2[child.household]
    people.arrived = start.arrived[child.household]
    changes.rename(rng, people, start.family, size=start.size, on=on)
    people.known_as = changes.known_as(rng, people)
    return people


def _phones(rng: Rng, count: int) -> tuple[np.ndarray, np.ndarray]:
    mobile, home = (identifiers.phones(rng, start=start, size=count) for start in ("04", "06"))
    other = identifiers.phones(rng, start="04", size=count)
    return mobile, np.where(happens(rng, 0.35, count), home, other)


def _adults(rng: Rng, start: _Start, stays: moves.Stays) -> People:
    grown = []
    named = (names.mothers_named(rng, start.family), names.fathers_named(rng, start.family))
    firsts = (start.family.mother, start.family.father)
    births = (start.parents.mother_birth, start.parents.father_birth)
    there = (start.parents.mother_there, start.parents.father_there)
    phones = _phones(rng, len(start.size))
    for sex, parent in ((1, 0), (0, 1)):
        at = np.flatnonzero(there[parent])
        second, surname = named[parent]
        people = _people(
            rng,
            at,
            ADULT,
            sex=np.full(len(at), sex),
            birth=births[parent][at],
            tradition=start.family.tradition[at],
            names=(firsts[parent][at], second[at], surname[at]),
        )
        people.phone = phones[parent][at]
        people.arrived = start.arrived[at]
        people.known_as = changes.known_as(rng, people)
        grown.append(people)
    return joined(*grown)


def _people(
    rng: Rng, household: Ints, role: int, *, sex: Ints, birth: Ints, tradition: Ints, names: tuple[np.ndarray, ...]
) -> People:
    count = len(household)
    nobody, nothing = np.full(count, -1, dtype=np.int64), np.full(count, None, dtype=object)
    return People(
        household=household,
        role=np.full(count, role),
        sex=sex,
        birth=birth,
        tradition=tradition,
        given=names[0],
        second=names[1],
        surname=names[2],
        surname_before=nothing.copy(),
        renamed=np.full(count, NEVER),
        known_as=nothing.copy(),
        twin=nobody.copy(),
        mother=nobody.copy(),
        father=nobody.copy(),
        homes=np.zeros((count, 3), dtype=np.int64),
        moved=np.full((count, 2), NEVER),
        phone=nothing.copy(),
        phone_2=nothing.copy(),
        nhs=nobody.copy(),
        upn=nothing.copy(),
        school=nothing.copy(),
        arrived=np.full(count, NEVER),
        need=np.zeros(count),
        identity=np.zeros(count, dtype=np.int64),
        identified=np.full(count, NEVER),
        flags={name: np.zeros(count, dtype=np.int64) for name in FLAGS},
    )


FLAGS = (
    "in_need",
    "on_plan",
    "looked_after",
    "ehc_plan",
    "sen_support",
    "placement",
    "referrals",
    "referred_by",
    "pupil",
    "unknown",
    "two_homes",
    "alone",
)


def _link_parents(child: People, grown: People, count: int, offset: int) -> None:
    for sex, column in ((1, child.mother), (0, child.father)):
        rows = np.full(count, -1, dtype=np.int64)
        at = np.flatnonzero(grown.sex == sex)
        rows[grown.household[at]] = at + offset
        column[:] = rows[child.household]


def _number(rng: Rng, people: People, number: int) -> None:
    # Half the twin pairs get neighbouring NHS numbers; everyone else's come in any order.
    count = len(people)
    pairs = np.flatnonzero((people.twin >= 0) & (np.diff(people.twin, prepend=-2) == 0) & (people.role == CHILD))
    pairs = pairs[happens(rng, 0.5, len(pairs))]
    slots = np.full(count, -1, dtype=np.int64)
    slots[pairs - 1], slots[pairs] = 2 * np.arange(len(pairs)), 2 * np.arange(len(pairs)) + 1
    others = np.flatnonzero(slots < 0)
    slots[others] = 2 * len(pairs) + rng.permutation(len(others))
    people.nhs = identifiers.nhs_numbers(slots + number * PEOPLE_AN_AREA, shift=77_777)


PEOPLE_AN_AREA = 240_000
