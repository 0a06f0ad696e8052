"""Write a test, or a blocking rule, as the SQL that Splink runs on DuckDB or Spark."""

from wraparound.matching.model.levels import Measure, Op, Rule, Test, either
from wraparound.matching.model.sql.dialects import to_dialect
from wraparound.matching.model.sql.keys import key_tree

_FUNCTIONS = {
    "duckdb": {
        Measure.LEVENSHTEIN: "levenshtein",
        Measure.DAMERAU_LEVENSHTEIN: "damerau_levenshtein",
        Measure.JARO_WINKLER: "jaro_winkler_similarity",
        Measure.JARO: "jaro_similarity",
        Measure.JACCARD: "jaccard",
    },
    "spark": {
        Measure.LEVENSHTEIN: "levenshtein",
        Measure.DAMERAU_LEVENSHTEIN: "damerau_levenshtein",
        Measure.JARO_WINKLER: "jaro_winkler",
        Measure.JARO: "jaro_sim",
        Measure.JACCARD: "jaccard",
    },
}
_NEAREST = {
    "duckdb": "list_{best}(list_transform(flatten(list_transform({left}, lambda x: list_transform({right}, "
    "lambda y: [x, y]))), lambda pair: {measure}(pair[1], pair[2])))",
    "spark": "array_{best}(transform(flatten(transform({left}, x -> transform({right}, y -> array(x, y)))), "
    "pair -> {measure}(pair[0], pair[1])))",
}
_SHARED = {"duckdb": "array_length(list_intersect({left}, {right}))", "spark": "size(array_intersect({left}, {right}))"}


def write_condition(test: Test, *, dialect: str = "duckdb") -> str:
    """Write a test as a level's SQL condition."""
    if test.op is Op.ELSE:
        return "ELSE"
    if test.op is Op.NOT:
        held = test.parts[0] if len(test.parts) == 1 else either(*test.parts)
        return f"NOT ({write_condition(held, dialect=dialect)})"
    if test.op in (Op.ALL, Op.ANY):
        word = " AND " if test.op is Op.ALL else " OR "
        return word.join(_within(part, dialect=dialect) for part in test.parts)
    left = _of_side(test.left, suffix="_l", dialect=dialect)
    right = _of_side(test.right, suffix="_r", dialect=dialect)
    if test.op is Op.MISSING:
        return " OR ".join(f"{side} IS NULL" for side in (left, right) if side)
    if test.op is Op.SAME:
        return f"{left} = {right}"
    return f"{_measured(test, left=left, right=right, dialect=dialect)} {_sign(test)} {_number(test.amount)}"


def write_rule(rule: Rule, *, dialect: str = "duckdb") -> str:
    """Write a blocking rule as SQL over the tables l and r."""
    sides = [
        tuple(_of_side(key, table=table, dialect=dialect) for table in ("l", "r"))  # one column of each record
        for key in rule.columns
    ]
    return " AND ".join(f"{left} = {right}" for left, right in sides)


def _within(part: Test, *, dialect: str) -> str:
    written = write_condition(part, dialect=dialect)
    return f"({written})" if part.op in (Op.ALL, Op.ANY, Op.NOT, Op.MISSING) else written


def _of_side(key: str, *, dialect: str, suffix: str = "", table: str | None = None) -> str:
    """Write a key as one record's: with a suffix on each column's name, or with the record's table before it."""
    from sqlglot import exp

    if not key:
        return ""
    root = exp.Paren(this=key_tree(key))
    for column in list(root.find_all(exp.Column)):
        named = exp.column(column.name + suffix, quoted=True)
        named.set("table", exp.to_identifier(table, quoted=False) if table else None)
        column.replace(named)
    return to_dialect(root.this, dialect=dialect)


def _measured(test: Test, *, left: str, right: str, dialect: str) -> str:
    if test.op is Op.SHARES:
        return _SHARED[dialect].format(left=left, right=right)
    if test.measure is Measure.DIFFERENCE:
        return f"abs({left} - {right})"
    if test.measure is None:
        raise ValueError(f"a test that measures {test.left} and {test.right} has no measure")
    function = _FUNCTIONS[dialect][test.measure]
    if test.op is Op.ALIKE:
        return f"{function}({left}, {right})"
    best = "min" if test.measure.is_distance else "max"
    return _NEAREST[dialect].format(best=best, left=left, right=right, measure=function)


def _sign(test: Test) -> str:
    return "<=" if test.measure and test.measure.is_distance else ">="


def _number(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else repr(float(amount))
