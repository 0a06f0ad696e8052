"""How a family's names pass to its children, each naming tradition by its own rule."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Flags, Ints, Rng, Texts, either, happens, present, texts
from wraparound.sample.names.inventory import given_names, pool, surnames
from wraparound.sample.tables import TRADITIONS, numbers

# In how many families the tradition's own custom is kept, where English offices press for one family surname.
_CUSTOM = {"pakistani": 0.4, "bengali": 0.7, "sikh": 0.4, "tamil": 0.6, "iberian": 0.65, "polish": 0.55, "arabic": 0.5}
_BARRELLED = {"british": 0.025, "caribbean": 0.13, "nigerian": 0.06, "irish_welsh": 0.03, "romanian_roma": 0.03}


_MIXED = {"british": 0.0, "caribbean": 0.35, "irish_welsh": 0.2, "romanian_roma": 0.04, "somali": 0.01, "bengali": 0.02}


class Families(NamedTuple):
    """The names a household can hand on: one entry for each household."""

    tradition: Ints
    surname: Texts
    mothers_surname: Texts
    father: Texts
    mother: Texts
    custom: Flags


class Kin(NamedTuple):
    """The people of one tradition about to be named, with what their household hands on."""

    sex: Ints
    second: Texts
    surname: Texts
    mothers_surname: Texts
    father: Texts
    custom: Flags


def families(rng: Rng, tradition: Ints) -> Families:
    """Draw the names each household hands on."""
    size = len(tradition)
    surname, mothers, father, mother = (np.empty(size, dtype=object) for _ in range(4))
    custom = np.zeros(size, dtype=bool)
    for number, name in enumerate(TRADITIONS):
        at = np.flatnonzero(tradition == number)
        surname[at] = surnames(name).draw(rng, len(at))
        mothers[at] = surnames(name).draw(rng, len(at))
        father[at] = given_names(name, "m").draw(rng, len(at))
        mother[at] = given_names(name, "f").draw(rng, len(at))
        _mix(rng, surname, mothers, at=at, chance=_MIXED.get(name, 0.06))
        custom[at] = happens(rng, _CUSTOM.get(name, 0.0), len(at))
        paired = at[happens(rng, _BARRELLED.get(name, 0.0), len(at))]
        surname[paired] = surname[paired] + "-" + mothers[paired]
    return Families(tradition, surname, mothers, father, mother, custom)


def _mix(rng: Rng, surname: Texts, mothers: Texts, *, at: Ints, chance: float) -> None:
    # Some families carry a surname of the majority: by marriage, or since their grandparents' time.
    for column in (surname, mothers):
        mixed = at[happens(rng, chance, len(at))]
        column[mixed] = surnames("british").draw(rng, len(mixed))


def given(rng: Rng, tradition: Ints, sex: Ints) -> Texts:
    """Draw a given name for each person, by tradition and sex (0 male, 1 female)."""
    drawn = np.empty(len(tradition), dtype=object)
    for number, name in enumerate(TRADITIONS):
        for code, letter in enumerate("mf"):
            at = np.flatnonzero((tradition == number) & (sex == code))
            drawn[at] = given_names(name, letter).draw(rng, len(at))
    return drawn


def seconds(rng: Rng, tradition: Ints, sex: Ints) -> Texts:
    """Draw a second given name, or None for those who have none."""
    drawn = np.full(len(tradition), None, dtype=object)
    chance = np.asarray(numbers("traditions")["second"])[tradition]
    wanted = happens(rng, chance, len(tradition))
    for number, name in enumerate(TRADITIONS):
        for code, letter in enumerate("mf"):
            at = np.flatnonzero(wanted & (tradition == number) & (sex == code))
            if len(at):
                listed = pool(name, f"second_{letter}")
                drawn[at] = (listed if len(listed.words) else given_names(name, letter)).draw(rng, len(at))
    return drawn


def handed_on(rng: Rng, family: Families, household: Ints, *, sex: Ints, second: Texts) -> tuple[Texts, Texts]:
    """Give each person's second name and surname as their tradition makes them from the family's names."""
    surname = family.surname[household].copy()
    second = second.copy()
    for number, name in enumerate(TRADITIONS):
        rule = _RULES.get(name)
        at = np.flatnonzero(family.tradition[household] == number)
        if rule and len(at):
            home = household[at]
            kin = Kin(
                sex[at], second[at], surname[at], family.mothers_surname[home], family.father[home], family.custom[home]
            )
            second[at], surname[at] = rule(rng, kin)
    return second, surname


Rule = Callable[[Rng, Kin], tuple[Texts, Texts]]


def _sikh(_rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    # Singh and Kaur are either the surname itself, so that brother and sister differ, or stand before the clan's name.
    title = either(kin.sex == 0, "Singh", "Kaur")
    return either(kin.custom, None, title), either(kin.custom, title, kin.surname)


def _pakistani(rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    # By custom a son takes his father's own name and a daughter a woman's second name; no family surname.
    women = pool("pakistani", "second_f").draw(rng, len(kin.sex))
    personal = either(kin.sex == 0, kin.father, women)
    return kin.second, either(kin.custom, personal, kin.surname)


def _bengali(rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    women, men = (
        pool("bengali", "second_f").draw(rng, len(kin.sex)),
        pool("bengali", "second_m").draw(rng, len(kin.sex)),
    )
    return kin.second, either(kin.custom, either(kin.sex == 0, men, women), kin.surname)


def _father_second(_rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    # Own name, father's name, grandfather's or family name.
    return either(present(kin.second), kin.father, None), kin.surname


def _tamil(_rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    return kin.second, either(kin.custom, kin.father, kin.surname)


def _iberian(_rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    return kin.second, either(kin.custom, kin.surname + " " + kin.mothers_surname, kin.surname)


def _polish(_rng: Rng, kin: Kin) -> tuple[Texts, Texts]:
    endings = {"ski": "ska", "cki": "cka", "dzki": "dzka"}
    hers = texts([name[:-3] + endings.get(name[-3:], name[-3:]) for name in kin.surname])
    return kin.second, either(kin.custom & (kin.sex == 1), hers, kin.surname)


_RULES: dict[str, Rule] = {
    "sikh": _sikh,
    "pakistani": _pakistani,
    "bengali": _bengali,
    "somali": _father_second,
    "arabic": _father_second,
    "gujarati": _father_second,
    "tamil": _tamil,
    "iberian": _iberian,
    "polish": _polish,
}
