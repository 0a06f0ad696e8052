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

    rng: Rng
    sex: Ints
    second: Texts
    surname: Texts
    mothers_surname: Texts
    father: Texts
    custom: Flags


def families(rng: Rng, *, tradition: Ints) -> Families:
    """Draw the names each household hands on."""
    size = len(tradition)
    surname, mothers, father, mother = (np.empty(size, dtype=object) for _ in range(4))
    custom = np.zeros(size, dtype=bool)
    for number, name in enumerate(TRADITIONS):
        at = np.flatnonzero(tradition == number)
        surname[at] = surnames(name).draw(rng, size=len(at))
        mothers[at] = surnames(name).draw(rng, size=len(at))
        father[at] = given_names(name, sex="m").draw(rng, size=len(at))
        mother[at] = given_names(name, sex="f").draw(rng, size=len(at))
        _mix(rng, surname=surname, mothers=mothers, at=at, chance=_MIXED.get(name, 0.06))
        custom[at] = happens(rng, chance=_CUSTOM.get(name, 0.0), size=len(at))
        paired = at[happens(rng, chance=_BARRELLED.get(name, 0.0), size=len(at))]
        surname[paired] = surname[paired] + "-" + mothers[paired]
    return Families(tradition, surname, mothers, father, mother, custom)


def _mix(rng: Rng, *, surname: Texts, mothers: Texts, at: Ints, chance: float) -> None:
    # Some families carry a surname of the majority: by marriage, or since their grandparents' time.
    for column in (surname, mothers):
        mixed = at[happens(rng, chance=chance, size=len(at))]
        column[mixed] = surnames("british").draw(rng, size=len(mixed))


def given(rng: Rng, *, tradition: Ints, sex: Ints) -> Texts:
    """Draw a given name for each person, by tradition and sex (0 male, 1 female)."""
    drawn = np.empty(len(tradition), dtype=object)
    for number, name in enumerate(TRADITIONS):
        for code, letter in enumerate("mf"):
            at = np.flatnonzero((tradition == number) & (sex == code))
            drawn[at] = given_names(name, sex=letter).draw(rng, size=len(at))
    return drawn


def seconds(rng: Rng, *, tradition: Ints, sex: Ints) -> Texts:
    """Draw a second given name, or None for those who have none."""
    drawn = np.full(len(tradition), None, dtype=object)
    chance = np.asarray(numbers("traditions")["second"])[tradition]
    wanted = happens(rng, chance=chance, size=len(tradition))
    for number, name in enumerate(TRADITIONS):
        for code, letter in enumerate("mf"):
            at = np.flatnonzero(wanted & (tradition == number) & (sex == code))
            if len(at):
                listed = pool(name, kind=f"second_{letter}")
                drawn[at] = (listed if len(listed.words) else given_names(name, sex=letter)).draw(rng, size=len(at))
    return drawn


def handed_on(rng: Rng, *, family: Families, household: Ints, sex: Ints, second: Texts) -> tuple[Texts, Texts]:
    """Give each person's second name and surname as their tradition makes them from the family's names."""
    surname = family.surname[household].copy()
    second = second.copy()
    for number, name in enumerate(TRADITIONS):
        rule = _RULES.get(name)
        at = np.flatnonzero(family.tradition[household] == number)
        if rule and len(at):
            home = household[at]
            kin = Kin(
                rng,
                sex[at],
                second[at],
                surname[at],
                family.mothers_surname[home],
                family.father[home],
                family.custom[home],
            )
            second[at], surname[at] = rule(kin)
    return second, surname


Rule = Callable[[Kin], tuple[Texts, Texts]]


def _sikh(kin: Kin) -> tuple[Texts, Texts]:
    # Singh and Kaur are either the surname itself, so that brother and sister differ, or stand before the clan's name.
    title = either(kin.sex == 0, yes="Singh", no="Kaur")
    return either(kin.custom, yes=None, no=title), either(kin.custom, yes=title, no=kin.surname)


def _pakistani(kin: Kin) -> tuple[Texts, Texts]:
    # By custom a son takes his father's own name and a daughter a woman's second name; no family surname.
    women = pool("pakistani", kind="second_f").draw(kin.rng, size=len(kin.sex))
    personal = either(kin.sex == 0, yes=kin.father, no=women)
    return kin.second, either(kin.custom, yes=personal, no=kin.surname)


def _bengali(kin: Kin) -> tuple[Texts, Texts]:
    women, men = (
        pool("bengali", kind="second_f").draw(kin.rng, size=len(kin.sex)),
        pool("bengali", kind="second_m").draw(kin.rng, size=len(kin.sex)),
    )
    return kin.second, either(kin.custom, yes=either(kin.sex == 0, yes=men, no=women), no=kin.surname)


def _father_second(kin: Kin) -> tuple[Texts, Texts]:
    # Own name, father's name, grandfather's or family name.
    return either(present(kin.second), yes=kin.father, no=None), kin.surname


def _tamil(kin: Kin) -> tuple[Texts, Texts]:
    return kin.second, either(kin.custom, yes=kin.father, no=kin.surname)


def _iberian(kin: Kin) -> tuple[Texts, Texts]:
    return kin.second, either(kin.custom, yes=kin.surname + " " + kin.mothers_surname, no=kin.surname)


def _polish(kin: Kin) -> tuple[Texts, Texts]:
    endings = {"ski": "ska", "cki": "cka", "dzki": "dzka"}
    hers = texts([name[:-3] + endings.get(name[-3:], name[-3:]) for name in kin.surname])
    return kin.second, either(kin.custom & (kin.sex == 1), yes=hers, no=kin.surname)


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
