"""Where people are and how to reach them, as each source wrote it: old addresses, two homes, old numbers, carers."""

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


def _rate(column: str, held: Held) -> Floats:
    rates: Floats = np.asarray(numbers("sources")[column])[held.source]
    return rates


def places_written(rng: Rng, homes: places.Homes, people: People, held: Held) -> dict[str, Texts]:
    """Give addresses and postcodes as they were when each record was last brought up to date."""
    count = len(held.person)
    which = (held.updated < people.moved[:, 0]).astype(np.int64) + (held.updated < people.moved[:, 1])
    apart = (people.flags["two_homes"] == 1) & happens(rng, 0.12, count)
    which[apart] = 2
    home = people.homes[np.arange(count), which]
    missing = happens(rng, _rate("missing_postcode", held), count)
    postcode = either(missing, None, homes.postcode[home])
    for place in some(rng, 0.006, count).tolist():
        if postcode[place]:
            postcode[place] = _miscoded(postcode[place], float(rng.random()))
    lost = missing & happens(rng, 0.6, count)
    written = {name: either(lost, None, part) for name, part in _address(rng, homes, home).items()}
    known = ~apart & happens(rng, _rate("previous_postcode", held), count)
    return written | {"postcode": postcode, "previous_postcode": _previous(homes, people, which, known)}


def _previous(homes: places.Homes, people: People, which: Ints, known: np.ndarray) -> Texts:
    row = np.arange(len(which))
    before = people.homes[row, np.minimum(which + 1, 2)]
    moved = (which < 2) & (people.moved[row, np.minimum(which, 1)] > NEVER)
    return either(moved & known, homes.postcode[before], None)


def _address(rng: Rng, homes: places.Homes, home: Ints) -> dict[str, Texts]:
    number, street, town = homes.number[home], homes.street[home], homes.town[home]
    for place in some(rng, 0.12, len(street)).tolist():
        start, _, kind = street[place].rpartition(" ")
        street[place] = f"{start} {_SHORT.get(kind, kind)}"
    for place in some(rng, 0.012, len(street)).tolist():
        street[place] = mistyped(street[place], float(rng.random()))
    return {"number": number, "street": street, "town": town, "address": number + " " + street + ", " + town}


def _miscoded(code: str, luck: float) -> str:
    # Never the two letters of the area, which mark it as invented; two letters change places or one digit is wrong.
    if luck < 0.5:
        return code[:-2] + code[-1] + code[-2]
    return code[:-3] + str((int(code[-3]) + 1 + int(luck * 97) % 8) % 10) + code[-2:]


def contacts(rng: Rng, everyone: People, people: People, held: Held) -> dict[str, Texts]:
    """Give telephone numbers, some of them old or mistyped, and the carer's name."""
    count = len(held.person)
    wanted = ~happens(rng, _rate("missing_phone", held), count)
    other = happens(rng, 0.16, count) & present(people.phone_2)
    old = (held.updated < people.phone_changed) & present(people.phone_before)
    phone = either(wanted, either(other, people.phone_2, either(old, people.phone_before, people.phone)), None)
    second = either(wanted & ~other & happens(rng, 0.35, count), people.phone_2, None)
    for place in some(rng, 0.012, count).tolist():
        if phone[place]:
            phone[place] = misdigited(phone[place], float(rng.random()), keep=2)
    return {"phone": phone, "phone_2": second, "carer": _carers(rng, everyone, people, held)}


def _carers(rng: Rng, everyone: People, people: People, held: Held) -> Texts:
    count = len(held.person)
    fathers = (people.father >= 0) & ((people.mother < 0) | happens(rng, 0.22, count))
    carer = np.where(fathers, people.father, people.mother)
    name = everyone.given[carer] + " " + everyone.surname[carer]
    for place in some(rng, 0.06, count).tolist():
        name[place] = mistyped(name[place], float(rng.random()))
    names.plain(rng, name)
    keep = (carer >= 0) & (people.role == CHILD) & ~happens(rng, _rate("missing_carer", held), count)
    # A child placed away from home is mostly in another's care, whose name these records leave out.
    away = np.isin(people.flags["placement"], (1, 2, 3, 5)) & happens(rng, 0.7, count)
    return either(keep & ~away, name, None)
