"""The members of an area's households: every child and every adult, with names, days, numbers to ring and needs."""

from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Flags, Ints, Rng, Texts, either, happens, texts
from wraparound.sample.identifiers import phones
from wraparound.sample.names.families import Families, families
from wraparound.sample.people import changes, households, names, needs
from wraparound.sample.tables import numbers
from wraparound.sample.words import ADULT, CHILD, FLAGS, NEVER, People, joined


class Telephones(NamedTuple):
    """Each household's numbers: the mother's, the father's or the one at home, and the mother's former one."""

    hers: Texts
    his: Texts
    before: Texts
    changed: Ints


class Beginning(NamedTuple):
    """What is drawn for whole households before their members are made."""

    size: Ints
    family: Families
    child: households.Children
    parents: households.Parents
    arrived: Ints
    telephones: Telephones


def beginning(rng: Rng, *, children: int, on: int) -> Beginning:
    """Draw households with exactly so many children among them."""
    tradition = households.traditions(rng, count=children)
    size = households.sizes(rng, tradition=tradition)
    upto = np.cumsum(size)
    count = int(np.searchsorted(upto, children)) + 1
    tradition, size = tradition[:count], size[:count].copy()
    size[-1] -= int(upto[count - 1]) - children
    child = households.children(rng, size=size, on=on)
    arrival = np.asarray(numbers("traditions")["arrival"])[tradition]
    arrived = np.where(happens(rng, chance=arrival * 2, size=count), on - rng.integers(20, 1400, count), NEVER)
    parents = households.parents(rng, child=child, count=count)
    return Beginning(
        size, families(rng, tradition=tradition), child, parents, arrived, _telephones(rng, count=count, on=on)
    )


def _telephones(rng: Rng, *, count: int, on: int) -> Telephones:
    hers, mobile, before = (phones(rng, start="04", size=count) for _ in range(3))
    home = phones(rng, start="06", size=count)
    changed = on - (rng.exponential(6.0, count) * households.YEAR).astype(np.int64)
    return Telephones(hers, either(happens(rng, chance=0.35, size=count), yes=home, no=mobile), before, changed)


def children(rng: Rng, *, start: Beginning, on: int) -> People:
    """Make the children of the households."""
    child, count = start.child, len(start.child.household)
    tradition = start.family.tradition[child.household]
    people = blank(child.household, role=CHILD, tradition=tradition, sex=child.sex)
    people.given, people.second, people.surname = names.children_named(rng, child=child, family=start.family)
    people.arrived, people.twin = start.arrived[child.household], child.twin
    people.birth = changes.documented(
        rng, birth=child.birth, tradition=tradition, arrived=people.arrived, twin=child.twin, on=on
    )
    age = (on - people.birth) / households.YEAR
    people.need = needs.need(rng, household=child.household, age=age)
    pupil = needs.school_age(people.birth, on=on) & happens(rng, chance=np.where(age < 16, 0.935, 0.62), size=count)
    people.flags |= needs.flags(rng, leaning=people.need, age=age, pupil=pupil)
    people.flags |= {"pupil": pupil.astype(np.int64), "unknown": needs.unknown(rng, count=count).astype(np.int64)}
    _give_telephones(
        rng,
        people=people,
        telephones=start.telephones,
        own=happens(rng, chance=np.where(age >= 14, 0.4, 0.0), size=count),
    )
    changes.rename(rng, people=people, family=start.family, size=start.size, on=on)
    people.known_as = changes.known_as(rng, people=people)
    return people


def _give_telephones(rng: Rng, *, people: People, telephones: Telephones, own: Flags) -> None:
    home = people.household
    people.phone, people.phone_2 = telephones.hers[home], telephones.his[home]
    people.phone_before, people.phone_changed = telephones.before[home], telephones.changed[home]
    people.phone_2[own] = phones(rng, start="04", size=int(own.sum()))


def adults(rng: Rng, *, start: Beginning) -> People:
    """Make the mothers and fathers who live in the households."""
    mothers, fathers = names.mothers_named(rng, family=start.family), names.fathers_named(rng, family=start.family)
    return joined(
        _parents(rng, start=start, sex=1, there=start.parents.mother_there, named=(start.family.mother, *mothers)),
        _parents(rng, start=start, sex=0, there=start.parents.father_there, named=(start.family.father, *fathers)),
    )


def _parents(rng: Rng, *, start: Beginning, sex: int, there: Flags, named: tuple[Texts, Texts, Texts]) -> People:
    at = np.flatnonzero(there)
    people = blank(at, role=ADULT, tradition=start.family.tradition[at], sex=np.full(len(at), sex))
    people.given, people.second, people.surname = (name[at] for name in named)
    people.birth = (start.parents.mother_birth if sex else start.parents.father_birth)[at]
    people.phone = (start.telephones.hers if sex else start.telephones.his)[at]
    if sex:
        people.phone_before, people.phone_changed = start.telephones.before[at], start.telephones.changed[at]
    people.arrived = start.arrived[at]
    people.known_as = changes.known_as(rng, people=people)
    return people


def blank(household: Ints, *, role: int, tradition: Ints, sex: Ints) -> People:
    """Give people of whom nothing more is known yet."""
    count = len(household)

    def nobody(value: int = -1) -> Ints:
        return np.full(count, value, dtype=np.int64)

    def nothing() -> Texts:
        return texts([None] * count)

    return People(
        household=household, role=nobody(role), sex=sex, birth=nobody(NEVER), tradition=tradition, given=nothing(),
        second=nothing(), surname=nothing(), surname_before=nothing(), renamed=nobody(NEVER), known_as=nothing(),
        twin=nobody(), mother=nobody(), father=nobody(), homes=np.zeros((count, 3), dtype=np.int64),
        moved=np.full((count, 2), NEVER), phone=nothing(), phone_2=nothing(), phone_before=nothing(),
        phone_changed=nobody(NEVER), nhs=nobody(), upn=nothing(), school=nothing(), arrived=nobody(NEVER),
        need=np.zeros(count), flags={name: nobody(0) for name in FLAGS}, identity=nobody(0), identified=nobody(NEVER),
    )  # fmt: skip
