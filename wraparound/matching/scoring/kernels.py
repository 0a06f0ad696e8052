"""Weighing a pair: first what equal codes tell, then one measure after another while there is hope."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import (
    Program,
    ProgramAt,
    Rows,
    RowsAt,
    Values,
    ValuesAt,
    code_at,
)
from wraparound.matching.compare.memory import (
    Array,
    float64_at,
    int32_at,
    int64_at,
    put_int64,
)
from wraparound.matching.compare.strings import LONGEST
from wraparound.matching.scoring.compiled import PLAN, Shapes, ShapesAt, Weights, WeightsAt
from wraparound.matching.scoring.looking import looked_into
from wraparound.matching.scoring.rarity import adjustment
from wraparound.matching.scoring.sight import seen

NEVER = -1e9  # bits, for what can't be


class EngineAt(NamedTuple):
    """Where all that weighing a pair reads lies."""

    rows: RowsAt
    values: ValuesAt
    program: ProgramAt
    weights: WeightsAt
    shapes: ShapesAt


@dataclass(frozen=True)
class Engine:
    """All that weighing a pair reads; it keeps the arrays whose addresses kernels are given."""

    rows: Rows
    values: Values
    program: Program
    weights: Weights
    shapes: Shapes

    @cached_property
    def at(self) -> EngineAt:
        """Give the addresses that kernels read, good for as long as the engine is kept."""
        return EngineAt(self.rows.at(), self.values.at(), self.program.at(), self.weights.at(), self.shapes.at())


class Permits(NamedTuple):
    """Which pairs may be compared: across sources only, or not within sources that hold a person once at most."""

    source: Array  # int16[n]
    forbidden: Array  # bool[sources]
    across_only: bool
    all: bool = False  # whether any two records may be compared

    @classmethod
    def of(cls, source: Array, *, forbidden: Array, across_only: bool) -> "Permits":
        """Say which pairs of some records may be compared."""
        return cls(source, forbidden, across_only, not (across_only or bool(forbidden.any())))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def permitted(i, j, permits):
    """Say whether two records may be compared at all."""
    if permits.all:
        return True
    same = permits.source[i] == permits.source[j]
    return not (same and (permits.across_only or permits.forbidden[permits.source[i]]))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def summed(x, y):
    """Add two odds given as bits."""
    low, high = min(x, y), max(x, y)
    return high if high - low > 60.0 else high + np.log2(1.0 + 2.0 ** (low - high))


class Odds(NamedTuple):
    """The log2 odds of each explanation of a pair, against chance."""

    person: float
    household: float
    twins: float
    namesakes: float
    careless: float


HOPELESS = Odds(-np.inf, -np.inf, -np.inf, -np.inf, -np.inf)
WIDE = 5  # explanations
SEEN = (LONGEST + 1) * (LONGEST + 1)  # where in the working room the levels found so far are put
UNKNOWN = -1
HAIR = 1e-9  # bits, more than any rounding


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _at_sight(c, i, sight, engine):
    """Give what equal or missing codes settle of a comparison at once: its level (or UNKNOWN) and the most it gives."""
    plan = engine.shapes.plan + 4 * PLAN * c
    column, gap = int32_at(plan, 0), int32_at(plan, 1)
    if column >= 0:
        if gap >= 0 and sight.gone >> np.uint64(gap) & np.uint64(1):
            return 0, 0.0
        if sight.same >> np.uint64(column) & np.uint64(1):
            code = code_at(engine.rows, i, column)
            if code > 0 and int32_at(plan, 7):
                return 1, float64_at(engine.shapes.same, code)
            if code > 0:
                return 1, float64_at(engine.shapes.most, int64_at(engine.weights.base, c) + 1)
        elif int32_at(plan, 2) and not sight.many >> np.uint64(column) & np.uint64(1):
            return 2, float64_at(engine.shapes.open_top, c)
    return UNKNOWN, _still_open(c, sight, engine)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _still_open(c, sight, engine):
    """Give the most that a comparison not settled at sight can give: its sameness too, where a cell holds several."""
    column = int32_at(engine.shapes.plan + 4 * PLAN * c, 0)
    if column >= 0 and sight.many >> np.uint64(column) & np.uint64(1):
        return float64_at(engine.shapes.any_top, c)
    return float64_at(engine.shapes.open_top, c)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def ceiling_at_sight(i, sight, engine, levels):
    """Give the most bits that a pair can reach, from what is seen without measuring; note the levels at an address."""
    ceiling = float64_at(engine.weights.prior, 0)
    if engine.weights.plain == 0:
        ceiling = max(ceiling, float64_at(engine.weights.prior, 4)) + 1.0
    for c in range(engine.weights.comparisons):
        level, most = _at_sight(c, i, sight, engine)
        put_int64(levels, c, level)
        ceiling += most
    return ceiling


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def next_open(k, engine, levels):
    """Give the first comparison of the sequence, from the k-th on, that was not settled at sight; UNKNOWN if none."""
    while k < engine.weights.comparisons:
        if int64_at(levels, int64_at(engine.weights.sequence, k)) == UNKNOWN:
            return k
        k += 1
    return UNKNOWN


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def looked(c, i, j, sight, ceiling, engine, levels, least, room):
    """Look into a comparison and note its level; give the most bits that the pair can reach now."""
    still = _still_open(c, sight, engine)
    level = looked_into(c, i, j, least - (ceiling - still) - HAIR, engine, room)
    put_int64(levels, c, level)
    entry = int64_at(engine.weights.base, c) + level
    return ceiling + (float64_at(engine.shapes.top, entry) + adjustment(entry, i, j, engine) - still)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def weigh(i, j, engine, room, least):
    """Give a pair's log2 odds, those of each explanation against chance; see `weigh_seen`."""
    return weigh_seen(i, j, seen(i, j, engine.rows), engine, room, least)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def weigh_seen(i, j, sight, engine, room, least):
    """Give a pair's log2 odds, those of each explanation against chance.

    First what needs no measuring; then, while the pair could still reach `least`, one measure after another. A pair
    that is sure to stay below is without hope.
    """
    levels = room + 8 * SEEN
    ceiling = ceiling_at_sight(i, sight, engine, levels)
    k = next_open(0, engine, levels)
    while k != UNKNOWN and ceiling >= least:
        c = int64_at(engine.weights.sequence, k)
        ceiling = looked(c, i, j, sight, ceiling, engine, levels, least, room)
        k = next_open(k + 1, engine, levels)
    return summed_up(i, j, engine, levels, ceiling) if ceiling >= least else HOPELESS


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def summed_up(i, j, engine, levels, ceiling):
    """Add up the bits of the levels noted, where there is more to say than the most bits that the pair can reach."""
    if engine.weights.plain:
        return Odds(ceiling, NEVER, NEVER, NEVER, NEVER)
    bits, shared, prior = engine.weights.bits, engine.weights.tf_shared, engine.weights.prior
    person, household, twins = float64_at(prior, 0), float64_at(prior, 1), float64_at(prior, 2)
    namesakes, lax = float64_at(prior, 3), float64_at(prior, 4)
    for c in range(engine.weights.comparisons):
        entry = int64_at(engine.weights.base, c) + int64_at(levels, c)
        extra, at = adjustment(entry, i, j, engine), WIDE * entry
        person += float64_at(bits, at) + extra
        household += float64_at(bits, at + 1) + extra * float64_at(shared, at + 1)
        twins += float64_at(bits, at + 2) + extra * float64_at(shared, at + 2)
        namesakes += float64_at(bits, at + 3) + extra * float64_at(shared, at + 3)
        lax += float64_at(bits, at + 4) + extra
    return Odds(person, household, twins, namesakes, lax)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def against_all(odds):
    """Give the log2 odds of one person against every other explanation together."""
    others = summed(summed(0.0, odds.namesakes), summed(odds.household, odds.twins))
    return summed(odds.person, odds.careless) - others
