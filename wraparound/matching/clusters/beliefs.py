"""How sure we are: each link as certain, likely, to review, or not the same."""

from typing import NamedTuple

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.words import Belief

CERTAIN = 10.0  # bits: a thousand to one
LIKELY = 0.0
REVIEW = -7.0
WORDS = (Belief.NOT_THE_SAME, Belief.TO_REVIEW, Belief.LIKELY, Belief.CERTAIN)


class Thresholds(NamedTuple):
    """From how many bits a link is certain, likely, or worth a person's look."""

    certain: float = CERTAIN
    likely: float = LIKELY
    review: float = REVIEW


def beliefs_of(weights: Array, *, at: Thresholds = Thresholds()) -> Array:
    """Grade weights (bits) as 0 not the same, 1 to review, 2 likely, 3 certain."""
    return np.searchsorted([at.review, at.likely, at.certain], weights, side="right")
