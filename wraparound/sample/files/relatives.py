"""What sources' files tell of families: parents, siblings, who has parental responsibility, who lives with whom."""

from functools import lru_cache

import numpy as np

from wraparound.sample.chance import Flags, Ints, Texts, either, texts
from wraparound.sample.files.luck import days_of, luck
from wraparound.sample.identifiers import scrambled
from wraparound.sample.people.area import PEOPLE_AN_AREA
from wraparound.sample.records.population import Part
from wraparound.sample.slips.typing import mistyped
from wraparound.sample.words import CHILD, NEVER, People

# How often each was not asked, how often the answer is wrong.
NOT_ASKED = {"responsibility": 0.24, "lives_with": 0.35, "father": 0.4}
WRONG = 0.02
MISTYPED = 0.04
AWAY = (1, 2, 3, 5)  # placements away from home


def parent(part: Part, *, order: Ints, which: str, salt: int) -> Texts:
    """Give the name of the mother, the father, or the parent whom the record does not name as carer."""
    at, written = _parent_of(part, order=order, which=which), luck(part, order=order, salt=salt)
    named = either((at >= 0) & (written < 0.93), yes=_names(part.area.people, at=at), no=None)
    for place in np.flatnonzero((at >= 0) & (written < MISTYPED)).tolist():
        named[place] = mistyped(named[place], luck=float(written[place]) / MISTYPED)
    return named


def father(part: Part, *, order: Ints) -> Texts:
    """Give the father's name, or that nobody asked for it, or that it is not known; or nothing."""
    named, child = parent(part, order=order, which="father", salt=31), _is_child(part, order=order)
    asked = luck(part, order=order, salt=32)
    unnamed = either(asked < NOT_ASKED["father"], yes="Not asked", no=either(asked < 0.7, yes="Not known", no=None))
    missing = np.array([value is None for value in named.tolist()], dtype=bool)
    return either(missing & child, yes=unnamed, no=named)


def relation(part: Part, *, order: Ints, which: str, mother: str, father: str) -> Texts:
    """Give how a parent stands to the child, in a source's own two words."""
    at = _parent_of(part, order=order, which=which)
    known = (at >= 0) & (luck(part, order=order, salt=33) < 0.94)
    return either(known, yes=either(part.area.people.sex[at] == 1, yes=mother, no=father), no=None)


def responsibility(part: Part, *, order: Ints, which: str) -> Texts:
    """Say yes, no or not asked of a parent's parental responsibility: hers by birth, his by marriage or register."""
    at = _parent_of(part, order=order, which=which)
    person = part.records.held.person[order]
    households = part.area.people.household[person].astype(np.uint64)
    hers = part.area.people.sex[at] == 1
    has = hers | (households * np.uint64(2_654_435_761) % np.uint64(100) < 86)
    return _answer(part, order=order, about=at, yes=has, kind="responsibility", salt=35 + len(which))


def lives_with(part: Part, *, order: Ints, which: str) -> Texts:
    """Say yes, no or not asked of whether a parent lives with the child."""
    at = _parent_of(part, order=order, which=which)
    flags = part.area.people.flags
    person = part.records.held.person[order]
    away = np.isin(flags["placement"][person], AWAY)
    apart = (flags["two_homes"][person] == 1) & (part.area.people.sex[at] == 0)
    return _answer(part, order=order, about=at, yes=~away & ~apart, kind="lives_with", salt=45 + len(which))


def sibling(part: Part, *, order: Ints, step: int) -> Texts:
    """Give the name of the next brother or sister, or of the one after, where the record names them."""
    at = _siblings(part, step=step)[part.records.held.person[order]]
    known = (at >= 0) & (luck(part, order=order, salt=50 + step) < 0.7)
    return either(known, yes=_names(part.area.people, at=at), no=None)


def household(part: Part, *, order: Ints) -> Texts:
    """Give the tenancy that a household has with its landlord."""
    people = part.area.people
    numbers = scrambled(people.household[part.records.held.person[order]] + part.area.number * PEOPLE_AN_AREA, shift=9)
    known = luck(part, order=order, salt=55) < 0.985
    return either(known, yes=texts([f"QX-TN-{number:08d}" for number in numbers.tolist()]), no=None)


def home_since(part: Part, *, order: Ints) -> Ints:
    """Give the day on which someone moved to the home that a record knows, as a day or NEVER."""
    held, people = part.records.held, part.area.people
    person, updated = held.person[order], held.updated[order]
    moved = people.moved[person]
    which = (updated < moved[:, 0]).astype(np.int64) + (updated < moved[:, 1])
    since = np.where(which < 2, moved[np.arange(len(order)), np.minimum(which, 1)], NEVER)
    since = np.where((since > NEVER) & (since < people.birth[person]), people.birth[person], since)
    return days_of(since, known=luck(part, order=order, salt=56) < 0.8)


def _parent_of(part: Part, *, order: Ints, which: str) -> Ints:
    people, person = part.area.people, part.records.held.person[order]
    mothers, fathers, carer = people.mother[person], people.father[person], part.records.carer_person[order]
    other = np.where(carer == mothers, fathers, np.where(carer == fathers, mothers, -1))
    ways = {"mother": mothers, "father": fathers, "carer": carer, "other": np.where(carer >= 0, other, -1)}
    # An adopted child's two families never stand in one file together.
    return np.where(_is_child(part, order=order) & (people.identity[person] == 0), ways[which], -1)


def _is_child(part: Part, *, order: Ints) -> Flags:
    child: Flags = part.area.people.role[part.records.held.person[order]] == CHILD
    return child


def _names(people: People, *, at: Ints) -> Texts:
    named: Texts = people.given[at] + " " + people.surname[at]
    return named


def _answer(part: Part, *, order: Ints, about: Ints, yes: Flags, kind: str, salt: int) -> Texts:
    drawn = luck(part, order=order, salt=salt)
    right = yes ^ (drawn > 1 - WRONG)
    words = either(drawn < NOT_ASKED[kind], yes="not asked", no=either(right, yes="yes", no="no"))
    return either(about >= 0, yes=words, no=None)


def _siblings(part: Part, *, step: int) -> Ints:
    """Give each child's next sibling (or the one after) in a ring of the household's children, or -1."""
    return _ring(
        part.area.people.household.tobytes(),
        (part.area.people.role == CHILD).tobytes(),
        part.area.people.identity.tobytes(),
        step,
    )


@lru_cache(maxsize=4)
def _ring(household: bytes, child: bytes, identity: bytes, step: int) -> Ints:
    homes, children = np.frombuffer(household, np.int64), np.frombuffer(child, np.bool_)
    one = np.flatnonzero(children & (np.frombuffer(identity, np.int64) == 0))
    one = one[np.argsort(homes[one], kind="stable")]
    found = np.full(len(homes), -1, dtype=np.int64)
    if len(one):
        begins = np.flatnonzero(np.diff(homes[one], prepend=-2))
        size = np.repeat(np.diff(np.append(begins, len(one))), np.diff(np.append(begins, len(one))))
        first = np.repeat(begins, np.diff(np.append(begins, len(one))))
        other = first + (np.arange(len(one)) - first + step) % size
        found[one] = np.where(size > step, one[other], -1)
    return found
