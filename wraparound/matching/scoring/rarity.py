"""What the rarity of a value that two records share adds to their weight."""

from numba import njit

from wraparound.matching.compare.levels import code_at, span, value_of
from wraparound.matching.compare.memory import float64_at, int32_at

NEVER = -1e9  # bits, for what can't be


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def frequency_of(a, b, rows, values):
    """Give log2 of the frequency of the value two cells agree on: the rarest shared, else the commoner of the two."""
    first_a, last_a = span(rows, a)
    first_b, last_b = span(rows, b)
    shared, commonest = 1.0, NEVER
    for x in range(first_a, last_a):
        v = value_of(rows, a, x)
        commonest = max(commonest, float64_at(values.log_frequency, v))
        for y in range(first_b, last_b):
            w = value_of(rows, b, y)
            commonest = max(commonest, float64_at(values.log_frequency, w))
            if v == w:
                shared = min(shared, float64_at(values.log_frequency, v))
    return shared if shared <= 0.0 else commonest


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True)
def adjustment(entry, i, j, engine):
    """Give the bits that a level gains for a rare value and loses for a common one (Winkler's frequency weights).

    Where one record has no value of the column, as Splink does, by the other's.
    """
    weights = engine.weights
    column = int32_at(weights.tf_column, entry)
    if column < 0:
        return 0.0
    a, b = code_at(engine.rows, i, column), code_at(engine.rows, j, column)
    if a == 0 and b == 0:
        return 0.0
    frequency = max(frequency_of(a or b, b or a, engine.rows, engine.values), float64_at(weights.tf, 3 * entry + 2))
    return float64_at(weights.tf, 3 * entry) * (float64_at(weights.tf, 3 * entry + 1) - frequency)
