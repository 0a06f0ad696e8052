"""The records of one area as their sources wrote them, before each source's own columns and habits."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from wraparound.sample.chance import Flags, Floats, Ints, Rng, Texts, either, happens, present, some
from wraparound.sample.people.area import Area
from wraparound.sample.records import numbers_written, whereabouts
from wraparound.sample.records.coverage import Held, coverage
from wraparound.sample.slips import days, names
from wraparound.sample.tables import SOURCES, numbers
from wraparound.sample.words import CHILD, People


@dataclass
class Written:
    """One entry for each record; None or -1 where nothing was written."""

    held: Held
    serial: Ints
    given: Texts
    middle: Texts
    surname: Texts
    known_as: Texts
    previous_surname: Texts
    day: Ints
    precision: Ints
    unborn: Flags
    sex: Ints
    number: Texts
    street: Texts
    town: Texts
    address: Texts
    postcode: Texts
    previous_postcode: Texts
    phone: Texts
    phone_2: Texts
    carer: Texts
    carer_person: Ints
    nhs: Texts
    nhs_verified: Flags
    upn: Texts
    upn_verified: Flags
    school: Texts

    def take(self, at: Ints) -> "Written":
        """Give the records at these positions."""
        held = Held(*(column[at] for column in self.held))
        return Written(held=held, **{f.name: getattr(self, f.name)[at] for f in fields(self) if f.name != "held"})


def written(rng: Rng, *, area: Area, on: int) -> Written:
    """Write down, as every source would, those of the area's people whom it knows."""
    held = coverage(rng, people=area.people, on=on)
    people = area.people.take(held.person)
    made: dict[str, Any] = _names(rng, everyone=area.people, people=people, held=held)
    made |= _births(rng, people=people, held=held, on=on)
    made |= whereabouts.places_written(rng, homes=area.homes, people=people, held=held)
    made |= whereabouts.contacts(rng, everyone=area.people, people=people, held=held)
    made |= numbers_written.numbers_written(rng, everyone=area.people, held=held)
    return Written(held=held, serial=rng.permutation(len(held.person)), **made)


def _rate(column: str, *, held: Held) -> Floats:
    rates: Floats = np.asarray(numbers("sources")[column])[held.source]
    return rates


def _if(rng: Rng, *, chance: Floats, values: Texts) -> Texts:
    return either(happens(rng, chance=chance, size=len(values)), yes=values, no=None)


def _names(rng: Rng, *, everyone: People, people: People, held: Held) -> dict[str, Texts]:
    before = (held.updated < people.renamed) & present(people.surname_before)
    surname = either(before, yes=people.surname_before, no=people.surname)
    _as_the_mother(
        rng,
        surname=surname,
        everyone=everyone,
        people=people,
        newborn=(people.role == CHILD) & (held.updated - people.birth < 30),
    )
    given, second = people.given.copy(), people.second
    names.vary(rng, names=given, tradition=people.tradition, arrived=people.arrived)
    names.vary(rng, names=surname, tradition=people.tradition, arrived=people.arrived)
    factor = _rate("surname", held=held)
    whole = given.copy()
    names.follow_customs(rng, given=given, surname=surname, second=second, tradition=people.tradition, factor=factor)
    untouched = given == whole
    names.slip_given(rng, given=given, known_as=people.known_as, second=second, factor=_rate("given", held=held))
    names.slip_surname(rng, surname=surname, factor=factor)
    health = (held.source == SOURCES.index("health")).astype(np.int64)
    names.unname(rng, given=given, days_old=held.updated - people.birth, health=health, twin=people.twin)
    named = np.asarray(held.updated - people.birth >= 45) & untouched
    middle = either(named, yes=_if(rng, chance=_rate("middle", held=held), values=second), no=None)
    known = _if(rng, chance=_rate("known_as", held=held) * 2, values=people.known_as)
    told = ~before & (held.source == SOURCES.index("social_care"))
    previous = _if(rng, chance=told * 0.7, values=people.surname_before)
    for texts in (given, middle, surname, known, previous):
        names.plain(rng, names=texts)
    return {"given": given, "middle": middle, "surname": surname, "known_as": known, "previous_surname": previous}


def _as_the_mother(rng: Rng, *, surname: Texts, everyone: People, people: People, newborn: Flags) -> None:
    # The unborn and the newborn stand under their mother's surname until they are registered.
    hers = np.flatnonzero(newborn & (people.mother >= 0) & happens(rng, chance=0.6, size=len(surname)))
    surname[hers] = everyone.surname[people.mother[hers]]


def _births(rng: Rng, *, people: People, held: Held, on: int) -> dict[str, np.ndarray]:
    factor = _rate("birth", held=held)
    day = days.slip_days(rng, day=people.birth, factor=factor)
    unborn = (people.role == CHILD) & (people.birth > on)
    day = np.where(unborn, people.birth + rng.integers(-12, 13, len(day)), np.minimum(day, on))
    precision = days.precision(rng, count=len(day), missing=_rate("missing_birth", held=held), factor=factor)
    precision[unborn & (precision != days.MISSING)] = days.WHOLE
    sex = np.where(happens(rng, chance=_rate("missing_sex", held=held), size=len(day)) | unborn, -1, people.sex)
    wrong = some(rng, chance=0.003, size=len(day))
    sex[wrong] = np.where(sex[wrong] >= 0, 1 - sex[wrong], -1)
    return {"day": day, "precision": precision, "unborn": unborn, "sex": sex}
