"""The engine in plain Python: small coded tables, and answers that need no codes, kernels or blocks."""

from collections.abc import Sequence
from fractions import Fraction
from math import log2

import numpy as np
import pyarrow as pa
from rapidfuzz.distance import DamerauLevenshtein, Jaro, Levenshtein, Prefix

from wraparound.matching.columns.store import Sources, Store, stored
from wraparound.matching.model import EXPLAINS, Comparison, Measure, Model, Op, Rule, Test, careless, unshared
from wraparound.matching.scoring.kernels import Permits

Table = dict[str, list]
MEASURED = {
    Measure.JARO: Jaro.similarity,
    Measure.JARO_WINKLER: lambda x, y: jaro_winkler(x, y),
    Measure.LEVENSHTEIN: Levenshtein.distance,
    Measure.DAMERAU_LEVENSHTEIN: DamerauLevenshtein.distance,
    Measure.JACCARD: lambda x, y: len(set(x) & set(y)) / len(set(x) | set(y)) if x or y else 0.0,
    Measure.DIFFERENCE: lambda x, y: abs(float(x) - float(y)),
}


def jaro_winkler(x: str, y: str) -> float:
    """Give the Jaro–Winkler similarity rounded once, as the engine and DuckDB do."""
    jaro, prefix = Jaro.similarity(x, y), Prefix.similarity(x[:4], y[:4])
    return float(Fraction(jaro) + Fraction(0.1 * prefix) * Fraction(1.0 - jaro)) if jaro > 0.7 else jaro


def arrow(table: Table) -> pa.Table:
    """Give columns of text, or of lists of text where any cell is a list."""
    kinds = {n: pa.list_(pa.string()) if any(isinstance(v, list) for v in c) else pa.string() for n, c in table.items()}
    return pa.table({name: pa.array(column, kinds[name]) for name, column in table.items()})


def store_of(
    table: Table, *, names: Sequence[str] = (), by: Sequence[str] = (), sources: Sources | None = None
) -> Store:
    """Code a small table."""
    return stored(arrow(table), names=list(names or table), by=list(by), ids=None, sources=sources)


def permits_of(store: Store) -> Permits:
    """Permit every pair that the sources do."""
    return Permits(store.source, store.forbidden, False)


def values_of(table: Table, row: int) -> dict[str, set[str]]:
    """Give each column's values of one row."""
    cells = {name: column[row] for name, column in table.items()}
    several = {n: v if isinstance(v, list) else [v] for n, v in cells.items()}
    return {name: {value for value in values if value is not None} for name, values in several.items()}


def holds(test: Test, a: dict[str, set[str]], b: dict[str, set[str]]) -> bool:
    """Say whether a test holds of two records."""
    if test.op in (Op.ALL, Op.ANY, Op.NOT):
        parts = [holds(part, a, b) for part in test.parts]
        return {Op.ALL: all(parts), Op.ANY: any(parts), Op.NOT: not any(parts)}[test.op]
    if test.op is Op.ELSE:
        return True
    if test.op is Op.MISSING:
        return bool(test.left and not a[test.left]) or bool(test.right and not b[test.right])
    left, right = a[test.left], b[test.right]
    if test.measure is None:
        return len(left & right) >= max(test.amount, 1)
    found = [MEASURED[test.measure](x, y) for x in left for y in right]
    return bool(found) and (min(found) <= test.amount if test.measure.is_distance else max(found) >= test.amount)


def level_reached(comparison: Comparison, a: dict[str, set[str]], b: dict[str, set[str]]) -> int:
    """Give the first level whose test holds."""
    return next((k for k, level in enumerate(comparison.levels) if holds(level.test, a, b)), -1)


def shares_a_block(rule: Rule, a: dict[str, set[str]], b: dict[str, set[str]]) -> bool:
    """Say whether a rule brings two records together."""
    return all(a[name] & b[name] for name in rule.columns)


def rarity(model: Model, table: Table, *, c: int, level: int, a: dict[str, set[str]], b: dict[str, set[str]]) -> float:
    """Give the bits that a level gains for a rare value and loses for a common one."""
    comparison, reached = model.comparisons[c], model.comparisons[c].levels[level]
    exact = comparison.exact_u(reached.tf_column) if reached.tf_column else None
    if exact is None or not a[reached.tf_column] or not b[reached.tf_column]:
        return 0.0
    every = [v for row in range(len(table[reached.tf_column])) for v in values_of(table, row)[reached.tf_column]]
    share = {value: every.count(value) / len(every) for value in every}
    left, right = a[reached.tf_column], b[reached.tf_column]
    seen = min((share[v] for v in left & right), default=max(share[v] for v in left | right))
    return reached.tf_weight * (log2(exact) - log2(max(seen, reached.tf_minimum_u)))


def odds(model: Model, table: Table, *, i: int, j: int) -> list[float]:
    """Give a pair's log2 odds of each explanation against chance, summed as Fellegi and Sunter do."""
    a, b = values_of(table, i), values_of(table, j)
    other = model.alternatives
    prior = (model.prior, other.household, other.twins, other.namesakes, other.careless)
    found = [log2(share / (1 - sum(prior))) if share else -1e9 for share in prior]
    for c, comparison in enumerate(model.comparisons):
        k = level_reached(comparison, a, b)
        if comparison.levels[k].is_null:
            continue
        null = np.array([level.is_null for level in comparison.levels])
        m, u = (np.array([getattr(level, p) or 1.0 for level in comparison.levels]) for p in "mu")
        extra = rarity(model, table, c=c, level=k, a=a, b=b)
        lax = careless(np.where(null, 0.0, m), null=null)
        parental = np.array([level.parental for level in comparison.levels])
        for x in range(4):
            apart = unshared(x, shares=comparison.shares, u=u, null=null, parental=parental)[k]
            found[x] += log2(m[k] / u[k]) + extra if x in EXPLAINS[comparison.shares] else log2(apart / u[k])
        found[4] += log2(lax[k] / u[k]) + extra
    return found
