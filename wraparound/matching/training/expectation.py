"""Expectation-maximisation over patterns of levels: what pairs that are one person look like, with no truth given.

Each pair is one person, two of one household (twins and namesakes apart), or two strangers. Strangers look like random
pairs (u, fixed). Housemates share what households share as often as one person's records do, and are otherwise
strangers; twins share a birth date besides, namesakes a first name. One person's records come in two kinds, carefully
and carelessly kept, because mistakes come together: in a careless pair the odds of anything but the first level are
CARELESS times those in a careful one. So the four extra explanations add four numbers to learn and nothing else
(Winkler 1988 for the method; the extra classes are ours).
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array
from wraparound.matching.model import (
    CARELESS,
    CARELESSLY,
    EXPLAINS,
    HOUSEHOLD,
    NAMESAKES,
    PERSON,
    TWINS,
    Shares,
    careless,
    top,
    unshared,
)
from wraparound.matching.training.grading import Patterns

SETTLED = 1e-5  # the largest change of a probability at which learning stops
ROUNDS = 200
STRANGERS = 5
BEGIN = {PERSON: 0.3, HOUSEHOLD: 0.1, TWINS: 0.1, NAMESAKES: 0.05, CARELESSLY: 0.05}


@dataclass(frozen=True)
class Ladder:
    """One comparison as training sees it: u of each level, which say missing or a generation, who shares the field."""

    u: Array
    null: Array
    shares: Shares
    parental: Array


@dataclass(frozen=True)
class Learnt:
    """What one round of learning found: m for each comparison looked at, the share of each explanation, the path."""

    m: dict[int, Array]
    shares: Array  # the explanations in their order, then strangers
    pairs: int
    changes: tuple[float, ...]

    @property
    def settled(self) -> bool:
        """Say whether learning came to rest before it ran out of rounds."""
        return bool(self.changes) and self.changes[-1] <= SETTLED


def learn(patterns: Patterns, *, ladders: dict[int, Ladder], start: dict[int, Array] | None = None) -> Learnt:
    """Learn m of every comparison in `ladders` (by place) from patterns of levels, with u held fixed."""
    m = {c: (start or {}).get(c, _first_guess(ladder)) for c, ladder in ladders.items()}
    shares = _first_shares(ladders.values())
    changes: list[float] = []
    while len(changes) < ROUNDS and (not changes or changes[-1] > SETTLED):
        total, shown = _expected(patterns, ladders, m, shares)
        new_shares = total / patterns.counts.sum()
        new_m = {c: _maximised(shown[place], ladder) for place, (c, ladder) in enumerate(ladders.items())}
        moved = [np.abs(new_m[c] - m[c]).max() for c in ladders]
        changes.append(float(max([*moved, np.abs(new_shares - shares).max()])))
        m, shares = new_m, new_shares
    return Learnt(m, shares, int(patterns.counts.sum()), tuple(changes))


def _first_shares(ladders: Collection[Ladder]) -> Array:
    """Begin with a share for each explanation that the fields at hand can tell from the others."""
    fields, generations = {ladder.shares for ladder in ladders}, any(ladder.parental.any() for ladder in ladders)
    told = {PERSON, CARELESSLY}
    if Shares.HOUSEHOLD in fields:
        told |= {HOUSEHOLD} | ({TWINS} if Shares.TWINS in fields else set())
        told |= {NAMESAKES} if Shares.NAMESAKES in fields or generations else set()
    begin = [BEGIN[k] * (k in told) for k in range(STRANGERS)]
    return np.array([*begin, 1.0 - sum(begin)])


def _first_guess(ladder: Ladder) -> Array:
    """Begin with nine in ten at the first level and the rest spread evenly."""
    graded = ~ladder.null
    guess = np.where(graded, 0.1 / max(int(graded.sum()) - 1, 1), 0.0)
    guess[top(ladder.null)] = 0.9
    return guess


def _expected(
    patterns: Patterns, ladders: dict[int, Ladder], m: dict[int, Array], shares: Array
) -> tuple[Array, Array]:
    """Give how many pairs are believed each explanation's, [6]; and how many of them show each level of each ladder.

    Cost: one pass over the patterns.
    """
    logs = np.zeros((len(ladders), max(len(ladder.u) for ladder in ladders.values()), STRANGERS + 1))
    for place, (c, ladder) in enumerate(ladders.items()):
        logs[place, : len(ladder.u)] = _logs(ladder, m[c]).T
    with np.errstate(divide="ignore"):
        begin = np.log(shares)
    places = np.array(list(ladders), np.int64)
    return _believed(patterns.levels, patterns.counts.astype(np.float64), places, logs, begin)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _believed(levels, counts, places, logs, begin):
    """Weigh the explanations of every pattern, and add its pairs up by explanation, and by explanation and level."""
    total, shown, belief = np.zeros(len(begin)), np.zeros(logs.shape), np.empty(len(begin))
    for p in range(len(levels)):
        for k in range(len(begin)):
            belief[k] = begin[k]
        for at in range(len(places)):
            level = levels[p, places[at]]
            for k in range(len(begin)):
                belief[k] += logs[at, level, k]
        most, whole = belief.max(), 0.0
        for k in range(len(begin)):
            belief[k] = np.exp(belief[k] - most)
            whole += belief[k]
        for k in range(len(begin)):
            belief[k] *= counts[p] / whole
            total[k] += belief[k]
        for at in range(len(places)):
            level = levels[p, places[at]]
            for k in range(len(begin)):
                shown[at, level, k] += belief[k]
    return total, shown


def _logs(ladder: Ladder, m: Array) -> Array:
    """Give the log of how often each explanation shows each level of a comparison, [6, levels]."""
    null = ladder.null
    like, lax, unlike = (
        np.log(np.where(null, 1.0, np.maximum(p, 1e-12))) for p in (m, careless(m, null=null), ladder.u)
    )
    kinds = (PERSON, HOUSEHOLD, TWINS, NAMESAKES)
    alike = [like if k in EXPLAINS[ladder.shares] else np.log(_unshared(k, ladder)) for k in kinds]
    return np.stack([*alike, lax, unlike])


def _unshared(explanation: int, ladder: Ladder) -> Array:
    return unshared(explanation, shares=ladder.shares, u=ladder.u, null=ladder.null, parental=ladder.parental)


def _maximised(shown: Array, ladder: Ladder) -> Array:
    """Give m of each level from the beliefs, a fraction of a pair added to each so that nothing is impossible."""
    shown = shown[: len(ladder.u)]
    sure = shown[:, [k for k in EXPLAINS[ladder.shares] if k != CARELESSLY]].sum(axis=1)
    seen, lax = (np.where(ladder.null, 0.0, pairs + 0.1) for pairs in (sure, shown[:, CARELESSLY]))
    first = top(ladder.null)
    slip: float = _share_of_slips(seen.sum(), lax.sum(), seen.sum() - seen[first] + lax.sum() - lax[first])
    rest = seen + lax
    rest[first] = 0.0
    m = slip * rest / rest.sum()
    m[first] = 1.0 - slip
    return m


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _share_of_slips(careful, lax, slips):
    """Find the share of levels below the first in careful pairs that explains all the slips, by halving."""
    low, high = -20.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        expected = careful / (1 + np.exp(-middle)) + lax / (1 + np.exp(-middle) / CARELESS)
        low, high = (low, middle) if expected > slips else (middle, high)
    return 1 / (1 + np.exp(-low))
