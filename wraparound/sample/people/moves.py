"""Where people live and lived: moves, two homes, care, refuges and other addresses shared by many."""

from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Flags, Ints, Rng, happens, some
from wraparound.sample.words import NEVER

SPARE = 2.5  # homes in the area for each household with children
SHARED = 0.004  # of the homes: refuges, hostels and hotels where many households stay for a while


class Stays(NamedTuple):
    """The last three homes, shape (n, 3), newest first, and the days of the two moves between them, shape (n, 2)."""

    homes: Ints
    moved: Ints


def household_stays(rng: Rng, count: int, *, vacant: Ints, on: int, arrived: Ints) -> Stays:
    """Draw each household's last three homes and when it moved."""
    homes = np.stack([vacant[:count], *(rng.choice(vacant[count:], count) for _ in range(2))], axis=1)
    # A third of families rent and move often; the others rarely.
    rate = np.where(happens(rng, 0.36, count), 0.27, 0.045)
    last = on - (rng.exponential(1 / rate) * 365).astype(np.int64)
    before = last - 30 - (rng.exponential(1.2 / rate) * 365).astype(np.int64)
    near = some(rng, 0.35, count)
    homes[near, 1] = np.clip(homes[near, 0] + rng.integers(-400, 400, len(near)), 0, int(vacant.max()))
    moved = np.stack([last, before], axis=1)
    moved[moved < on - 7300] = NEVER
    moved[moved < arrived[:, None]] = NEVER
    return Stays(homes, moved)


def shelter(rng: Rng, stays: Stays, leaning: Ints, *, shared: Ints, on: int) -> Flags:
    """Send some households through a shared address, now or before; returns who is there now."""
    count = len(stays.homes)
    now = happens(rng, 0.006 * leaning, count)
    once = some(rng, 0.008 * leaning, count)
    stays.homes[now, 0] = rng.choice(shared, int(now.sum()))
    stays.moved[now, 0] = on - rng.integers(5, 420, int(now.sum()))
    stays.homes[once, 1] = rng.choice(shared, len(once))
    return now


def second_homes(rng: Rng, count: int, *, vacant: Ints) -> Ints:
    """Give the other parent's home for the households whose parents live apart; shape (households,)."""
    return rng.choice(vacant, count)


def place(rng: Rng, stays: Stays, placement: Ints, *, vacant: Ints, on: int) -> None:
    """Move looked-after children to foster homes, children's homes and supported housing, which they share."""
    for kind, a_home in ((1, 1.7), (2, 4.0), (3, 5.0), (5, 2.0)):
        at = np.flatnonzero(placement == kind)
        houses = rng.choice(vacant, max(1, round(len(at) / a_home)), replace=False)
        since = on - 20 - rng.gamma(1.2, 700, len(at)).astype(np.int64)
        stays.homes[at, 2] = stays.homes[at, 1]
        stays.homes[at, 1] = stays.homes[at, 0]
        stays.homes[at, 0] = rng.choice(houses, len(at))
        stays.moved[at, 1] = np.where(stays.moved[at, 0] < since, stays.moved[at, 0], NEVER)
        stays.moved[at, 0] = since
