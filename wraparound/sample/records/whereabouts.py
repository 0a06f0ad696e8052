"""Where people are and how to reach them, as each source wrote it: old addresses, two homes, old numbers, carers."""

from typing import Any

import numpy as np

from wraparound.sample import places
from wraparound.sample.chance import Floats, Ints, Rng, Texts, either, happens, present, some
from wraparound.sample.records.coverage import Held
from wraparound.sample.slips import names
from wraparound.sample.slips.typing import misdigited, mistyped
from wraparound.sample.tables import numbers
from wraparound.sample.words import CHILD, NEVER, People

_SHORT = {
    "Road": "Rd", "Street": "St", "Avenue": "Ave", "Lane": "Ln", "Drive": "Dr", "Close": "Cl", "Crescent": "Cres",
    "Court": "Ct", "Gardens": "Gdns", "Terrace": "Terr", "Grove": "Gr", "Place": "Pl",
}  # fmt: skip


def _rate(column: str, *, held: Held) -> Floats:
    rates: Floats = np.asarray(numbers("sources")[column])[held.source]
    return rates


def places_written(rng: Rng, *, homes: places.Homes, people: People, held: Held) -> dict[str, Texts]:
    """Give addresses and postcodes as they were when each record was last brought up to date."""
    count = len(held.person)
    which = (held.updated < people.moved[:, 0]).astype(np.int64) + (held.updated < people.moved[:, 1])
    apart = (people.flags["two_homes"] == 1) & happens(rng, chance=0.12, size=count)
    which[apart] = 2
    home = people.homes[np.arange(count), which]
    missing = happens(rng, chance=_rate("missing_postcode", held=held), size=count)
    postcode = either(missing, yes=None, no=homes.postcode[home])
    for place in some(rng, chance=0.006, size=count).tolist():
        if postcode[place]:
            postcode[place] = _miscoded(postcode[place], luck=float(rng.random()))
    lost = missing & happens(rng, chance=0.6, size=count)
    written = {name: either(lost, yes=None, no=part) for name, part in _address(rng, homes=homes, home=home).items()}
    known = ~apart & happens(rng, chance=_rate("previous_postcode", held=held), size=count)
    return written | {
        "postcode": postcode,
        "previous_postcode": _previous(homes, people=people, which=which, known=known),
    }


def _previous(homes: places.Homes, *, people: People, which: Ints, known: np.ndarray) -> Texts:
    row = np.arange(len(which))
    before = people.homes[row, np.minimum(which + 1, 2)]
    moved = (which < 2) & (people.moved[row, np.minimum(which, 1)] > NEVER)
    return either(moved & known, yes=homes.postcode[before], no=None)


def _address(rng: Rng, *, homes: places.Homes, home: Ints) -> dict[str, Texts]:
    number, street, town = homes.number[home], homes.street[home], homes.town[home]
    for place in some(rng, chance=0.12, size=len(street)).tolist():
        start, _, kind = street[place].rpartition(" ")
        street[place] = f"{start} {_SHORT.get(kind, kind)}"
    for place in some(rng, chance=0.012, size=len(street)).tolist():
        street[place] = mistyped(street[place], luck=float(rng.random()))
    return {"number": number, "street": street, "town": town, "address": number + " " + street + ", " + town}


def _miscoded(code: str, *, luck: float) -> str:
    # Never the two letters of the area, which mark it as invented; two letters change places or one digit is wrong.
    if luck < 0.5:
        return code[:-2] + code[-1] + code[-2]
    return code[:-3] + str((int(code[-3]) + 1 + int(luck * 97) % 8) % 10) + code[-2:]


def contacts(rng: Rng, *, everyone: People, people: People, held: Held) -> dict[str, Any]:
    """Give telephone numbers, some of them old or mistyped, and the carer's name."""
    count = len(held.person)
    wanted = ~happens(rng, chance=_rate("missing_phone", held=held), size=count)
    other = happens(rng, chance=0.16, size=count) & present(people.phone_2)
    old = (held.updated < people.phone_changed) & present(people.phone_before)
    phone = either(
        wanted, yes=either(other, yes=people.phone_2, no=either(old, yes=people.phone_before, no=people.phone)), no=None
    )
    second = either(wanted & ~other & happens(rng, chance=0.35, size=count), yes=people.phone_2, no=None)
    for place in some(rng, chance=0.012, size=count).tolist():
        if phone[place]:
            phone[place] = misdigited(phone[place], luck=float(rng.random()), keep=2)
    carer, named = _carers(rng, everyone=everyone, people=people, held=held)
    return {"phone": phone, "phone_2": second, "carer": named, "carer_person": carer}


def _carers(rng: Rng, *, everyone: People, people: People, held: Held) -> tuple[Ints, Texts]:
    """Give who the carer is that a record names, or -1, and the name it has there."""
    count = len(held.person)
    fathers = (people.father >= 0) & ((people.mother < 0) | happens(rng, chance=0.22, size=count))
    carer = np.where(fathers, people.father, people.mother)
    name = everyone.given[carer] + " " + everyone.surname[carer]
    for place in some(rng, chance=0.06, size=count).tolist():
        name[place] = mistyped(name[place], luck=float(rng.random()))
    names.plain(rng, names=name)
    keep = (carer >= 0) & (people.role == CHILD) & ~happens(rng, chance=_rate("missing_carer", held=held), size=count)
    # A child placed away from home is mostly in another's care, whose name these records leave out.
    away = np.isin(people.flags["placement"], (1, 2, 3, 5)) & happens(rng, chance=0.7, size=count)
    return np.where(keep & ~away, carer, -1), either(keep & ~away, yes=name, no=None)
