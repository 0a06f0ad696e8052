"""Where people live and lived: moves, two homes, care, refuges and other addresses shared by many."""

from typing import NamedTuple

import numpy as np

from wraparound.sample.chance import Floats, Ints, Rng, happens, some, texts
from wraparound.sample.places import Homes
from wraparound.sample.tables import TRADITIONS, parts
from wraparound.sample.words import NEVER

SPARE = 2.5  # homes in the area for each household with children
_SHARED = 0.003  # of the homes: refuges, hostels and hotels where many households stay for a while
_CLUSTERED = 0.5  # of the households of each tradition but the largest, who live where their people settled


class Stays(NamedTuple):
    """The last three homes, shape (n, 3), newest first, and the days of the two moves between them, shape (n, 2)."""

    homes: Ints
    moved: Ints


def parted(rng: Rng, *, homes: Homes) -> tuple[Ints, Ints]:
    """Set some homes apart as shared addresses with names of their own; give those and the others, in any order."""
    order = rng.permutation(len(homes.number))
    cut = max(4, round(len(order) * _SHARED))
    shared, vacant = order[:cut], order[cut:]
    first, last = texts(parts("places", "home_first")), texts(parts("places", "home_last"))
    named = first[rng.integers(0, len(first), cut)] + " " + last[rng.integers(0, len(last), cut)]
    homes.number[shared] = named + ", " + homes.number[shared]
    return shared, vacant


def _settled(rng: Rng, *, tradition: Ints, homes: Ints) -> Ints:
    # Homes stand in the order of their streets; a tradition's households gather round three points of that order.
    points = rng.random((len(TRADITIONS), 3))[tradition, rng.integers(0, 3, len(tradition))]
    wish = (points + rng.normal(0, 0.03, len(tradition))) % 1.0
    gathered = happens(rng, chance=np.where(tradition == 0, 0.0, _CLUSTERED), size=len(tradition))
    wish = np.where(gathered, wish, rng.random(len(tradition)))
    taken = np.empty(len(tradition), dtype=np.int64)
    taken[np.argsort(wish, kind="stable")] = np.sort(homes[: len(tradition)])
    return taken


def household_stays(rng: Rng, *, tradition: Ints, vacant: Ints, on: int, arrived: Ints) -> Stays:
    """Draw each household's last three homes and when it moved."""
    count = len(tradition)
    homes = np.stack(
        [_settled(rng, tradition=tradition, homes=vacant), *(rng.choice(vacant[count:], count) for _ in range(2))],
        axis=1,
    )
    # A third of families rent and move often; the others rarely.
    rate = np.where(happens(rng, chance=0.36, size=count), 0.27, 0.045)
    last = on - (rng.exponential(1 / rate) * 365).astype(np.int64)
    before = last - 30 - (rng.exponential(1.2 / rate) * 365).astype(np.int64)
    near = some(rng, chance=0.35, size=count)
    homes[near, 1] = np.clip(homes[near, 0] + rng.integers(-400, 400, len(near)), 0, int(vacant.max()))
    moved = np.stack([last, before], axis=1)
    moved[moved < on - 7300] = NEVER
    moved[moved < arrived[:, None]] = NEVER
    return Stays(homes, moved)


def shelter(rng: Rng, *, stays: Stays, leaning: Floats, shared: Ints, on: int) -> None:
    """Send some households through a shared address, now or before, and more of those in need of help."""
    count = len(stays.homes)
    oftener = np.exp(np.clip(leaning, -1, 2))
    now = some(rng, chance=0.004 * oftener, size=count)
    once = some(rng, chance=0.005 * oftener, size=count)
    stays.homes[now, 0] = rng.choice(shared, len(now))
    stays.moved[now, 0] = on - rng.integers(5, 420, len(now))
    stays.homes[once, 1] = rng.choice(shared, len(once))


def place(rng: Rng, *, stays: Stays, placement: Ints, vacant: Ints, on: int) -> None:
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
