"""Which school each pupil goes to, and the pupil number the first school gave."""

import numpy as np

from wraparound.sample.chance import Ints, Rng, Texts, either, happens, texts
from wraparound.sample.identifiers import FIRST_LA, LAST_LA, upns
from wraparound.sample.people.households import YEAR
from wraparound.sample.words import People

_FIRST_URN = 900_000  # schools' numbers run from 100000 to about 152000
_PUPILS_A_PRIMARY = 700  # children under 18 for each primary school


def enrolled(rng: Rng, *, area: int, child: People, on: int) -> tuple[Texts, Texts]:
    """Give each pupil a school's number and a pupil number; None for the others."""
    count, home, household = len(child), child.homes[:, 0], child.household
    primaries = max(1, count // _PUPILS_A_PRIMARY)
    nearest = home * primaries // (int(home.max()) + 1)
    # A family that chooses another school than the nearest sends all its children there.
    households = int(household.max()) + 1
    away = happens(rng, chance=0.2, size=households)[household]
    nearest[away] = rng.integers(0, primaries, households)[household][away]
    elder = (on - child.birth) / YEAR >= 11.6
    secondaries = max(1, primaries // 5)
    school = np.where(elder, primaries + nearest * secondaries // primaries, nearest)
    urns = texts([str(_FIRST_URN + area % 100 * 1_000 + number) for number in school.tolist()])
    year = (1970 + child.birth / YEAR + 4.7).astype(np.int64) % 100
    serial = _serials(nearest, year=year, chance=rng.permutation(count))
    la = FIRST_LA + area % (LAST_LA - FIRST_LA + 1)
    numbers = upns(la, school=2_000 + nearest + 5_000 * (serial // 1_000), year=year, serial=serial % 1_000)
    pupil = child.flags["pupil"] == 1
    return either(pupil, yes=urns, no=None), either(pupil, yes=numbers, no=None)


def _serials(school: Ints, *, year: Ints, chance: Ints) -> Ints:
    # Twins enter together: pairs stand side by side in the list, so sorting in chunks of eight keeps most together.
    order = np.lexsort((np.arange(len(school)), chance[np.arange(len(school)) // 8 * 8], year, school))
    group = school[order] * 100 + year[order]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    serial = np.empty(len(school), dtype=np.int64)
    serial[order] = 1 + np.arange(len(school)) - np.repeat(first, np.diff(first, append=len(school)))
    return serial
