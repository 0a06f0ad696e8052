"""What becomes of people's names in a record: custom, known-as names, spelling, typing, and newborns with none yet."""

import unicodedata

import numpy as np

from wraparound.sample.chance import Floats, Ints, Rng, Texts, happens, picked, some
from wraparound.sample.slips.customs import CUSTOMS, Name
from wraparound.sample.slips.typing import has_spellings, mistyped, respelt
from wraparound.sample.tables import TRADITIONS, numbers

_GIVEN, _SURNAME = 0.066, 0.026  # chance of a slip in a name, before each source's own factor
_UNNAMED = ("Baby", "Baby", "Baby", "Unknown", "Infant")


def follow_customs(rng: Rng, *, given: Texts, surname: Texts, second: Texts, tradition: Ints, factor: Floats) -> None:
    """Move the parts of some names between the boxes, in place, as each tradition's names get moved."""
    chance = np.asarray(numbers("traditions")["moves"])[tradition] * factor
    for place in some(rng, chance=chance, size=len(given)).tolist():
        ways = CUSTOMS[TRADITIONS[tradition[place]]]
        way = ways[int(rng.integers(len(ways)))]
        given[place], surname[place] = way(Name(given[place], second[place], surname[place]))


def slip_given(rng: Rng, *, given: Texts, known_as: Texts, second: Texts, factor: Floats) -> None:
    """Make slips in given names, in place; known-as names stand in for some."""
    called = some(rng, chance=0.16 * factor, size=len(given))
    called = called[np.asarray([name is not None for name in known_as[called]], dtype=bool)]
    given[called] = known_as[called]
    struck = some(rng, chance=_GIVEN * factor, size=len(given))
    kinds = picked(rng, weights=(0.42, 0.38, 0.05, 0.04, 0.06, 0.05), size=len(struck)).tolist()
    for place, kind, luck in zip(struck.tolist(), kinds, rng.random(len(struck)).tolist(), strict=True):
        given[place] = _given_slip(given[place], second=second[place], kind=kind, luck=luck)


def _given_slip(name: str, *, second: str | None, kind: int, luck: float) -> str | None:
    if kind == 0:
        return mistyped(name, luck=luck)
    if kind == 1:
        return respelt(name, luck=luck)
    if kind == 2:
        return name[0]
    if kind == 3:
        return name[: max(3, len(name) // 2)]
    return (second or mistyped(name, luck=luck)) if kind == 4 else None


def vary(rng: Rng, *, names: Texts, tradition: Ints, arrived: Ints) -> None:
    """Write some names in another accepted spelling, in place: oftener for those whose names were transliterated."""
    chance = np.asarray(numbers("traditions")["variant"])[tradition] * np.where(arrived > 0, 2.0, 1.0)
    struck = some(rng, chance=chance, size=len(names))
    for place, luck in zip(struck.tolist(), rng.random(len(struck)).tolist(), strict=True):
        if names[place] and has_spellings(names[place]):
            names[place] = respelt(names[place], luck=luck * 0.8)


def slip_surname(rng: Rng, *, surname: Texts, factor: Floats) -> None:
    """Make slips in surnames, in place; a few are left out."""
    struck = some(rng, chance=_SURNAME * factor, size=len(surname))
    kinds = picked(rng, weights=(0.55, 0.36, 0.05, 0.04), size=len(struck)).tolist()
    for place, kind, luck in zip(struck.tolist(), kinds, rng.random(len(struck)).tolist(), strict=True):
        name = surname[place]
        kept = name[: max(4, len(name) - 4)]
        surname[place] = (mistyped(name, luck=luck), respelt(name, luck=luck), kept, None)[kind]


def unname(rng: Rng, *, given: Texts, days_old: Ints, health: Ints, twin: Ints) -> None:
    """Leave newborns without a name, in place: Baby, Unknown, Twin 1; the unborn have none at all."""
    size = len(given)
    chance = np.where(days_old < 0, 1.0, np.where(days_old < 45, np.where(health == 1, 0.5, 0.15), 0.0))
    for place in some(rng, chance=chance, size=size).tolist():
        if twin[place] >= 0:
            given[place] = f"Twin {int(rng.integers(1, 3))}"
        elif days_old[place] < 0:
            given[place] = "Unborn" if rng.random() < 0.5 else "Baby"
        else:
            given[place] = _UNNAMED[int(rng.integers(len(_UNNAMED)))]


def plain(rng: Rng, *, names: Texts, chance: float = 0.7) -> None:
    """Take the accents off most names, in place, as English keyboards do."""
    strip = happens(rng, chance=chance, size=len(names)).tolist()
    for place, (name, bare) in enumerate(zip(names.tolist(), strip, strict=True)):
        if bare and name and not name.isascii():
            swapped = name.replace("ł", "l").replace("Ł", "L").replace("ı", "i")
            names[place] = "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))
