"""Kept pairs: gathered from many parts, and laid out in their order, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
from numba import njit

from wraparound.matching.columns.sharing import cuts_of, threads_for
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import CARELESSLY, HOUSEHOLD, PERSON
from wraparound.matching.scoring.compiled import EXPLANATIONS, NEVER

FEW = 24  # pairs of one left record that are put in order by hand


@dataclass(frozen=True)
class Pairs:
    """Kept pairs, in canonical order: records left < right, and the log2 odds of each explanation against chance.

    Where a model knows of one person alone, `told` is of that alone; `odds` are of all, the others never.
    """

    left: Array  # int32[k]
    right: Array  # int32[k]
    told: Array  # float64[k, 5], in the order of `model.explanations`, or float64[k, 1]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.left)

    @classmethod
    def room(cls, most: int, *, told: int = EXPLANATIONS) -> "Pairs":
        """Make room for so many pairs, of which so many explanations are told."""
        return cls(np.empty(most, np.int32), np.empty(most, np.int32), np.empty((most, told)))

    @property
    def columns(self) -> tuple[Array, Array, Array]:
        """Give what is known of pairs, side by side."""
        return self.left, self.right, self.told

    @cached_property
    def odds(self) -> Array:
        """Give the log2 odds of each explanation against chance, float64[k, 5]."""
        if self.told.shape[1] == EXPLANATIONS:
            return self.told
        odds = np.full((len(self), EXPLANATIONS), NEVER)
        odds[:, : self.told.shape[1]] = self.told
        return odds

    @cached_property
    def chance(self) -> Array:
        """Give the log2 odds of one person against chance: Fellegi and Sunter's match weight."""
        return np.logaddexp2(self.odds[:, PERSON], self.odds[:, CARELESSLY])

    @cached_property
    def weight(self) -> Array:
        """Give the log2 odds of one person against every other explanation."""
        return self.chance - np.logaddexp2(0.0, np.logaddexp2.reduce(self.odds[:, HOUSEHOLD:CARELESSLY], axis=1))


def once(found: Sequence[Pairs]) -> Pairs:
    """Put kept pairs in order, each once: records that share two values, or two parts of a block, meet twice.

    Cost: some looks at each pair; memory for where each goes, and for the pairs once more. Each thread finds places for
    the pairs of a run of left records.
    """
    found = [pairs for pairs in found if len(pairs)]
    if not found:
        return Pairs.room(0)
    left, right = (np.concatenate([getattr(pairs, name) for pairs in found]) for name in ("left", "right"))
    place, cuts = np.empty(len(left), np.int64), cuts_of(int(left.max()) + 1)
    with threads_for(len(left)) as pool:
        kept = list(pool.map(lambda run: int(_places(left, right, place, *run)), cuts))
        runs = np.array([begin for begin, _ in cuts]), np.array(list(accumulate(kept[:-1], initial=0)))
        out = Pairs.room(sum(kept), told=found[0].told.shape[1])
        edges = pairwise(accumulate(map(len, found), initial=0))
        jobs = [(pairs, place[begin:end]) for pairs, (begin, end) in zip(found, edges, strict=True)]
        list(pool.map(lambda job: _put(*job[0].columns, job[1], *runs, *out.columns), jobs))
    return out


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _places(left, right, place, begin, end):
    """Find where each pair of a run of left records goes among these, -1 for one that was met before; count them."""
    ends = np.zeros(end - begin + 1, np.int64)
    for record in left:
        if begin <= record < end:
            ends[record - begin + 1] += 1
    for record in range(end - begin):
        ends[record + 1] += ends[record]
    order = np.empty(ends[end - begin], np.int64)
    for k in range(len(left)):  # the right record above, the pair's number below
        if begin <= left[k] < end:
            order[ends[left[k] - begin]] = np.int64(right[k]) << 32 | k
            ends[left[k] - begin] += 1
    kept, first = 0, 0
    for record in range(end - begin):
        last = ends[record]
        _sort(order[first:last])
        for k in range(first, last):
            if k > first and order[k] >> 32 == order[k - 1] >> 32:
                place[order[k] & 0xFFFFFFFF] = -1
            else:
                place[order[k] & 0xFFFFFFFF] = kept
                kept += 1
        first = last
    return kept


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _sort(some):
    """Put a few numbers in order where they stand."""
    if len(some) > FEW:
        some.sort()
        return
    for k in range(1, len(some)):
        one, j = some[k], k
        while j > 0 and some[j - 1] > one:
            some[j] = some[j - 1]
            j -= 1
        some[j] = one


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _put(left, right, odds, place, begins, before, out_left, out_right, out_odds):
    """Put a part's pairs where they go, behind those of the runs of left records before theirs."""
    for k in range(len(left)):
        if place[k] < 0:
            continue
        run = len(begins) - 1
        while left[k] < begins[run]:
            run -= 1
        at = before[run] + place[k]
        out_left[at], out_right[at] = left[k], right[k]
        for e in range(odds.shape[1]):
            out_odds[at, e] = odds[k, e]
