"""Looking into one comparison of a pair: by its measure alone where that is all there is to it, else by its program."""

import numpy as np
from numba import njit

from wraparound.matching.compare.levels import JACCARD, code_at, level_of, measured
from wraparound.matching.compare.memory import float64_at, int32_at, int64_at
from wraparound.matching.scoring.compiled import PLAN


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def _easiest(measure, entry, grades, step, needed, engine):
    """Give the easiest amount of a measure that is worth telling: of a grade that can give the bits needed.

    Not-a-number where none can, so that nothing need be measured.
    """
    if float64_at(engine.shapes.most, entry + 2 + grades) >= needed:
        return float64_at(engine.program.cutoffs, step)
    easiest = np.nan
    for grade in range(grades):
        amount = float64_at(engine.program.amounts, step + 2 * grade)
        if float64_at(engine.shapes.most, entry + 2 + grade) >= needed:
            easier = amount < easiest if measure <= JACCARD else amount > easiest
            easiest = amount if easier or easiest != easiest else easiest
    return easiest


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def looked_into(c, i, j, needed, engine, room):
    """Give the level of a comparison by measuring, or by running its program.

    A level that cannot give the bits needed may be told as the last one: either way the pair is without hope.
    """
    plan = engine.shapes.plan + 4 * PLAN * c
    measure = int32_at(plan, 3)
    if measure >= 0:
        a, b = code_at(engine.rows, i, int32_at(plan, 0)), code_at(engine.rows, j, int32_at(plan, 0))
        if a > 0 and b > 0:
            grades, step = int32_at(plan, 4), int32_at(plan, 5)
            cutoff = _easiest(measure, int64_at(engine.weights.base, c), grades, step, needed, engine)
            if cutoff != cutoff:
                return 2 + grades
            found = measured(measure, a, b, engine.values, cutoff, room)
            for grade in range(grades):
                amount = float64_at(engine.program.amounts, step + 2 * grade)
                if (measure <= JACCARD and found >= amount) or (measure > JACCARD and found <= amount):
                    return 2 + grade
            return 2 + grades
    return level_of(c, i, j, engine.rows, engine.values, engine.program, room)
