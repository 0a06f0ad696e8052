"""The names of an area's people: siblings differ, twins sometimes rhyme, a few children are named after a parent."""

import numpy as np

from wraparound.sample.chance import Flags, Ints, Rng, Texts, happens, some, texts
from wraparound.sample.names.families import Families, given, handed_on, seconds
from wraparound.sample.people.households import Children
from wraparound.sample.tables import TRADITIONS, rows, words

_NAMESAKE = {"romanian_roma": 0.06, "iberian": 0.04}
_RHYMES = {pair[0]: pair[1] for row in rows("twins") for pair in (words(row["pair"]), words(row["pair"])[::-1])}


def children_named(rng: Rng, *, child: Children, family: Families) -> tuple[Texts, Texts, Texts]:
    """Give each child a given name, a second name (or None) and a surname."""
    tradition = family.tradition[child.household]
    first = given(rng, tradition=tradition, sex=child.sex)
    _rhyme_twins(rng, child=child, first=first)
    _name_after_parents(rng, child=child, family=family, first=first)
    _part_siblings(rng, child=child, first=first, tradition=tradition)
    second = seconds(rng, tradition=tradition, sex=child.sex)
    second, surname = handed_on(rng, family=family, household=child.household, sex=child.sex, second=second)
    return first, second, surname


def _rhyme_twins(rng: Rng, *, child: Children, first: Texts) -> None:
    later = np.flatnonzero((child.twin >= 0) & (np.diff(child.twin, prepend=-2) == 0))
    alike = later[(child.sex[later] == child.sex[later - 1]) & happens(rng, chance=0.3, size=len(later))]
    for place in alike.tolist():
        first[place] = _RHYMES.get(first[place - 1], first[place])


def _name_after_parents(rng: Rng, *, child: Children, family: Families, first: Texts) -> None:
    chance = np.asarray([_NAMESAKE.get(name, 0.02) for name in TRADITIONS])[family.tradition[child.household]]
    struck = some(rng, chance=chance, size=len(first))
    home = child.household[struck]
    after_father = child.sex[struck] == 0
    first[struck] = np.where(after_father, family.father[home], family.mother[home])
    daughters = struck[~after_father]
    keep = daughters[happens(rng, chance=0.6, size=len(daughters))]
    first[keep] = given(rng, tradition=family.tradition[child.household[keep]], sex=child.sex[keep])


def _part_siblings(rng: Rng, *, child: Children, first: Texts, tradition: Ints) -> None:
    # Redraw until no household has one given name twice; the few left after eight rounds take a hyphen and a letter.
    for _ in range(8):
        again = _repeated(child.household, first=first)
        if not len(again):
            return
        first[again] = given(rng, tradition=tradition[again], sex=child.sex[again])
    for place in _repeated(child.household, first=first).tolist():
        first[place] = first[place] + "-Jay"


def _repeated(household: Ints, *, first: Texts) -> Ints:
    codes = np.unique(first.astype(str), return_inverse=True)[1]
    keys = household * (int(codes.max()) + 1) + codes
    _, kept = np.unique(keys, return_index=True)
    again: Flags = np.ones(len(first), dtype=bool)
    again[kept] = False
    return np.flatnonzero(again)


def mothers_named(rng: Rng, *, family: Families) -> tuple[Texts, Texts]:
    """Give each mother a second name (or None) and a surname: the family's, her own, or by custom."""
    count = len(family.tradition)
    sex = np.ones(count, dtype=np.int64)
    second = seconds(rng, tradition=family.tradition, sex=sex)
    second, surname = handed_on(rng, family=family, household=np.arange(count), sex=sex, second=second)
    own = happens(rng, chance=0.36, size=count)
    return second, np.where(own, family.mothers_surname, surname)


def fathers_named(rng: Rng, *, family: Families) -> tuple[Texts, Texts]:
    """Give each father a second name (or None) and a surname."""
    count = len(family.tradition)
    second = seconds(rng, tradition=family.tradition, sex=np.zeros(count, dtype=np.int64))
    _, surname = handed_on(
        rng, family=family, household=np.arange(count), sex=np.zeros(count, dtype=np.int64), second=second
    )
    barrelled = texts([name.split("-")[0] if "-" in name[3:] else name for name in family.surname])
    return second, np.where(surname == family.surname, barrelled, surname)
