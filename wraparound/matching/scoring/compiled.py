"""A model made ready for one coded table: tests as steps, levels as bits, fields in the order that decides soonest."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from wraparound.matching.columns.looks import Looks
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import Program
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.model import (
    CARELESSLY,
    EXPLAINS,
    HOUSEHOLD,
    NAMESAKES,
    OTHERWISE,
    PERSON,
    TWINS,
    Comparison,
    Level,
    Measure,
    Model,
    Op,
    careless,
    missing,
    same,
    unshared,
)
from wraparound.matching.scoring.programs import program_for

AT_SIGHT = 64  # columns of a row, from the first, that are compared at sight
PLAN = 8  # numbers in the plan of a comparison
EXPLANATIONS = 5  # of a pair besides chance, in the order of `model.explanations`
NEVER = -1e9  # bits, for what can't be
SLIP = 0.25  # of the work of measuring is telling one slip from more


class Weights(NamedTuple):
    """What each level says, in bits; level k of comparison c is entry base[c] + k.

    The columns weigh each explanation of a pair against chance, in the order of `model.explanations`.
    """

    base: Array  # int64[comparisons + 1]
    bits: Array  # float64[levels, EXPLANATIONS]
    tf_column: Array  # int32[levels], -1 where term frequency says nothing
    tf: Array  # float64[levels, 3]: scale, log2 of the exact level's u, log2 of the least u
    tf_shared: Array  # float64[levels, EXPLANATIONS]: whether the adjustment counts for each explanation
    sequence: Array  # int64[comparisons]: which comparison is looked at first
    prior: Array  # float64[EXPLANATIONS]: log2 odds of each explanation against chance

    def at(self) -> "WeightsAt":
        """Give the addresses that kernels read; keep the arrays."""
        plain = int((self.prior[1:] <= NEVER).all())
        places = [address(column) for column in self]
        return WeightsAt(*[*places, len(self.sequence), plain])


class WeightsAt(NamedTuple):
    """Where weights lie, and how many comparisons they are of."""

    base: int
    bits: int
    tf_column: int
    tf: int
    tf_shared: int
    sequence: int
    prior: int
    comparisons: int
    plain: int  # 1 where one person carefully kept is the only explanation besides chance


class Shapes(NamedTuple):
    """What can be told of a comparison at sight, before anything is measured.

    Row c of `plan`: 0 the column whose sameness is the first graded level, or -1; 1 the column that being missing
    settles it, or -1; 2 whether that sameness and that gap are all there is; 3 the measure of its grades, or -1 where
    the program must be run; 4 the number of grades; 5 the first step of its grades; 6 the step to run from; 7 whether
    what that sameness gives depends on the value, by its rarity.
    `open_top` is the most that a pair can still get there once its values are known to differ, `any_top` the most it
    can get at all, `most` the most that each level can give.
    """

    plan: Array  # int32[comparisons, PLAN]
    open_top: Array  # float64[comparisons]
    any_top: Array  # float64[comparisons]
    most: Array  # float64[levels], with the rarest value
    top: Array  # float64[levels], the better of careful and careless bits
    same: Array  # float64[V], what the sameness of each value gives in its comparison, its rarity included

    def at(self) -> "ShapesAt":
        """Give the addresses that kernels read; keep the arrays."""
        return ShapesAt(*(address(column) for column in self))


class ShapesAt(NamedTuple):
    """Where shapes lie."""

    plan: int
    open_top: int
    any_top: int
    most: int
    top: int
    same: int


def shapes_of(model: Model, *, store: Store, weights: Weights) -> Shapes:
    """Find what each comparison can be told at sight, and what it can still give once the values differ."""
    top = weights.bits[:, PERSON]
    top = np.maximum(top, weights.bits[:, CARELESSLY]) if model.alternatives.careless > 0.0 else top
    rows, most = _plans(model, names=store.names, looks=store.looks), _most(top, weights, store)
    rare = (rows[:, 0] >= 0) & (weights.tf[weights.base[:-1] + 1, 0] != 0.0)
    plans = np.column_stack([rows, rare]).astype(np.int32)
    open_top, any_top, alone = [], [], np.zeros(int(store.base[-1]))
    for column, begin, end in zip(
        plans[:, 0].tolist(), weights.base[:-1].tolist(), weights.base[1:].tolist(), strict=True
    ):
        if column >= 0:
            run = slice(store.base[column], store.base[column + 1])
            frequency = np.maximum(store.values.log_frequency[run], weights.tf[begin + 1, 2])
            alone[run] = top[begin + 1] + weights.tf[begin + 1, 0] * (weights.tf[begin + 1, 1] - frequency)
        open_top.append(most[begin + 2 * (column >= 0) : end].max())
        any_top.append(most[begin:end].max())
    return Shapes(plans, np.array(open_top), np.array(any_top), most, np.ascontiguousarray(top), alone)


@lru_cache(maxsize=8)
def _plans(model: Model, *, names: tuple[str, ...], looks: Looks) -> Array:
    """Say how each comparison is told at sight and looked into; once for tables of the same columns."""
    program = program_for(model, names=names, looks=looks)
    place, plan = {name: k for k, name in enumerate(names)}, list[list[int]]()
    for comparison, first in zip(model.comparisons, program.first.tolist(), strict=False):
        plan.append(_plan(comparison, place, program=program, first=first))
        if plan[-1][0] in [other[0] for other in plan[:-1]]:  # a column's values have one weight at sight
            plan[-1] = [-1, -1, 0, -1, 0, first, first]
    return np.array(plan, np.int32).reshape(-1, PLAN - 1)


def _plan(comparison: Comparison, place: Mapping[str, int], *, program: Program, first: int) -> list[int]:
    """Say how one comparison is told at sight and looked into."""
    tests = [level.test for level in comparison.levels]
    column = tests[1].left if len(tests) > 2 else ""
    gap = tests[0].left if tests[0] == missing(tests[0].left) else ""
    known = {test.left for test in (tests[0], *tests[0].parts) if test == missing(test.left)}
    joined = tests[0].op in (Op.MISSING, Op.ALL)
    usual_tf = comparison.levels[1].tf_column in ("", column) if column else False
    needs_same = bool(column) and tests[1] == same(column) and joined and usual_tf
    needs_same = needs_same and max(place[column], place.get(gap, 0)) < AT_SIGHT
    if not needs_same or not comparison.levels[0].is_null or not (gap or column in known):
        return [-1, -1, 0, -1, 0, first, first]
    asked = {(test.op, test.left, test.right, test.measure) for test in tests[2:-1]}
    graded = len(asked) == 1 and next(iter(asked))[:3] == (Op.ALIKE, column, column) and gap == column
    bare = len(tests) == 3 and tests[2] == OTHERWISE and gap == column
    measure = int(program.steps[first + 4, 3]) if graded and tests[-1] == OTHERWISE else -1
    return [place[column], place[gap] if gap else -1, int(bare), measure, len(tests) - 3, first + 4, first]


def weights_of(model: Model, *, store: Store) -> Weights:
    """Lay out the bits of every level, and the order of comparisons: the cheap and the telling first.

    Once for tables of the same columns, as long on average.
    """
    return _laid_out(model, store.names, tuple(store.lengths.tolist()))


@lru_cache(maxsize=8)
def _laid_out(model: Model, names: tuple[str, ...], lengths: tuple[float, ...]) -> Weights:
    place, length = {name: k for k, name in enumerate(names)}, dict(zip(names, lengths, strict=True))
    levels = [level for comparison in model.comparisons for level in comparison.levels]
    base = np.cumsum([0] + [len(comparison.levels) for comparison in model.comparisons])
    tf = np.array([_tf(level, comparison) for comparison in model.comparisons for level in comparison.levels])
    tf_column = np.array([place[level.tf_column] if level.tf_column else -1 for level in levels], np.int32)
    shared = np.array([_explained(c) for c in model.comparisons for _ in c.levels])
    bits = np.concatenate([_bits(comparison) for comparison in model.comparisons])
    sequence = np.array(sorted(range(len(base) - 1), key=lambda c: _cost(model.comparisons[c], length)), np.int64)
    return Weights(base, bits, tf_column, tf, np.ascontiguousarray(shared), sequence, prior_odds(model))


def _explained(comparison: Comparison) -> list[float]:
    """Say for each explanation whether a comparison's agreement speaks for it (1) or is chance there (0)."""
    return [float(k in EXPLAINS[comparison.shares]) for k in range(EXPLANATIONS)]


def _bits(comparison: Comparison) -> Array:
    """Weigh each level of one comparison for each explanation."""
    null = np.array([level.is_null for level in comparison.levels])
    m, u = (np.array([getattr(level, p) or 1.0 for level in comparison.levels]) for p in "mu")
    bits = np.array([level.weight for level in comparison.levels])[:, None] * _explained(comparison)
    lax = careless(np.where(null, 0.0, m), null=null)
    bits[:, CARELESSLY] = np.where(null, 0.0, np.log2(np.where(null, 1.0, lax) / np.where(null, 1.0, u)))
    parental = np.array([level.parental for level in comparison.levels])
    for kind in (k for k in (HOUSEHOLD, TWINS, NAMESAKES) if k not in EXPLAINS[comparison.shares]):
        shown = unshared(kind, shares=comparison.shares, u=u, null=null, parental=parental)
        bits[:, kind] = np.log2(shown / np.where(null, 1.0, np.maximum(u, 1e-12)))
    return bits


def _tf(level: Level, comparison: Comparison) -> tuple[float, float, float]:
    """Give the term-frequency adjustment's scale, the log of the exact u, and of the least u."""
    exact = level.u if level.tf_own_u else comparison.exact_u(level.tf_column)
    if not level.tf_column or not exact or level.is_null or level.test == OTHERWISE:
        return 0.0, 0.0, NEVER
    return level.tf_weight, float(np.log2(exact)), float(np.log2(level.tf_minimum_u)) if level.tf_minimum_u else NEVER


def _most(top: Array, weights: Weights, store: Store) -> Array:
    """Give the most bits that each level can give with its rarest value."""
    most = top.copy()
    for level in np.flatnonzero((weights.tf_column >= 0) & (weights.tf[:, 0] != 0.0)).tolist():
        column, (scale, exact, least) = weights.tf_column[level], weights.tf[level].tolist()
        rarest = store.values.log_frequency[store.base[column] : store.base[column + 1]].min(initial=0.0)
        most[level] += scale * max(0.0, exact - max(float(rarest), least))
    return most


def _cost(comparison: Comparison, lengths: Mapping[str, float]) -> float:
    """Order comparisons by the length of what they measure, numbers and plain equality first, then a lone slip."""
    tests = [t for level in comparison.levels for t in (level.test, *level.test.parts)]
    measured = [test for test in tests if test.measure not in (None, Measure.DIFFERENCE)]
    slips = all(test.measure is not None and test.measure.is_distance and test.amount <= 1 for test in measured)
    length = sum(lengths[name] for name in {test.left for test in measured})
    return SLIP * length if slips else length


def prior_odds(model: Model) -> Array:
    """Give the log2 odds, against chance, of each explanation in the order of the columns of bits."""
    others = model.alternatives
    parts = (model.prior, others.household, others.twins, others.namesakes, others.careless)
    rest = max(1.0 - sum(parts), 1e-12)
    return np.array([np.log2(part / rest) if part > 0 else NEVER for part in parts])
