"""Chance that belongs to a record: the same whatever else is drawn, so that a new column changes no other."""

import numpy as np

from wraparound.sample.chance import Flags, Floats, Ints
from wraparound.sample.records.population import Part
from wraparound.sample.words import NEVER

_MIX = np.uint64(0x9E3779B97F4A7C15)


def luck(part: Part, *, order: Ints, salt: int) -> Floats:
    """Give a number from 0 to 1 for each record, by its serial number, which is drawn by the seed."""
    with np.errstate(over="ignore"):
        mixed = (part.records.serial[order].astype(np.uint64) + np.uint64(part.area.number << 32)) * _MIX
        mixed ^= np.uint64(salt) * np.uint64(0xBF58476D1CE4E5B9)
        for shift in (30, 27, 31):  # the finish of splitmix64
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(0x94D049BB133111EB)
    drawn: Floats = (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)
    return drawn


def days_of(day: Ints, *, known: Flags) -> Ints:
    """Give days, and NEVER where they are not known."""
    return np.where(known, day, NEVER)
