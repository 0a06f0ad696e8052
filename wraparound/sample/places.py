"""Invented homes: streets, towns and postcodes in areas that are not in use."""

from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Ints, Rng, Texts, happens, texts
from wraparound.sample.tables import parts

_SECOND_LETTERS = "ABCDEFGHKLMNOPQRSTUVWXY"  # after the Q; I, J and Z never stand second
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
HOMES_A_POSTCODE = 15


class Homes(NamedTuple):
    """Every home of an area, one entry each; neighbours stand together."""

    number: Texts
    street: Texts
    town: Texts
    postcode: Texts
    street_of: Ints


def homes(rng: Rng, *, area: int, size: int) -> Homes:
    """Build at least `size` homes in the area with this number, about fifteen to a postcode."""
    count = size // HOMES_A_POSTCODE + 4
    each = np.maximum(rng.poisson(HOMES_A_POSTCODE, count), 3)
    code_of = np.repeat(np.arange(count), each)
    street_of_code = np.cumsum(happens(rng, chance=0.45, size=count), dtype=np.int64)
    streets, towns = _streets(rng, count=int(street_of_code[-1]) + 1), _towns(area)
    street_of = street_of_code[code_of]
    town_of = street_of * len(towns) // (int(street_of_code[-1]) + 1)
    return Homes(
        _numbers(rng, code_of=code_of, street_of=street_of),
        streets[street_of],
        towns[town_of],
        _postcodes(rng, area=area, count=count)[code_of],
        street_of,
    )


def _numbers(rng: Rng, *, code_of: Ints, street_of: Ints) -> Texts:
    starts = np.flatnonzero(np.diff(street_of, prepend=-1))
    place = np.arange(len(street_of)) - np.repeat(starts, np.diff(starts, append=len(street_of)))
    plain = [str(number) for number in range(1, int(place.max()) + 2)]
    numbers = texts([plain[number] for number in place.tolist()])
    flats = happens(rng, chance=0.12, size=int(code_of[-1]) + 1)[code_of]
    named = {home: f"Flat {home % 12 + 1}, {home // 12 + 1}" for home in range(int(place.max()) + 1)}
    numbers[flats] = [named[home] for home in place[flats].tolist()]
    return numbers


def _streets(rng: Rng, *, count: int) -> Texts:
    top, first, last = (parts("places", f"street_{part}") for part in ("top", "first", "last"))
    every = [f"{name} {kind}" for name in first for kind in last if name != kind]
    made = texts(every)[(rng.random(count) ** 1.4 * len(every)).astype(np.int64)]
    common = happens(rng, chance=0.12, size=count)
    made[common] = texts(top)[rng.integers(0, len(top), int(common.sum()))]
    return made


def _towns(area: int) -> Texts:
    first, last = parts("places", "town_first"), parts("places", "town_last")
    every = texts([begin + end for begin in first for end in last])
    order = np.random.default_rng(7).permutation(len(every))
    return every[order[(area * 6 + np.arange(6)) % len(every)]]


def _postcodes(rng: Rng, *, area: int, count: int) -> Texts:
    # An area has the letters of its number; its districts go on where an earlier area of the same letters stopped.
    letters = "Q" + _SECOND_LETTERS[area % len(_SECOND_LETTERS)]
    districts = max(1, round(count / 900))
    first = 1 + (area // len(_SECOND_LETTERS)) * 12
    per = -(-count // districts)
    made: list[str] = []
    for district in range(first, first + districts):
        units = np.sort(rng.choice(9 * 400, size=per, replace=False)).tolist()
        made += [
            f"{letters}{district} {unit // 400 + 1}{_INWARD_LETTERS[unit // 20 % 20]}{_INWARD_LETTERS[unit % 20]}"
            for unit in units
        ]
    return texts(made[:count])


def lines(home: Homes) -> Texts:
    """Give each home's address in one line, without its postcode."""
    return np.asarray(home.number + " " + home.street + ", " + home.town, dtype=object)
