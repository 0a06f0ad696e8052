"""What becomes of birth dates in a record: swapped, mistaken by a digit, rounded, half known, left out."""

import numpy as np

from wraparound.sample.chance import Floats, Ints, Rng, happens, picked, some

WHOLE, MONTH, YEAR_ONLY, MISSING = 0, 1, 2, 3
_SLIP = 0.034  # chance of a wrong date, before each source's own factor


def slip_days(rng: Rng, *, day: Ints, factor: Floats) -> Ints:
    """Give the days as written: about three in a hundred are wrong in some way."""
    written = day.copy()
    struck = some(rng, chance=_SLIP * factor, size=len(day))
    kinds = picked(rng, weights=(0.16, 0.22, 0.17, 0.15, 0.10, 0.12, 0.08), size=len(struck))
    ways = (_swapped, _day_off, _year_off, _month_off, _first_of_month, _tens_off, _new_year)
    for kind, way in enumerate(ways):
        at = struck[kinds == kind]
        written[at] = way(rng, days=day[at])
    return written


def precision(rng: Rng, *, count: int, missing: Floats, factor: Floats) -> Ints:
    """Say how much of each date is written: all, month and year, year only, nothing."""
    part = np.where(
        happens(rng, chance=0.003 * factor, size=count),
        np.where(happens(rng, chance=0.3, size=count), MONTH, YEAR_ONLY),
        WHOLE,
    )
    return np.where(happens(rng, chance=missing, size=count), MISSING, part)


def _split(day: Ints) -> tuple[Ints, Ints, Ints]:
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    first = month.astype("datetime64[D]").astype(np.int64)
    count = month.astype(np.int64)
    return count // 12 + 1970, count % 12 + 1, day - first + 1


def _made(year: Ints, *, month: Ints, day: Ints) -> Ints:
    first = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(first + np.minimum(day, 28) - 1 + np.where(day > 28, day - 28, 0), dtype=np.int64)


def _swapped(_rng: Rng, *, days: Ints) -> Ints:
    year, month, day = _split(days)
    can = day <= 12
    return np.where(can, _made(year, month=np.where(can, day, 1), day=month), days)


def _day_off(rng: Rng, *, days: Ints) -> Ints:
    step: Ints = rng.choice([-1, 1, -2, 2, 7], len(days), p=(0.35, 0.35, 0.1, 0.1, 0.1))
    return days + step


def _tens_off(_rng: Rng, *, days: Ints) -> Ints:
    return np.where(_split(days)[2] > 10, days - 10, days + 10)


def _year_off(rng: Rng, *, days: Ints) -> Ints:
    year, month, day = _split(days)
    return _made(year + rng.choice([-1, 1, -10, 2], len(days), p=(0.5, 0.3, 0.05, 0.15)), month=month, day=day)


def _month_off(rng: Rng, *, days: Ints) -> Ints:
    year, month, day = _split(days)
    return _made(year, month=(month - 1 + rng.choice([1, 11, 2], len(days), p=(0.45, 0.45, 0.1))) % 12 + 1, day=day)


def _first_of_month(_rng: Rng, *, days: Ints) -> Ints:
    year, month, _ = _split(days)
    return _made(year, month=month, day=np.ones(len(days), dtype=np.int64))


def _new_year(_rng: Rng, *, days: Ints) -> Ints:
    year, _, _ = _split(days)
    one = np.ones(len(days), dtype=np.int64)
    return _made(year, month=one, day=one)
