"""Expectation-maximisation over patterns of levels: what pairs that are one person look like, with no truth given.

Each pair is one person, another of the same household, a twin, or a stranger. Strangers look like random pairs (u,
fixed). Twins and housemates share what households share, as often as one person's records do, and are otherwise
strangers; so the two extra explanations add two numbers to learn and nothing else (Winkler 1988 for the method; the
extra classes are ours).
"""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.compare.strings import Array
from wraparound.matching.training.grading import Patterns

SETTLED = 1e-5  # the largest change of a probability at which learning stops
ROUNDS = 200


@dataclass(frozen=True)
class Ladder:
    """One comparison as training sees it: u of each level, which levels say missing, who else shares the field."""

    u: Array
    null: Array
    shared: tuple[bool, bool]  # with the household, with twins
    fixed: Array | None = None


@dataclass(frozen=True)
class Learnt:
    """What one round of learning found: m for each comparison looked at, the share of each explanation, the path."""

    m: dict[int, Array]
    shares: Array  # one person, household, twins, strangers
    pairs: int
    changes: tuple[float, ...]

    @property
    def settled(self) -> bool:
        """Say whether learning came to rest before it ran out of rounds."""
        return bool(self.changes) and self.changes[-1] <= SETTLED


def learn(patterns: Patterns, ladders: dict[int, Ladder], *, start: dict[int, Array] | None = None) -> Learnt:
    """Learn m of every comparison in `ladders` (by place) from patterns of levels, with u held fixed."""
    m = {c: (start or {}).get(c, _first_guess(ladder)) for c, ladder in ladders.items()}
    household = any(ladder.shared[0] for ladder in ladders.values())
    twins = household and any(ladder.shared[1] and not ladder.shared[0] for ladder in ladders.values())
    shares = np.array([0.3, 0.1 * household, 0.1 * twins, 0.0])
    shares[3] = 1.0 - shares.sum()
    changes: list[float] = []
    while len(changes) < ROUNDS and (not changes or changes[-1] > SETTLED):
        belief = _beliefs(patterns, ladders, m, shares) * patterns.counts
        new_shares = belief.sum(axis=1) / patterns.counts.sum()
        new_m = {c: _maximised(patterns.levels[:, c], belief, ladders[c]) for c in ladders}
        moved = [np.abs(new_m[c] - m[c]).max() for c in ladders]
        changes.append(float(max([*moved, np.abs(new_shares - shares).max()])))
        m, shares = new_m, new_shares
    return Learnt(m, shares, int(patterns.counts.sum()), tuple(changes))


def _first_guess(ladder: Ladder) -> Array:
    """Begin with nine in ten at the first level and the rest spread evenly."""
    graded = ~ladder.null
    guess = np.where(graded, 0.1 / max(int(graded.sum()) - 1, 1), 0.0)
    guess[np.flatnonzero(graded)[0]] = 0.9
    return guess


def _beliefs(patterns: Patterns, ladders: dict[int, Ladder], m: dict[int, Array], shares: Array) -> Array:
    """Give each explanation's probability for each pattern, [4, patterns]."""
    with np.errstate(divide="ignore"):
        logs = np.repeat(np.log(shares)[:, None], len(patterns.counts), axis=1)
    for c, ladder in ladders.items():
        level = patterns.levels[:, c]
        like = np.log(np.where(ladder.null, 1.0, np.maximum(m[c], 1e-12)))[level]
        unlike = np.log(np.where(ladder.null, 1.0, np.maximum(ladder.u, 1e-12)))[level]
        logs += np.stack([like, *(like if shared else unlike for shared in ladder.shared), unlike])
    logs = np.exp(logs - logs.max(axis=0))
    return logs / logs.sum(axis=0)


def _maximised(level: Array, belief: Array, ladder: Ladder) -> Array:
    """Give m of each level from the beliefs, a fraction of a pair added to each so that nothing is impossible."""
    weight = belief[0] + sum(belief[1 + k] for k, shared in enumerate(ladder.shared) if shared)
    seen = np.bincount(level, weights=weight, minlength=len(ladder.u))
    seen = np.where(ladder.null, 0.0, seen + 0.1)
    return seen / seen.sum()
