"""Compiles a model's tests into steps of the machine in `compare.levels`."""

from functools import lru_cache

import numpy as np

from wraparound.matching.columns.looks import Looks
from wraparound.matching.columns.store import Store
from wraparound.matching.compare import levels as machine
from wraparound.matching.compare.levels import Program
from wraparound.matching.model import BY_ID, Comparison, Measure, Model, Op, Test

MEASURES = {measure: code for code, measure in enumerate(Measure)}
JOINS = {Op.ALL: machine.ALL, Op.ANY: machine.ANY, Op.NOT: machine.NOT}


class _Steps:
    """Collects the steps of comparisons."""

    def __init__(self, names: tuple[str, ...], looks: Looks) -> None:
        self.place = {name: k for k, name in enumerate(names)}
        self.looks = looks
        self.steps: list[list[int]] = []
        self.amounts: list[float] = []
        self.first = [0]

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
        cells = self.place[test.left or test.right], self.place[test.right or test.left]
        if test.measure is not None:
            self._check_prepared(test)
            return self.add(machine.ALIKE, cells=cells, detail=MEASURES[test.measure], amount=test.amount)
        if test.op is Op.SAME:
            return self.add(machine.SAME if cells[0] == cells[1] else machine.CROSSED, cells=cells)
        if test.op is Op.MISSING:
            one = machine.MISSING_LEFT if test.left else machine.MISSING_RIGHT
            return self.add(machine.MISSING if test.left and test.right else one, cells=cells)
        return self.add(machine.SHARES, cells=cells, amount=test.amount)

    def _check_prepared(self, test: Test) -> None:
        """Refuse to measure what the table was not prepared for: kernels would find nothing there."""
        prepared = self.looks.at_numbers if test.measure is Measure.DIFFERENCE else self.looks.at_letters
        if not all(map(prepared, test.columns())):
            raise ValueError(f"The table was coded without what it takes to measure {test.left} and {test.right}.")

    def comparison(self, comparison: Comparison) -> None:
        if comparison.one_way and BY_ID in self.place:
            self.add(machine.TURN, detail=self.place[BY_ID])
        for place, level in enumerate(comparison.levels):
            self.test(level.test)
            self.add(machine.REACH, detail=place)
        self.first.append(len(self.steps))


def program_of(model: Model, *, store: Store) -> Program:
    """Compile the model's tests into steps of the machine in `compare.levels`; once for tables of the same columns."""
    return program_for(model, names=store.names, looks=store.looks)


@lru_cache(maxsize=8)
def program_for(model: Model, *, names: tuple[str, ...], looks: Looks) -> Program:
    """Compile the model's tests for tables of these columns."""
    made = _Steps(names, looks)
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
