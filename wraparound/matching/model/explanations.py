"""What a pair may be, besides two strangers: one person, carefully or carelessly kept, or two people of one home.

Housemates share a home and often a surname; twins a birth date besides; namesakes (a parent and a child of one name) a
first name. What a field's agreement says for one person it says no less for those who share the field.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

CARELESS = 5.0  # how many times likelier a mistake is in a careless pair, as odds


BY_MISTAKE = 0.002  # how often a relative's number stands where one's own should
NOT_A_GENERATION = 0.02  # how often a parent's and a child's birth dates do not lie a generation apart, by mistake


class Shares(StrEnum):
    """Who, besides the same person, agrees on a field."""

    NOBODY = "nobody"
    HOUSEHOLD = "household"
    TWINS = "twins"
    NAMESAKES = "namesakes"
    MISTAKEN = "mistaken"  # nobody rightly: an identifier, which a relative's record may carry by mistake


PERSON, HOUSEHOLD, TWINS, NAMESAKES, CARELESSLY = range(5)
EXPLAINS = {
    Shares.NOBODY: (PERSON, CARELESSLY),
    Shares.HOUSEHOLD: (PERSON, HOUSEHOLD, TWINS, NAMESAKES, CARELESSLY),
    Shares.TWINS: (PERSON, TWINS, CARELESSLY),
    Shares.NAMESAKES: (PERSON, NAMESAKES, CARELESSLY),
    Shares.MISTAKEN: (PERSON, CARELESSLY),
}


@dataclass(frozen=True)
class Alternatives:
    """What a random pair may be besides one person carefully kept and two strangers, each with its probability."""

    household: float = 0.0
    twins: float = 0.0
    namesakes: float = 0.0
    careless: float = 0.0


def careless(m: np.ndarray, *, null: np.ndarray) -> np.ndarray:
    """Give m in carelessly kept pairs: the odds of every level but the first are CARELESS times as great.

    m: float64[levels], nought at missing levels; null: bool[levels].
    """
    tilt = np.where(np.arange(len(m)) == top(null), 1.0, CARELESS) * m
    return tilt / tilt.sum()


def unshared(explanation: int, *, shares: Shares, u: np.ndarray, null: np.ndarray, parental: np.ndarray) -> np.ndarray:
    """Give how often two people show each level of a field that they do not share.

    By chance (u), but that a relative's identifier may stand for one's own by mistake, and that a parent and a child
    of one name show what they alone are expected to (`parental`: that they were born a generation apart).
    u: float64[levels]; null, parental: bool[levels].
    """
    out = np.where(null, 1.0, np.maximum(u, 1e-12))
    if shares is Shares.MISTAKEN and explanation in (HOUSEHOLD, TWINS, NAMESAKES):
        out[top(null)] = max(out[top(null)], BY_MISTAKE)
    elif parental.any() and explanation == NAMESAKES:
        others = ~null & ~parental
        out[parental] = (1.0 - NOT_A_GENERATION) * out[parental] / out[parental].sum()
        out[others] *= NOT_A_GENERATION / out[others].sum()
    return out


def top(null: np.ndarray) -> int:
    """Give the place of the first level that is not missing."""
    return int(np.flatnonzero(~null)[0])
