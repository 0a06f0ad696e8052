"""A model made ready to weigh one query against many records, as one block of addresses; also for partial queries."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.columns.store import Store
from wraparound.matching.compare import levels
from wraparound.matching.compare.levels import Program, ProgramAt, RowsAt, ValuesAt
from wraparound.matching.compare.memory import Array, address, int64_at
from wraparound.matching.index.block import rows_at, values_at
from wraparound.matching.model import Comparison, Model, Op, Shares, Test, both, missing, same
from wraparound.matching.model.explanations import EXPLAINS
from wraparound.matching.scoring.compiled import Weights, weights_of
from wraparound.matching.scoring.programs import program_of

FIRST, STEPS, AMOUNTS, CUTOFFS, BASE, BITS, TF_COLUMN, TF, TF_SHARED, SEQUENCE, PRIOR, COMPARISONS = range(12)
NULLS, WIDE, ITSELF, MEASURED, MEASURES, MAINS, GAPS = range(12, 19)


class LevelsAt(NamedTuple):
    """Where what each level says lies, as `scoring.compiled.Weights` has it."""

    base: int
    bits: int
    tf_column: int
    tf: int
    tf_shared: int
    sequence: int
    prior: int
    comparisons: int


class MachineAt(NamedTuple):
    """Where all that weighing a pair reads lies."""

    rows: RowsAt
    values: ValuesAt
    program: ProgramAt
    weights: LevelsAt


@dataclass(frozen=True)
class Machine:
    """A model ready to weigh, as one block of addresses; it keeps the arrays they are of."""

    program: Program
    weights: Weights
    nulls: Array  # int64[levels]: whether a level says that something is missing
    itself: Array  # int64[explanations]: whether it is the person looked for, rather than someone else
    measured: Array  # int64[…]: what of a record is read besides its codes
    mains: Array  # int64[comparisons]: the column whose sameness is the first graded level, or -1
    gaps: Array  # int64[comparisons]: the column that being missing settles it, or -1
    block: Array  # int64[19]
    place: int  # the block's address


def machine_of(model: Model, *, store: Store) -> Machine:
    """Make a model ready for the records of an index."""
    program, weights = program_of(model, store=store), weights_of(model, store=store)
    nulls = np.array([level.is_null for c in model.comparisons for level in c.levels], np.int64)
    wide = weights.bits.shape[1]
    itself = np.isin(np.arange(wide), EXPLAINS[Shares.NOBODY]).astype(np.int64)
    kept = (
        weights.base,
        weights.bits,
        weights.tf_column,
        weights.tf,
        weights.tf_shared,
        weights.sequence,
        weights.prior,
    )
    places = [address(array) for array in (*program, *kept)]
    measured = _measured(program)
    mains = np.array([_main(comparison, store=store) for comparison in model.comparisons], np.int64)
    gaps = np.array([_gap(comparison, store=store) for comparison in model.comparisons], np.int64)
    places += [len(model.comparisons), address(nulls), wide, address(itself), address(measured), len(measured)]
    block = np.array([*places, address(mains), address(gaps)], np.int64)
    return Machine(program, weights, nulls, itself, measured, mains, gaps, block, address(block))


def _main(comparison: Comparison, *, store: Store) -> int:
    """Give the column whose sameness is a comparison's first graded level, the level after the missing one."""
    test = comparison.levels[1].test if comparison.levels[0].is_null and len(comparison.levels) > 1 else None
    return store.place[test.left] if test is not None and test == same(test.left) else -1


def _gap(comparison: Comparison, *, store: Store) -> int:
    """Give the column that, missing in either record, leaves a comparison nothing to say."""
    test = comparison.levels[0].test
    plain = comparison.levels[0].is_null and test.op is Op.MISSING and test.left == test.right
    return store.place[test.left] if plain else -1


def _measured(program: Program) -> Array:
    """List the columns whose values are measured, as 2 × column, and those whose contents are compared, as one more."""
    alike, crossed = (
        np.unique(program.steps[program.steps[:, 0] == op][:, 1]) for op in (levels.ALIKE, levels.CROSSED)
    )
    return np.concatenate([2 * alike, 2 * crossed + 1]).astype(np.int64)


def without_gaps(model: Model, *, present: frozenset[str]) -> Model:
    """Let a comparison whose main column a query lacks be judged by its other columns, such as a part of a postcode."""
    return replace(model, comparisons=tuple(_without_gap(c, present=present) for c in model.comparisons))


def gap_of(comparison: Comparison) -> tuple[set[str], set[str]]:
    """Give the columns that a comparison wants one of, and those by which it can be judged where a query has none."""
    gap = comparison.levels[0]
    asked = set(gap.test.columns())
    others = {name for level in comparison.levels[1:] for name in _alone(level.test)} if gap.is_null else set()
    return asked, others - asked


def _without_gap(comparison: Comparison, *, present: frozenset[str]) -> Comparison:
    gap, (asked, others) = comparison.levels[0], gap_of(comparison)
    helpful = sorted(others & present)
    if asked & present or not helpful:
        return comparison
    test = both(*map(missing, helpful)) if len(helpful) > 1 else missing(helpful[0])
    return replace(comparison, levels=(replace(gap, test=test), *comparison.levels[1:]))


def _alone(test: Test) -> set[str]:
    """Name the columns that a test compares with themselves."""
    if test.op in (Op.SAME, Op.ALIKE) and test.left == test.right:
        return {test.left}
    return set().union(*(_alone(part) for part in test.parts)) if test.parts else set()


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def machine_at(block, machine):
    """Put together where the records and a model lie."""
    program = ProgramAt(
        int64_at(machine, FIRST), int64_at(machine, STEPS), int64_at(machine, AMOUNTS), int64_at(machine, CUTOFFS)
    )
    weights = LevelsAt(
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
