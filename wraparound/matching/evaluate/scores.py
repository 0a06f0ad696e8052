"""How right a result is: pairs found, pairs true, and pairs that are both, counted without listing any pair."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wraparound.matching.compare.memory import Array

SMALL = 1 << 31  # two labels below it fit into one number


@dataclass(frozen=True)
class Scores:
    """Pairs found, true, and both; precision, recall and F1 follow. With nothing to get wrong, they are 1."""

    found: int
    true: int
    both: int

    @property
    def precision(self) -> float:
        """Of the pairs found, give the share that is right."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the true pairs, give the share that was found."""
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        total = self.found + self.true
        return 2 * self.both / total if total else 1.0

    def as_dict(self) -> dict[str, float]:
        """Give the three figures, as machines read them."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


def scores(person: Array, *, truth: Array, within: Array | None = None) -> Scores:
    """Hold a result against the truth: which records share a person, and which truly do.

    person, truth: [n], any labels; records whose truth is -1 (not known) are left out. `within`, [n], leaves out pairs
    inside one of its groups, such as a source where nothing was to be joined. Cost: O(n log n); no pair is listed.
    """
    known = truth != -1 if truth.dtype.kind in "iu" else np.ones(len(truth), np.bool_)
    if not known.all():
        person, truth, within = person[known], truth[known], within if within is None else within[known]
    return Scores(*(_pairs(label, within=within) for label in (person, truth, together(person, other=truth))))


def pairwise_scores(runs: Iterable[tuple[Array, Array]], *, truth: Array, within: Array | None = None) -> Scores:
    """Hold a list of pairs against the truth, wherever both records' truth is known.

    runs: of the pairs, each once, some at a time: two int[k] of record numbers; truth: int[n], -1 where not known;
    within: as for `scores`.
    """
    found = both = 0
    for left, right in runs:
        known = (truth[left] >= 0) & (truth[right] >= 0)
        if within is not None:
            known &= within[left] != within[right]
        found += int(np.count_nonzero(known))
        both += int(np.count_nonzero(truth[left[known]] == truth[right[known]]))
    known = truth >= 0
    return Scores(found, _pairs(truth[known], within=within if within is None else within[known]), both)


def together(one: Array, *, other: Array) -> Array:
    """Label the records by two labels at once, int64[n]."""
    first, second = _small(one), _small(other)
    both = first.astype(np.int64)
    both *= int(second.max(initial=0)) + 1
    both += second
    return both


def _small(label: Array) -> Array:
    """Give labels as numbers from 0; small numbers stay as they are."""
    if label.dtype.kind in "iu" and (not len(label) or (label.min() >= 0 and label.max() < SMALL)):
        return label
    return np.unique(label, return_inverse=True)[1]


def _pairs(label: Array, *, within: Array | None) -> int:
    """Count the pairs of records that share a label, but for those inside one of some groups."""
    inside = 0 if within is None else _pairs(together(label, other=within), within=None)
    label = np.sort(label)
    lasts = np.flatnonzero(label[1:] != label[:-1])
    sizes = np.diff(lasts, prepend=-1, append=len(label) - 1)
    return (int(np.dot(sizes, sizes)) - len(label)) // 2 - inside
