"""Weighing one query against many records: fields the query lacks are left out, and hopeless records given up early."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import Program, ProgramAt, RowsAt, ValuesAt, code_at, level_of, span, value_of
from wraparound.matching.compare.memory import Array, address, float64_at, int32_at, int64_at, put_int64
from wraparound.matching.index.block import put_float64, rows_at, values_at
from wraparound.matching.model import Comparison, Model, Op, Shares, Test, both, missing
from wraparound.matching.model.explanations import EXPLAINS
from wraparound.matching.scoring.compiled import Weights, WeightsAt, program_of, weights_of
from wraparound.matching.scoring.kernels import adjustment, summed

FIRST, STEPS, AMOUNTS, CUTOFFS, BASE, BITS, TF_COLUMN, TF, TF_SHARED, SEQUENCE, PRIOR, COMPARISONS, NULLS, WIDE, ITSELF = range(15)
# What is noted of a query: the sum of each explanation's bits, then a row of three numbers for each comparison that it
# says something about: which one, and two bounds.
SUMS, NOTE = 16, 3


class MachineAt(NamedTuple):
    """Where all that weighing a pair reads lies."""

    rows: RowsAt
    values: ValuesAt
    program: ProgramAt
    weights: WeightsAt


@dataclass(frozen=True)
class Machine:
    """A model ready to weigh, as one block of addresses; it keeps the arrays they are of."""

    program: Program
    weights: Weights
    nulls: Array  # int64[levels]: whether a level says that something is missing
    itself: Array  # int64[explanations]: whether it is the person looked for, rather than someone else
    block: Array  # int64[15]

    @property
    def place(self) -> int:
        """Give the address of the block."""
        return address(self.block)


def machine_of(model: Model, store: Store) -> Machine:
    """Make a model ready for the records of an index."""
    program, weights = program_of(model, store=store), weights_of(model, store=store)
    nulls = np.array([level.is_null for c in model.comparisons for level in c.levels], np.int64)
    wide = weights.bits.shape[1]
    itself = np.isin(np.arange(wide), EXPLAINS[Shares.NOBODY]).astype(np.int64)
    kept = (weights.base, weights.bits, weights.tf_column, weights.tf, weights.tf_shared, weights.sequence, weights.prior)
    places = [address(array) for array in (*program, *kept)]
    places += [len(model.comparisons), address(nulls), wide, address(itself)]
    return Machine(program, weights, nulls, itself, np.array(places, np.int64))


def without_gaps(model: Model, present: frozenset[str]) -> Model:
    """Let a comparison whose main column a query lacks be judged by its other columns, such as a part of a postcode."""
    return replace(model, comparisons=tuple(_without_gap(c, present) for c in model.comparisons))


def _without_gap(comparison: Comparison, present: frozenset[str]) -> Comparison:
    gap = comparison.levels[0]
    asked = set(gap.test.columns())
    others = {name for level in comparison.levels[1:] for name in _alone(level.test)} - asked
    helpful = sorted(others & present)
    if not gap.is_null or asked & present or not helpful:
        return comparison
    test = both(*map(missing, helpful)) if len(helpful) > 1 else missing(helpful[0])
    return replace(comparison, levels=(replace(gap, test=test), *comparison.levels[1:]))


def _alone(test: Test) -> set[str]:
    """Name the columns that a test compares with themselves."""
    if test.op in (Op.SAME, Op.ALIKE) and test.left == test.right:
        return {test.left}
    return set().union(*(_alone(part) for part in test.parts)) if test.parts else set()


@njit(cache=True, nogil=True, _nrt=False)
def machine_at(block, machine):
    """Put together where the records and a model lie."""
    program = ProgramAt(int64_at(machine, FIRST), int64_at(machine, STEPS), int64_at(machine, AMOUNTS), int64_at(machine, CUTOFFS))
    weights = WeightsAt(
        int64_at(machine, BASE),
        int64_at(machine, BITS),
        int64_at(machine, TF_COLUMN),
        int64_at(machine, TF),
        int64_at(machine, TF_SHARED),
        int64_at(machine, SEQUENCE),
        int64_at(machine, PRIOR),
        int64_at(machine, COMPARISONS),
    )
    return MachineAt(rows_at(block), values_at(block), program, weights)


@njit(cache=True, nogil=True, _nrt=False)
def _rarest(engine, query, column):
    """Give log2 of the frequency of the rarest value that a query has in a column."""
    code = code_at(engine.rows, query, column)
    first, last = span(engine.rows, code)
    least = 0.0
    for k in range(first, last):
        least = min(least, float64_at(engine.values.log_frequency, value_of(engine.rows, code, k)))
    return least


@njit(cache=True, nogil=True, _nrt=False)
def _most(engine, machine, query, comparison):
    """Bound what a comparison can give a record, whichever level it reaches: no value is rarer than the query's own."""
    weights, wide, most = engine.weights, int64_at(machine, WIDE), 0.0
    for entry in range(int64_at(weights.base, comparison), int64_at(weights.base, comparison + 1)):
        column, bits = int32_at(weights.tf_column, entry), -np.inf
        for x in range(wide):
            if int64_at(int64_at(machine, ITSELF), x):
                bits = max(bits, float64_at(weights.bits, wide * entry + x))
        if column >= 0 and float64_at(weights.tf, 3 * entry) != 0.0:
            rarest = max(_rarest(engine, query, column), float64_at(weights.tf, 3 * entry + 2))
            bits += max(float64_at(weights.tf, 3 * entry) * (float64_at(weights.tf, 3 * entry + 1) - rarest), 0.0)
        most = max(most, bits)
    return most


@njit(cache=True, nogil=True, _nrt=False)
def note_query(engine, machine, query, notes, room):
    """Note which comparisons a query can speak in, and the most each and all after it can give; give how many."""
    count = 0
    for k in range(engine.weights.comparisons):
        c = int64_at(engine.weights.sequence, k)
        entry = int64_at(engine.weights.base, c) + level_of(c, query, query, engine.rows, engine.values, engine.program, room)
        if int64_at(int64_at(machine, NULLS), entry):
            continue
        put_int64(notes, SUMS + NOTE * count, c)
        put_float64(notes, SUMS + NOTE * count + 1, _most(engine, machine, query, c))
        count += 1
    rest = 0.0
    for k in range(count - 1, -1, -1):
        put_float64(notes, SUMS + NOTE * k + 2, rest)
        rest += float64_at(notes, SUMS + NOTE * k + 1)
    return count


@njit(cache=True, nogil=True, _nrt=False)
def _add(entry, extra, weights, machine, notes):
    """Add what a level says to each explanation's sum; give the most that the person looked for has."""
    wide, itself, most = int64_at(machine, WIDE), int64_at(machine, ITSELF), -np.inf
    for x in range(wide):
        share = 1.0 if int64_at(itself, x) else float64_at(weights.tf_shared, wide * entry + x)
        now = float64_at(notes, x) + float64_at(weights.bits, wide * entry + x) + extra * share
        put_float64(notes, x, now)
        most = max(most, now) if int64_at(itself, x) else most
    return most


@njit(cache=True, nogil=True, _nrt=False)
def _against_all(machine, notes):
    """Give the log2 odds of the person looked for against everyone else together."""
    itself, others = -np.inf, 0.0
    for x in range(int64_at(machine, WIDE)):
        if int64_at(int64_at(machine, ITSELF), x):
            itself = summed(itself, float64_at(notes, x)) if itself > -np.inf else float64_at(notes, x)
        else:
            others = summed(others, float64_at(notes, x))
    return itself - others


@njit(cache=True, nogil=True, _nrt=False)
def weight_of(record, query, engine, notes, count, least, machine, room):
    """Give the log2 odds that a record is the query's person, against all else; -inf as soon as it is below `least`."""
    weights = engine.weights
    for x in range(int64_at(machine, WIDE)):
        put_float64(notes, x, float64_at(weights.prior, x))
    for k in range(count):
        c = int64_at(notes, SUMS + NOTE * k)
        entry = int64_at(weights.base, c) + level_of(c, record, query, engine.rows, engine.values, engine.program, room)
        most = _add(entry, adjustment(entry, record, query, engine), weights, machine, notes)
        if most + 1.0 + float64_at(notes, SUMS + NOTE * k + 2) < least:
            return -np.inf
    return _against_all(machine, notes)
