"""How common each explanation is, learnt from all the pairs that blocking brings and every field at once."""

from dataclasses import replace

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Alternatives, Model
from wraparound.matching.scoring.compiled import EXPLANATIONS, NEVER, prior_odds
from wraparound.matching.scoring.pairs import Pairs

ROUNDS = 100
SETTLED = 1e-4  # bits
SAMPLE = 200_000  # kept pairs looked at


def refined(model: Model, *, pairs: Pairs, possible: float) -> tuple[Model, Pairs]:
    """Give the model the prior and alternatives that its own beliefs add up to, and the pairs their odds by it.

    `possible` is the number of pairs that could have been met. Expectation-maximisation of the shares, all
    levels' m and u held; a pair that blocking did not bring is taken to be two strangers.
    """
    if not len(pairs):
        return model, pairs
    step = max(len(pairs) // SAMPLE, 1)
    evidence = pairs.odds[::step] - prior_odds(model)
    shares, prior = np.zeros(EXPLANATIONS), prior_odds(model)
    for _ in range(ROUNDS):
        shares = _believed(evidence + prior) * step / possible
        new = _odds(shares)
        settled = np.abs(new - prior).max() < SETTLED
        prior = new
        if settled:
            break
    alternatives = Alternatives(*(float(share) for share in shares[1:]))
    better = replace(model, prior=float(max(shares[0], 1e-15)), alternatives=alternatives)
    return better, shifted(pairs, model=model, better=better)


def shifted(pairs: Pairs, *, model: Model, better: Model) -> Pairs:
    """Give pairs that a model weighed the odds they have by one that differs in its prior and alternatives alone."""
    return Pairs(pairs.left, pairs.right, pairs.odds + (prior_odds(better) - prior_odds(model)))


def _believed(odds: Array) -> Array:
    """Add up, over pairs, the probability of each explanation."""
    top = np.maximum(odds.max(axis=1), 0.0)[:, None]
    parts = np.exp2(odds - top)
    return (parts / (parts.sum(axis=1, keepdims=True) + np.exp2(-top))).sum(axis=0)


def _odds(shares: Array) -> Array:
    rest = 1.0 - shares.sum()
    return np.array([np.log2(share / rest) if share > 1e-15 else NEVER for share in shares])
