"""A model made ready for one coded table: tests as steps, levels as bits, fields in the order that decides soonest."""

from typing import NamedTuple

import numpy as np

from wraparound.matching.columns.store import Store
from wraparound.matching.compare import levels as machine
from wraparound.matching.compare.levels import Program
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.model import Comparison, Level, Measure, Model, Op, Shares, Test, careless

MEASURES = {measure: code for code, measure in enumerate(Measure)}
JOINS = {Op.ALL: machine.ALL, Op.ANY: machine.ANY, Op.NOT: machine.NOT}
EXPLAINED = {Shares.NOBODY: (1.0, 0.0, 0.0, 1.0), Shares.HOUSEHOLD: (1.0, 1.0, 1.0, 1.0), Shares.TWINS: (1.0, 0.0, 1.0, 1.0)}
NEVER = -1e9  # bits, for what can't be


class Weights(NamedTuple):
    """What each level says, in bits; level k of comparison c is entry base[c] + k.

    The four columns weigh, each against chance: one person; two others of one household; twins; one person whose
    records are carelessly kept.
    """

    base: Array  # int64[comparisons + 1]
    bits: Array  # float64[levels, 4]
    tf_column: Array  # int32[levels], -1 where term frequency says nothing
    tf: Array  # float64[levels, 3]: scale, log2 of the exact level's u, log2 of the least u
    tf_shared: Array  # float64[levels, 4]: whether the adjustment counts for each explanation
    sequence: Array  # int64[comparisons]: which comparison is looked at first
    rest: Array  # float64[comparisons + 1]: the most that the comparisons still to come can add
    prior: Array  # float64[4]: log2 odds of each explanation against chance

    def at(self) -> "WeightsAt":
        """Give the addresses that kernels read; keep the arrays."""
        return WeightsAt(*(address(column) for column in self), len(self.sequence))


class WeightsAt(NamedTuple):
    """Where weights lie, and how many comparisons they are of."""

    base: int
    bits: int
    tf_column: int
    tf: int
    tf_shared: int
    sequence: int
    rest: int
    prior: int
    comparisons: int


class _Steps:
    """Collects the steps of comparisons."""

    def __init__(self, store: Store) -> None:
        self.store, self.steps, self.amounts, self.first = store, [], [], [0]

    def add(self, op: int, *, cells: tuple[int, int] = (0, 0), detail: int = 0, amount: float = 0.0) -> None:
        slot = (cells[0] * 4096 + cells[1]) * 8 + detail if op == machine.ALIKE else -1
        self.steps.append([op, *cells, detail, slot])
        self.amounts.append(amount)

    def test(self, test: Test) -> None:
        for part in test.parts:
            self.test(part)
        if test.op in JOINS:
            return self.add(JOINS[test.op], detail=len(test.parts))
        if test.op is Op.ELSE:
            return self.add(machine.ELSE)
        cells = self.store.place[test.left], self.store.place[test.right]
        if test.measure is not None:
            return self.add(machine.ALIKE, cells=cells, detail=MEASURES[test.measure], amount=test.amount)
        if test.op is Op.SAME:
            return self.add(machine.SAME if cells[0] == cells[1] else machine.CROSSED, cells=cells)
        return self.add(machine.MISSING if test.op is Op.MISSING else machine.SHARES, cells=cells, amount=test.amount)

    def comparison(self, comparison: Comparison) -> None:
        for place, level in enumerate(comparison.levels):
            self.test(level.test)
            self.add(machine.REACH, detail=place)
        self.first.append(len(self.steps))


def program_of(model: Model, store: Store) -> Program:
    """Compile the model's tests into steps of the machine in `compare.levels`."""
    made = _Steps(store)
    for comparison in model.comparisons:
        made.comparison(comparison)
    steps, amounts = np.array(made.steps, np.int32), np.array(made.amounts)
    cutoffs = amounts.copy()
    for begin, end in zip(made.first[:-1], made.first[1:], strict=True):
        for slot in set(steps[begin:end, 4]) - {-1}:
            of_slot = begin + np.flatnonzero(steps[begin:end, 4] == slot)
            easiest = np.min if steps[of_slot[0], 3] <= machine.JACCARD else np.max
            cutoffs[of_slot] = easiest(amounts[of_slot])
    return Program(np.array(made.first, np.int64), steps, amounts, cutoffs)


def weights_of(model: Model, store: Store) -> Weights:
    """Lay out the bits of every level, and the order of comparisons: the cheap and the telling first."""
    levels = [level for comparison in model.comparisons for level in comparison.levels]
    base = np.cumsum([0] + [len(comparison.levels) for comparison in model.comparisons])
    tf = np.array([_tf(level, comparison) for comparison in model.comparisons for level in comparison.levels])
    tf_column = np.array([store.place[level.tf_column] if level.tf_column else -1 for level in levels], np.int32)
    shared = np.array([EXPLAINED[c.shares] for c in model.comparisons for _ in c.levels])
    bits = np.array([level.weight for level in levels])[:, None] * shared
    bits[:, 3] = np.concatenate([_careless_bits(comparison) for comparison in model.comparisons])
    tops = [_most(max(bits[k, 0], bits[k, 3]), tf[k], int(tf_column[k]), store) for k in range(len(levels))]
    most = np.array([max(tops[b:e]) for b, e in zip(base[:-1], base[1:], strict=True)])
    sequence = np.array(sorted(range(len(most)), key=lambda c: _cost(model.comparisons[c])), np.int64)
    rest = np.concatenate([np.cumsum(most[sequence][::-1])[::-1], [0.0]])
    return Weights(base, bits, tf_column, tf, np.ascontiguousarray(shared), sequence, rest, prior_odds(model))


def _careless_bits(comparison: Comparison) -> Array:
    """Weigh the levels of one comparison for a pair that is carelessly kept."""
    null = np.array([level.is_null for level in comparison.levels])
    m, u = (np.array([getattr(level, p) or 1.0 for level in comparison.levels]) for p in "mu")
    return np.where(null, 0.0, np.log2(careless(np.where(null, 0.0, m), null) / u, where=~null, out=np.zeros(len(u))))


def _tf(level: Level, comparison: Comparison) -> tuple[float, float, float]:
    """Give the term-frequency adjustment's scale, the log of the exact u, and of the least u."""
    exact = comparison.exact_u(level.tf_column) if level.tf_column else None
    if exact is None:
        return 0.0, 0.0, NEVER
    return level.tf_weight, float(np.log2(exact)), float(np.log2(level.tf_minimum_u)) if level.tf_minimum_u else NEVER


def _most(bits: float, tf: Array, column: int, store: Store) -> float:
    """Give the most bits that a level can give with its rarest value."""
    if column < 0 or not tf[0]:
        return bits
    rarest = store.values.log_frequency[store.base[column] : store.base[column + 1]]
    return bits + tf[0] * max(0.0, tf[1] - max(float(rarest.min(initial=0.0)), tf[2]))


def _cost(comparison: Comparison) -> tuple[int, float]:
    """Order comparisons: those without string measures first, then those that can most speak against."""
    measures = [t.measure for level in comparison.levels for t in (level.test, *level.test.parts)]
    strings = sum(measure not in (None, Measure.DIFFERENCE) for measure in measures)
    return int(strings > 0), min(level.weight for level in comparison.levels)


def prior_odds(model: Model) -> Array:
    """Give the log2 odds, against chance, of each explanation in the order of the columns of bits."""
    parts = (model.prior, model.alternatives.household, model.alternatives.twins, model.alternatives.careless)
    rest = max(1.0 - sum(parts), 1e-12)
    return np.array([np.log2(part / rest) if part > 0 else NEVER for part in parts])
