"""What a pair may be, besides two strangers: one person carefully or carelessly kept, housemates, twins."""

from dataclasses import dataclass

import numpy as np

CARELESS = 5.0  # how many times likelier a mistake is in a careless pair, as odds


@dataclass(frozen=True)
class Alternatives:
    """What a random pair may be besides one person carefully kept and two strangers, each with its probability."""

    household: float = 0.0
    twins: float = 0.0
    careless: float = 0.0


def careless(m: np.ndarray, null: np.ndarray) -> np.ndarray:
    """Give m in carelessly kept pairs: the odds of every level but the first are CARELESS times as great.

    m: float64[levels], nought at missing levels; null: bool[levels].
    """
    tilt = np.where(np.arange(len(m)) == top(null), 1.0, CARELESS) * m
    return tilt / tilt.sum()


def top(null: np.ndarray) -> int:
    """Give the place of the first level that is not missing."""
    return int(np.flatnonzero(~null)[0])
