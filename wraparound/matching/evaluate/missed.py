"""What blocking misses, on truth: how many true pairs each rule brings, and how many none does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit

from wraparound.matching.clusters.components import groups_of
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model, Rule
from wraparound.matching.scoring.kernels import Permits, agree, permitted
from wraparound.matching.scoring.score import cover_of, engine_of


@dataclass(frozen=True)
class RuleOnTruth:
    """How many true pairs a rule brings, and how many of them no other rule does."""

    rule: Rule
    brings: int
    alone: int


@dataclass(frozen=True)
class Missed:
    """The true pairs that may be compared, those that no rule brings, and what each rule brings.

    Pairs that bounding an oversized block leaves out count as brought; the rule reports of linking count those.
    """

    true_pairs: int
    missed: int
    rules: tuple[RuleOnTruth, ...]

    @property
    def share(self) -> float:
        """Give the share of the true pairs that blocking misses."""
        return self.missed / self.true_pairs if self.true_pairs else 0.0


def missed_by_rule(model: Model, *, store: Store, permits: Permits, truth: Array) -> Missed:
    """Count true pairs by the rules that bring them; truth: int[n] in canonical order, -1 where not known."""
    _, label = np.unique(np.where(truth < 0, -1 - np.arange(len(truth)), truth), return_inverse=True)
    engine = engine_of(model, store)
    groups = groups_of(label.astype(np.int64))
    rules, cover = len(model.rules), cover_of(model, store)
    brings, alone = np.zeros(rules, np.int64), np.zeros(rules, np.int64)
    total, missed = _count(groups, engine.at, cover, permits, brings, alone)
    return Missed(total, missed, _told(model.rules, brings=brings, alone=alone))


def _told(rules: Sequence[Rule], *, brings: Array, alone: Array) -> tuple[RuleOnTruth, ...]:
    return tuple(RuleOnTruth(rule, int(brings[r]), int(alone[r])) for r, rule in enumerate(rules))


@njit(cache=True, nogil=True)
def _count(groups, engine, cover, permits, brings, alone):
    """Try every true pair that may be compared under every rule."""
    total, missed = 0, 0
    for g in range(len(groups.starts) - 1):
        for x in range(groups.starts[g], groups.starts[g + 1]):
            for y in range(x + 1, groups.starts[g + 1]):
                i, j = np.int64(groups.members[x]), np.int64(groups.members[y])
                if not permitted(i, j, permits):
                    continue
                total += 1
                found, last = 0, 0
                for rule in range(len(brings)):
                    if agree(i, j, rule, engine, cover):
                        brings[rule] += 1
                        found, last = found + 1, rule
                missed += found == 0
                alone[last] += found == 1
    return total, missed
