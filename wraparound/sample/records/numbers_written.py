"""Which records carry an NHS or pupil number, whose, and whether anyone checked it."""

import numpy as np

from wraparound.sample.chance import Flags, Floats, Ints, Rng, Texts, either, happens, present, texts
from wraparound.sample.records.coverage import Held
from wraparound.sample.slips.typing import misdigited
from wraparound.sample.tables import numbers
from wraparound.sample.words import CHILD, People


def numbers_written(rng: Rng, *, everyone: People, held: Held) -> dict[str, np.ndarray]:
    """Give the NHS numbers, pupil numbers and schools as written, with whether each number was verified."""
    people = everyone.take(held.person)
    nhs, nhs_sure = _nhs(rng, everyone=everyone, people=people, held=held)
    upn, upn_sure = _upn(rng, everyone=everyone, people=people, held=held)
    has_school = np.isin(held.source, _WITH_SCHOOL) & happens(
        rng, chance=np.where(held.source == _WITH_SCHOOL[0], 1.0, 0.6), size=len(nhs)
    )
    school = either(has_school, yes=people.school, no=None)
    return {"nhs": nhs, "nhs_verified": nhs_sure, "upn": upn, "upn_verified": upn_sure, "school": school}


_WITH_SCHOOL = (1, 3, 6)  # schools, social care, youth justice


def _rate(column: str, *, held: Held) -> Floats:
    rates: Floats = np.asarray(numbers("sources")[column])[held.source]
    return rates


def _relative(rng: Rng, *, everyone: People, held: Held) -> Ints:
    # The next person in the list is mostly a sibling; else the mother, else nobody.
    count = len(everyone)
    beside = np.minimum(held.person + 1, count - 1)
    sibling = everyone.household[beside] == everyone.household[held.person]
    mother = everyone.mother[held.person]
    wanted = np.where(sibling & happens(rng, chance=0.7, size=len(beside)), beside, mother)
    return np.where(wanted >= 0, wanted, np.where(sibling, beside, held.person))


def _nhs(rng: Rng, *, everyone: People, people: People, held: Held) -> tuple[Texts, Flags]:
    count = len(held.person)
    written = happens(rng, chance=_rate("nhs", held=held), size=count) & ~(
        (people.birth > held.updated) & (people.role == CHILD)
    )
    wrong = written & happens(rng, chance=_rate("nhs_wrong", held=held), size=count)
    owner = np.where(
        wrong & happens(rng, chance=0.55, size=count), _relative(rng, everyone=everyone, held=held), held.person
    )
    found = texts([str(number) for number in everyone.nhs[owner].tolist()])
    mistaken = np.flatnonzero(wrong & (owner == held.person))
    for place, luck in zip(mistaken.tolist(), rng.random(len(mistaken)).tolist(), strict=True):
        found[place] = misdigited(found[place], luck=luck, keep=3)
    # A number that was traced is almost always right: a wrong one is marked as verified in one case of fifty.
    sure = written & happens(rng, chance=_rate("nhs_verified", held=held) * np.where(wrong, 0.02, 1.0), size=count)
    return either(written, yes=found, no=None), sure


def _upn(rng: Rng, *, everyone: People, people: People, held: Held) -> tuple[Texts, Flags]:
    count = len(held.person)
    has = present(people.upn)
    written = has & happens(rng, chance=_rate("upn", held=held), size=count)
    wrong = written & happens(rng, chance=_rate("upn_wrong", held=held), size=count)
    relative = _relative(rng, everyone=everyone, held=held)
    theirs = wrong & happens(rng, chance=0.4, size=count) & present(everyone.upn[relative])
    found = either(theirs, yes=everyone.upn[relative], no=people.upn)
    mistaken = np.flatnonzero(wrong & ~theirs)
    for place, luck in zip(mistaken.tolist(), rng.random(len(mistaken)).tolist(), strict=True):
        found[place] = misdigited(found[place], luck=luck, keep=4)
    sure = written & happens(
        rng, chance=np.where(held.source == 1, 0.985, 0.4) * np.where(wrong, 0.02, 1.0), size=count
    )
    return either(written, yes=found, no=None), sure
