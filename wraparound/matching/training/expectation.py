"""Expectation-maximisation over patterns of levels: what pairs that are one person look like, with no truth given.

Each pair is one person, another of the same household, a twin, or a stranger. Strangers look like random pairs (u,
fixed). Twins and housemates share what households share, as often as one person's records do, and are otherwise
strangers. One person's records come in two kinds, carefully and carelessly kept, because mistakes come together: in a
careless pair the odds of anything but the first level are CARELESS times those in a careful one. So the three extra
explanations add three numbers to learn and nothing else (Winkler 1988 for the method; the extra classes are ours).
"""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.model import CARELESS, careless, top
from wraparound.matching.training.grading import Patterns

SETTLED = 1e-5  # the largest change of a probability at which learning stops
ROUNDS = 200
PERSON, HOUSEHOLD, TWINS, CARELESSLY, STRANGERS = range(5)


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
    shares: Array  # one person, household, twins, one person carelessly kept, strangers
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
    shares = np.array([0.3, 0.1 * household, 0.1 * twins, 0.05, 0.0])
    shares[STRANGERS] = 1.0 - shares.sum()
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
    guess[top(ladder.null)] = 0.9
    return guess


def _beliefs(patterns: Patterns, ladders: dict[int, Ladder], m: dict[int, Array], shares: Array) -> Array:
    """Give each explanation's probability for each pattern, [5, patterns]."""
    with np.errstate(divide="ignore"):
        logs = np.repeat(np.log(shares)[:, None], len(patterns.counts), axis=1)
    for c, ladder in ladders.items():
        level, null = patterns.levels[:, c], ladder.null
        like, lax, unlike = (
            np.log(np.where(null, 1.0, np.maximum(p, 1e-12)))[level] for p in (m[c], careless(m[c], null), ladder.u)
        )
        logs += np.stack([like, *(like if shared else unlike for shared in ladder.shared), lax, unlike])
    logs = np.exp(logs - logs.max(axis=0))
    return logs / logs.sum(axis=0)


def _maximised(level: Array, belief: Array, ladder: Ladder) -> Array:
    """Give m of each level from the beliefs, a fraction of a pair added to each so that nothing is impossible."""
    sure = belief[PERSON] + sum(belief[1 + k] for k, shared in enumerate(ladder.shared) if shared)
    seen, lax = (
        np.where(ladder.null, 0.0, np.bincount(level, weights=weight, minlength=len(ladder.u)) + 0.1)
        for weight in (sure, belief[CARELESSLY])
    )
    first = top(ladder.null)
    slip = _share_of_slips(seen.sum(), lax.sum(), seen.sum() - seen[first] + lax.sum() - lax[first])
    rest = seen + lax
    rest[first] = 0.0
    m = slip * rest / rest.sum()
    m[first] = 1.0 - slip
    return m


def _share_of_slips(careful: float, lax: float, slips: float) -> float:
    """Find the share of levels below the first in careful pairs that explains all the slips, by halving."""
    low, high = -20.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        expected = careful / (1 + np.exp(-middle)) + lax / (1 + np.exp(-middle) / CARELESS)
        low, high = (low, middle) if expected > slips else (middle, high)
    return float(1 / (1 + np.exp(-low)))
