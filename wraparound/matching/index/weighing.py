"""Weighing one query against many records: fields the query lacks are left out, and hopeless records given up early."""

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import code_at, level_of, span, value_of
from wraparound.matching.compare.memory import float64_at, int32_at, int64_at, put_int64
from wraparound.matching.index.block import put_float64
from wraparound.matching.index.machine import GAPS, ITSELF, MAINS, NULLS, WIDE
from wraparound.matching.scoring.kernels import summed
from wraparound.matching.scoring.rarity import adjustment

# What is noted of a query, a row for each comparison that it says something about: which one, the most it can give, the
# most where its main values differ, the place of its main column in a record and the query's code there, the place of
# the column without which it says nothing, what it gives where that is missing, whether the same main value settles it,
# what that gives and how much of it is for a rare value; and of the record at hand the most that the comparison can
# give, its level (or OPEN_STILL), and the bits of a rare value.
NOTE = 13
WHICH, TOP, OPEN, MAIN, OWN_CODE, GAP, NOTHING, SETTLES, SAME, SAME_EXTRA, BOUND, ENTRY, EXTRA = range(13)
OPEN_STILL = -1


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _rarest(engine, query, column):
    """Give log2 of the frequency of the rarest value that a query has in a column."""
    code = code_at(engine.rows, query, column)
    first, last = span(engine.rows, code)
    least = 0.0
    for k in range(first, last):
        least = min(least, float64_at(engine.values.log_frequency, value_of(engine.rows, code, k)))
    return least


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _most(engine, machine, query, comparison, first):
    """Bound what a comparison's levels from the first on can give: no value is rarer than the query's own."""
    weights, wide, most = engine.weights, int64_at(machine, WIDE), 0.0
    for entry in range(int64_at(weights.base, comparison) + first, int64_at(weights.base, comparison + 1)):
        column, bits = int32_at(weights.tf_column, entry), -np.inf
        for x in range(wide):
            if int64_at(int64_at(machine, ITSELF), x):
                bits = max(bits, float64_at(weights.bits, wide * entry + x))
        if column >= 0 and float64_at(weights.tf, 3 * entry) != 0.0:
            rarest = max(_rarest(engine, query, column), float64_at(weights.tf, 3 * entry + 2))
            bits += max(float64_at(weights.tf, 3 * entry) * (float64_at(weights.tf, 3 * entry + 1) - rarest), 0.0)
        most = max(most, bits)
    return most


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _says(engine, machine, entry):
    """Give the most that a level says for the person looked for, before any rarity."""
    wide, most = int64_at(machine, WIDE), -np.inf
    for x in range(wide):
        if int64_at(int64_at(machine, ITSELF), x):
            most = max(most, float64_at(engine.weights.bits, wide * entry + x))
    return most


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _note_settled(engine, machine, query, note, level):
    """Note what a comparison gives where a record lacks its gap, and where its main value is the query's own."""
    first, main = int64_at(engine.weights.base, int64_at(note, WHICH)), int64_at(note, MAIN)
    gap = int64_at(int64_at(machine, GAPS), int64_at(note, WHICH))
    plain = gap >= 0 and int32_at(engine.weights.tf_column, first) < 0
    rarity = int32_at(engine.weights.tf_column, first + 1)
    put_int64(note, GAP, gap if plain else np.int64(-1))
    put_float64(note, NOTHING, _says(engine, machine, first))
    put_int64(note, SETTLES, plain and level == 1 and int64_at(note, OWN_CODE) > 0 and (rarity < 0 or rarity == main))
    extra = adjustment(first + 1, query, query, engine)
    put_float64(note, SAME_EXTRA, extra)
    put_float64(note, SAME, _says(engine, machine, first + 1) + extra)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def note_query(engine, machine, query, notes, room):
    """Note which comparisons a query can speak in, and the most that each can give; give how many."""
    count = 0
    for k in range(engine.weights.comparisons):
        c = int64_at(engine.weights.sequence, k)
        level = level_of(c, query, query, engine.rows, engine.values, engine.program, room)
        if int64_at(int64_at(machine, NULLS), int64_at(engine.weights.base, c) + level):
            continue
        main, note = int64_at(int64_at(machine, MAINS), c), notes + 8 * (NOTE * count)
        own = code_at(engine.rows, query, main) if main >= 0 else np.int32(0)
        put_int64(note, WHICH, c)
        put_float64(note, TOP, _most(engine, machine, query, c, 0))
        put_float64(note, OPEN, _most(engine, machine, query, c, 2 if main >= 0 else 0))
        put_int64(note, MAIN, main)
        put_int64(note, OWN_CODE, np.int64(own))
        _note_settled(engine, machine, query, note, level)
        count += 1
    return count


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _settle(engine, note, level, bound, extra):
    """Note the level that a comparison is seen to reach."""
    put_int64(note, ENTRY, int64_at(engine.weights.base, int64_at(note, WHICH)) + level)
    put_float64(note, EXTRA, extra)
    return bound


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def ceiling_of(record, engine, notes, count):
    """Bound what a record can reach from its codes alone, and note the levels that they settle."""
    ceiling = 0.0
    for k in range(count):
        note = notes + 8 * (NOTE * k)
        gap, own, bound = int64_at(note, GAP), int64_at(note, OWN_CODE), float64_at(note, TOP)
        code = code_at(engine.rows, record, int64_at(note, MAIN)) if own > 0 else np.int32(0)
        put_int64(note, ENTRY, OPEN_STILL)
        if gap >= 0 and code_at(engine.rows, record, gap) == 0:
            bound = _settle(engine, note, 0, float64_at(note, NOTHING), 0.0)
        elif own > 0 and code == own and int64_at(note, SETTLES):
            bound = _settle(engine, note, 1, float64_at(note, SAME), float64_at(note, SAME_EXTRA))
        elif own > 0 and code >= 0 and code != own:
            bound = float64_at(note, OPEN)
        put_float64(note, BOUND, bound)
        ceiling += bound
    return ceiling


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _graded(record, query, engine, machine, note, room):
    """Grade a record in one comparison, note its level, and give the most it says for the person looked for."""
    c = int64_at(note, WHICH)
    level = level_of(c, record, query, engine.rows, engine.values, engine.program, room)
    entry = int64_at(engine.weights.base, c) + level
    extra = adjustment(entry, record, query, engine)
    put_int64(note, ENTRY, entry)
    put_float64(note, EXTRA, extra)
    return _says(engine, machine, entry) + extra


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _against_all(engine, machine, notes, count):
    """Add up what the levels say for each explanation; give the log2 odds of the person looked for against the rest."""
    weights, wide, itself, others = engine.weights, int64_at(machine, WIDE), -np.inf, 0.0
    for x in range(wide):
        own, bits = int64_at(int64_at(machine, ITSELF), x), float64_at(weights.prior, x)
        for k in range(count):
            note = notes + 8 * (NOTE * k)
            at = wide * int64_at(note, ENTRY) + x
            bits += float64_at(weights.bits, at) + float64_at(note, EXTRA) * (
                1.0 if own else float64_at(weights.tf_shared, at)
            )
        if own:
            itself = summed(itself, bits) if itself > -np.inf else bits
        else:
            others = summed(others, bits)
    return itself - others


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def start_of(engine, machine):
    """Bound what a record has before anything is compared, all explanations that are the person looked for together."""
    start = -np.inf
    for x in range(int64_at(machine, WIDE)):
        if int64_at(int64_at(machine, ITSELF), x):
            start = max(start, float64_at(engine.weights.prior, x))
    return start + 1.0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def weight_of(record, query, engine, notes, count, least, machine, room):
    """Give the log2 odds that a record is the query's person, against all else; -inf as soon as it is below `least`."""
    ceiling = start_of(engine, machine) + ceiling_of(record, engine, notes, count)
    for k in range(count):
        if ceiling < least:
            return -np.inf
        note = notes + 8 * (NOTE * k)
        if int64_at(note, ENTRY) != OPEN_STILL:
            continue
        ceiling += _graded(record, query, engine, machine, note, room) - float64_at(note, BOUND)
    return _against_all(engine, machine, notes, count)
