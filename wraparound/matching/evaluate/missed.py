"""What blocking misses, on truth: how many true pairs each rule brings, and how many none does."""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.evaluate.scores import together
from wraparound.matching.model import Model, Rule
from wraparound.matching.scoring.kernels import Permits


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
    """Count true pairs by the rules that bring them; truth: int[n] in canonical order, -1 where not known.

    Cost: one blocking for each rule, and the true pairs in memory (8 bytes each and one for each rule).
    """
    known = np.flatnonzero(truth >= 0)
    pairs = _permitted(_pairs_within(truth[known], records=known), permits=permits)
    brought = np.zeros((len(model.rules), len(pairs)), np.bool_)
    for r, rule in enumerate(model.rules):
        blocks = blocks_of(rule, store=store)
        block = np.repeat(np.arange(len(blocks.sizes)), blocks.sizes)
        told = truth[blocks.order] >= 0
        records = blocks.order[told]
        brought[r] = np.isin(pairs, _pairs_within(together(block[told], other=truth[records]), records=records))
    times = brought.sum(axis=0)
    rules = tuple(
        RuleOnTruth(rule, int(brought[r].sum()), int((brought[r] & (times == 1)).sum()))
        for r, rule in enumerate(model.rules)
    )
    return Missed(len(pairs), int((times == 0).sum()), rules)


def _pairs_within(label: Array, *, records: Array) -> Array:
    """List the pairs of different records that share a label, each once, as sorted keys left << 32 | right."""
    order = np.argsort(label, kind="stable")
    label, records = label[order], records[order].astype(np.int64)
    found, apart = [np.zeros(0, np.int64)], 1
    while len(at := np.flatnonzero(label[apart:] == label[:-apart])):
        ends = records[at], records[at + apart]
        found.append(np.minimum(*ends) << 32 | np.maximum(*ends))
        apart += 1
    keys = np.unique(np.concatenate(found))
    return keys[keys >> 32 != keys & 0xFFFFFFFF]


def _permitted(pairs: Array, *, permits: Permits) -> Array:
    """Keep the pairs that may be compared at all."""
    left, right = (permits.source[end] for end in (pairs >> 32, pairs & 0xFFFFFFFF))
    barred = (left == right) & (permits.across_only | permits.forbidden[left])
    return pairs[~barred]
