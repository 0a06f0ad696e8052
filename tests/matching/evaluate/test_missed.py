"""What blocking misses is what no rule brings, counted pair by pair."""

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.store import Sources, stored
from wraparound.matching.evaluate import missed_by_rule
from wraparound.matching.model import OTHERWISE, Comparison, Level, Model, Rule, missing, same
from wraparound.matching.scoring.kernels import Permits

SAME = Level("same", same("a"), 0.9, 0.1)
COMPARISON = Comparison("a", (Level("missing", missing("a"), is_null=True), SAME, Level("else", OTHERWISE, 0.1, 0.9)))


def coded(rows, *, sources=None):
    table = pa.table({name: [row[k] for row in rows] for k, name in enumerate(("a", "b"))})
    of = Sources(np.array(sources or [0] * len(rows), np.int16), np.zeros(2, np.bool_))
    return stored(table, names=["a", "b"], by=["a"], ids=pa.array([str(k) for k in range(len(rows))]), sources=of)


def test_each_true_pair_is_counted_under_every_rule_that_brings_it():
    store = coded([("x", "1"), ("x", "1"), ("y", "1"), ("z", None), ("x", "9")])
    truth = np.array([0, 0, 0, 0, -1])[store.order]
    model = Model((COMPARISON,), (Rule(("a",)), Rule(("b",))))
    found = missed_by_rule(model, store=store, permits=Permits(store.source, store.forbidden, False), truth=truth)
    assert (found.true_pairs, found.missed) == (6, 3)
    assert [(one.brings, one.alone) for one in found.rules] == [(1, 0), (3, 2)]
    assert found.share == 0.5


def test_pairs_that_may_not_be_compared_are_not_missed():
    store = coded([("x", "1"), ("y", "2"), ("x", "3")], sources=[0, 0, 1])
    truth = np.zeros(3, np.int64)
    permits = Permits(store.source, store.forbidden, True)
    found = missed_by_rule(Model((COMPARISON,), (Rule(("a",)),)), store=store, permits=permits, truth=truth)
    assert (found.true_pairs, found.missed) == (2, 1)
