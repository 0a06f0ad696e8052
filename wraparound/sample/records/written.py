"""The records of one area as their sources wrote them, before each source's own columns and habits."""

from dataclasses import dataclass, fields

import numpy as np

from wraparound.sample import places
from wraparound.sample.chance import Flags, Floats, Ints, Rng, Texts, happens, some
from wraparound.sample.people.area import Area
from wraparound.sample.records import numbers_written
from wraparound.sample.records.coverage import Held, coverage
from wraparound.sample.slips import days, names
from wraparound.sample.slips.typing import mistyped
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
    nhs: Texts
    nhs_verified: Flags
    upn: Texts
    upn_verified: Flags
    school: Texts

    def take(self, at: Ints) -> "Written":
        """Give the records at these positions."""
        held = Held(*(column[at] for column in self.held))
        return Written(held=held, **{f.name: getattr(self, f.name)[at] for f in fields(self) if f.name != "held"})


def written(rng: Rng, area: Area, *, on: int) -> Written:
    """Write down, as every source would, those of the area's people whom it knows."""
    held = coverage(rng, area.people, on=on)
    people = area.people.take(held.person)
    made = _names(rng, people, held)
    made |= _births(rng, people, held, on)
    made |= _places(rng, area.homes, people, held)
    made |= _contacts(rng, area.people, people, held)
    made |= numbers_written.numbers_written(rng, area.people, held)
    return Written(held=held, serial=rng.permutation(len(held.person)), **made)


def _rate(column: str, held: Held) -> Floats:
    rates: Floats = np.asarray(numbers("sources")[column])[held.source]
    return rates


def _if(rng: Rng, chance: Floats, values: Texts) -> Texts:
    return np.where(happens(rng, chance, len(values)), values, None)


def _names(rng: Rng, people: People, held: Held) -> dict[str, Texts]:
    before = (held.updated < people.renamed) & (people.surname_before != None)  # noqa: E711
    surname = np.where(before, people.surname_before, people.surname)
    given, second = people.given.copy(), people.second
    names.vary(rng, given, tradition=people.tradition, arrived=people.arrived)
    names.vary(rng, surname, tradition=people.tradition, arrived=people.arrived)
    factor = _rate("surname", held)
    whole = given.copy()
    names.follow_customs(rng, given, surname, second=second, tradition=people.tradition, factor=factor)
    untouched = given == whole
    names.slip_given(rng, given, known_as=people.known_as, second=second, factor=_rate("given", held))
    names.slip_surname(rng, surname, factor=factor)
    health = (held.source == SOURCES.index("health")).astype(np.int64)
    names.unname(rng, given, days_old=held.updated - people.birth, health=health, twin=people.twin)
    named = np.asarray(held.updated - people.birth >= 45) & untouched
    middle = np.where(named, _if(rng, _rate("middle", held), second), None)
    known = _if(rng, _rate("known_as", held) * 2, people.known_as)
    previous = _if(
        rng,
        np.where(before, 0.0, np.where(held.source == SOURCES.index("social_care"), 0.7, 0.0)),
        people.surname_before,
    )
    for texts in (given, middle, surname, known, previous):
        names.plain(rng, texts)
    return {"given": given, "middle": middle, "surname": surname, "known_as": known, "previous_surname": previous}


def _births(rng: Rng, people: People, held: Held, on: int) -> dict[str, np.ndarray]:
    factor = _rate("birth", held)
    day = days.slip_days(rng, people.birth, factor=factor)
    unborn = (people.role == CHILD) & (people.birth > on)
    day = np.where(unborn, people.birth + rng.integers(-12, 13, len(day)), np.minimum(day, on))
    precision = days.precision(rng, len(day), missing=_rate("missing_birth", held), factor=factor)
    precision[unborn & (precision != days.MISSING)] = days.WHOLE
    sex = np.where(happens(rng, _rate("missing_sex", held), len(day)) | unborn, -1, people.sex)
    wrong = some(rng, 0.003, len(day))
    sex[wrong] = np.where(sex[wrong] >= 0, 1 - sex[wrong], -1)
    return {"day": day, "precision": precision, "unborn": unborn, "sex": sex}


def _places(rng: Rng, homes: places.Homes, people: People, held: Held) -> dict[str, Texts]:
    count = len(held.person)
    which = (held.updated < people.moved[:, 0]).astype(np.int64)
    which += held.updated < people.moved[:, 1]
    apart = (people.flags["two_homes"] == 1) & happens(rng, 0.12, count)
    which[apart] = 2
    row = np.arange(count)
    home = people.homes[row, which]
    missing = happens(rng, _rate("missing_postcode", held), count)
    postcode = np.where(missing, None, homes.postcode[home])
    for place in some(rng, 0.006, count).tolist():
        if postcode[place]:
            postcode[place] = _miscoded(postcode[place], float(rng.random()))
    before = people.homes[row, np.minimum(which + 1, 2)]
    moved = (which < 2) & (people.moved[row, np.minimum(which, 1)] > 0) & ~apart
    previous = np.where(moved, _if(rng, _rate("previous_postcode", held), homes.postcode[before]), None)
    nowhere = missing & happens(rng, 0.6, count)
    street = homes.street[home]
    _shorten(rng, street)
    parts = {"number": homes.number[home], "street": street, "town": homes.town[home]}
    address = parts["number"] + " " + parts["street"] + ", " + parts["town"]
    written = {name: np.where(nowhere, None, part) for name, part in (parts | {"address": address}).items()}
    return written | {"postcode": postcode, "previous_postcode": previous}


_SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Lane": "Ln",
    "Drive": "Dr",
    "Close": "Cl",
    "Crescent": "Cres",
    "Court": "Ct",
    "Gardens": "Gdns",
    "Terrace": "Terr",
    "Grove": "Gr",
    "Place": "Pl",
}


def _shorten(rng: Rng, street: Texts) -> None:
    for place in some(rng, 0.12, len(street)).tolist():
        start, _, kind = street[place].rpartition(" ")
        street[place] = f"{start} {_SHORT.get(kind, kind)}"
    for place in some(rng, 0.012, len(street)).tolist():
        street[place] = mistyped(street[place], float(rng.random()))


def _miscoded(code: str, luck: float) -> str:
    # Never the two letters of the area, which mark it as invented; two letters change places or one digit is wrong.
    if luck < 0.5:
        return code[:-2] + code[-1] + code[-2]
    return code[:-3] + str((int(code[-3]) + 1 + int(luck * 97) % 8) % 10) + code[-2:]


def _contacts(rng: Rng, everyone: People, people: People, held: Held) -> dict[str, Texts]:
    count = len(held.person)
    wanted = ~happens(rng, _rate("missing_phone", held), count)
    other = happens(rng, 0.16, count) & (people.phone_2 != None)  # noqa: E711
    phone = np.where(wanted, np.where(other, people.phone_2, people.phone), None)
    second = np.where(wanted & ~other & happens(rng, 0.35, count), people.phone_2, None)
    for place in some(rng, 0.012, count).tolist():
        if phone[place]:
            phone[place] = numbers_written.misdigited(phone[place], float(rng.random()), keep=2)
    fathers = (people.father >= 0) & ((people.mother < 0) | happens(rng, 0.22, count))
    carer = np.where(fathers, people.father, people.mother)
    name = everyone.given[carer] + " " + everyone.surname[carer]
    for place in some(rng, 0.06, count).tolist():
        name[place] = mistyped(name[place], float(rng.random()))
    names.plain(rng, name)
    keep = (carer >= 0) & (people.role == CHILD) & ~happens(rng, _rate("missing_carer", held), count)
    cared = people.flags["placement"]
    keep &= ~(np.isin(cared, (1, 2, 3, 5)) & happens(rng, 0.7, count))
    return {"phone": phone, "phone_2": second, "carer": np.where(keep, name, None)}
