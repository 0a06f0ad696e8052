"""Fairness: precision, recall and F1 of each group with intervals, and the gap between the best and the worst served.

Each pair has two ends, and each end counts for its own record's group, so the groups add up to the whole. Pairs of one
person rise and fall together, so intervals are Wilson's (1927) with as many independent trials as the spread between
persons says there are (the ratio estimator's variance and Kish's design effect: Cochran, Sampling Techniques, 1977).
"""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.evaluate.scores import together

Z = 1.959963984540054  # 95 %
ENOUGH = 100  # true pairs of a group from which its recall is worth comparing


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1 with its interval of 95 %."""

    value: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        """Give the three figures, as machines read them."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class GroupScores:
    """How well one group is served. `true_pairs` counts ends of pairs by halves."""

    group: str
    records: int
    true_pairs: float
    precision: Share
    recall: Share
    f1: Share


@dataclass(frozen=True)
class Gap:
    """The distance between the best and the worst served group that are large enough, with its interval of 95 %."""

    best: str
    worst: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ByGroup:
    """All groups, the largest first, and the gap of each figure between those of ENOUGH true pairs."""

    groups: tuple[GroupScores, ...]
    gaps: dict[str, Gap]


def by_group(person: Array, *, truth: Array, group: Array) -> ByGroup:
    """Hold a result against the truth group by group.

    person: [n], any labels; truth: int[n], -1 where not known; group: [n] of text, None where not known. Records
    without truth or group are left out. Cost: O(n log n).
    """
    known = (truth != -1) & np.array([name is not None for name in group], np.bool_)
    person, truth, group = person[known], truth[known], group[known].astype(str)
    names, of = np.unique(group, return_inverse=True)
    found, true, both = (_company(label) for label in (person, truth, together(person, other=truth)))
    scored = []
    for g, name in enumerate(names):
        here = of == g
        counts = found[here], true[here], both[here]
        scored.append(_group(str(name), counts=counts, person=person[here], truth=truth[here]))
    scored.sort(key=lambda one: (-one.records, one.group))
    return ByGroup(tuple(scored), _gaps([one for one in scored if one.true_pairs >= ENOUGH]))


def _company(label: Array) -> Array:
    """Count, for each record, the other records that share its label."""
    _, of, sizes = np.unique(label, return_inverse=True, return_counts=True)
    return (sizes[of] - 1).astype(float)


def _group(name: str, *, counts: tuple[Array, Array, Array], person: Array, truth: Array) -> GroupScores:
    found, true, both = counts
    return GroupScores(
        group=name,
        records=len(found),
        true_pairs=float(true.sum() / 2),
        precision=share_of(both, of=found, by=person),
        recall=share_of(both, of=true, by=truth),
        f1=share_of(2 * both, of=found + true, by=truth),
    )


def share_of(part: Array, *, of: Array, by: Array) -> Share:
    """Give the share that `part` is of the whole, with its interval, when records of one `by` hang together."""
    _, cluster = np.unique(by, return_inverse=True)
    x, y = (np.bincount(cluster, weights=values) for values in (of, part))
    x, y = x[x > 0], y[x > 0]
    if not len(x):
        return Share(1.0, 0.0, 1.0)
    value = float(y.sum() / x.sum())
    return Share(value, *_wilson(value, trials=_independent(x, y=y, value=value)))


def _independent(x: Array, *, y: Array, value: float) -> float:
    """Give how many independent trials tell as much as these clusters do; never more than Kish's count of them."""
    kish = float(x.sum() ** 2 / np.square(x).sum())
    spread = float(np.square(y - value * x).sum()) / float(x.sum()) ** 2
    spread *= len(x) / max(len(x) - 1, 1)
    return min(value * (1 - value) / spread, kish) if spread > 0 else kish


def _wilson(value: float, *, trials: float) -> tuple[float, float]:
    """Give Wilson's interval of a share."""
    middle = value + Z * Z / (2 * trials)
    reach = Z * float(np.sqrt(value * (1 - value) / trials + Z * Z / (4 * trials * trials)))
    scale = 1 + Z * Z / trials
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


def _gaps(groups: list[GroupScores]) -> dict[str, Gap]:
    """Give the gap of each figure, with Newcombe's interval (1998, method 10) of a difference of shares."""
    gaps = {}
    for figure in ("precision", "recall", "f1") if len(groups) > 1 else ():
        ordered = sorted(groups, key=lambda one: (getattr(one, figure).value, one.group))
        worst, best = ordered[0], ordered[-1]
        low, high = getattr(worst, figure), getattr(best, figure)
        value = high.value - low.value
        below = float(np.hypot(high.value - high.low, low.high - low.value))
        above = float(np.hypot(high.high - high.value, low.value - low.low))
        gaps[figure] = Gap(best.group, worst.group, value, value - below, value + above)
    return gaps
