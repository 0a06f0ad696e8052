"""Read how two values are measured against each other: strings, numbers, dates, and lists of strings."""

from math import ceil, floor, inf, nextafter
from typing import TYPE_CHECKING

from wraparound.matching.model.levels import Measure, Op, Test
from wraparound.matching.model.sql.dialects import is_day
from wraparound.matching.model.sql.keys import CannotReadModel, side_of, sides

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_MEASURES = {
    "levenshtein": Measure.LEVENSHTEIN,
    "damerau_levenshtein": Measure.DAMERAU_LEVENSHTEIN,
    "jaro_winkler_similarity": Measure.JARO_WINKLER,
    "jarowinkler_similarity": Measure.JARO_WINKLER,
    "jaro_winkler": Measure.JARO_WINKLER,
    "jaro_similarity": Measure.JARO,
    "jaro_sim": Measure.JARO,
    "jaccard": Measure.JACCARD,
    "jaccard_sim": Measure.JACCARD,
}
_COUNTS = (Measure.LEVENSHTEIN, Measure.DAMERAU_LEVENSHTEIN)
_SECONDS_IN_DAY = 86_400
_TURNED = {"GT": "LT", "LT": "GT", "GTE": "LTE", "LTE": "GTE"}


def compared(tree: "Expr") -> tuple[Test, bool]:
    """Read `measure >= amount` or its like; says also whether it holds where the test does not."""
    sign, measured, amount = _parts(tree)
    test, less = _measured(measured, amount=amount)
    if test.op is Op.SHARES and sign in ("GTE", "GT"):
        return _with(test, amount=ceil(amount) if sign == "GTE" else floor(amount) + 1), False
    if test.op is Op.SHARES:
        return _with(test, amount=ceil(amount) if sign == "LT" else floor(amount) + 1), True
    amount = test.amount
    towards_alike = sign in (("LTE", "LT") if less else ("GTE", "GT"))
    strict = sign in ("LT", "GT") if towards_alike else sign in ("LTE", "GTE")
    return _with(
        test, amount=_stricter(amount, measure=test.measure, less=less) if strict else amount
    ), not towards_alike


def shared(tree: "Expr", *, least: float) -> Test:
    """Read the two lists of an intersection or an overlap."""
    from sqlglot import exp

    lists = tree.expressions or [tree.this, tree.expression]
    if isinstance(tree, exp.Anonymous | exp.ArrayIntersect | exp.ArrayOverlaps) and len(lists) == 2:
        left, right = sides(lists[0], other=lists[1])
        return Test(Op.SHARES, left, right, amount=least)
    raise CannotReadModel(f"{tree.sql(dialect='duckdb')} is not an intersection of two lists")


def _with(test: Test, *, amount: float) -> Test:
    return Test(test.op, test.left, test.right, test.measure, amount, test.parts)


def _stricter(amount: float, *, measure: Measure | None, less: bool) -> float:
    """Give the amount that, reached, is past the amount given: the next whole number, or the next that a double has."""
    if measure in _COUNTS:
        return float(ceil(amount) - 1)
    return nextafter(amount, -inf if less else inf)


def _parts(tree: "Expr") -> tuple[str, "Expr", float]:
    """Part `measure >= 0.9`, or `0.9 <= measure`, into its sign, measure and amount."""
    sign = type(tree).__name__
    if not side_of(tree.this):
        return _TURNED[sign], tree.expression.unnest(), _number(tree.this)
    if side_of(tree.expression):
        raise CannotReadModel(f"{tree.sql(dialect='duckdb')} does not compare a measure with a number")
    return sign, tree.this.unnest(), _number(tree.expression)


def _measured(tree: "Expr", *, amount: float) -> tuple[Test, bool]:
    """Read what is measured, and whether less of it means more alike."""
    from sqlglot import exp

    if isinstance(tree, exp.ArraySize | exp.Length):
        return shared(tree.this, least=amount), False
    if isinstance(tree, exp.Abs):
        return _difference(tree.this.unnest(), amount=amount), True
    if isinstance(tree, exp.ArrayMax | exp.ArrayMin):
        return _nearest(tree, amount=amount)
    measure, one, other = _string_measure(tree)
    left, right = sides(one, other=other)
    return Test(Op.ALIKE, left, right, measure, amount), measure.is_distance


def _string_measure(tree: "Expr") -> tuple[Measure, "Expr", "Expr"]:
    from sqlglot import exp

    named = isinstance(tree, exp.Anonymous)
    name = tree.name.lower() if named else tree.sql_name().lower() if isinstance(tree, exp.Func) else ""
    arguments = tree.expressions if named else [tree.this, tree.expression] if name in _MEASURES else []
    if name not in _MEASURES or len(arguments) != 2:
        raise CannotReadModel(f"{tree.sql(dialect='duckdb')} is not a measure the engine has")
    return _MEASURES[name], arguments[0], arguments[1]


def _difference(tree: "Expr", *, amount: float) -> Test:
    """Read the difference of two numbers, of two instants in seconds, or of two days."""
    from sqlglot import exp

    if isinstance(tree, exp.DateDiff) and str(tree.args.get("unit") or "day").lower() == "day":
        days = [exp.TimeToUnix(this=_as_day(part)) for part in (tree.this, tree.expression)]
        left, right = sides(days[0], other=days[1])
        return Test(Op.ALIKE, left, right, Measure.DIFFERENCE, amount * _SECONDS_IN_DAY)
    if not isinstance(tree, exp.Sub):
        raise CannotReadModel(f"{tree.sql(dialect='duckdb')} is not a difference of two numbers or days")
    left, right = sides(tree.this, other=tree.expression)
    return Test(Op.ALIKE, left, right, Measure.DIFFERENCE, amount)


def _as_day(tree: "Expr") -> "Expr":
    from sqlglot import exp

    return tree.copy() if is_day(tree) else exp.TryCast(this=tree.copy(), to=exp.DataType.build("date"))


def _nearest(tree: "Expr", *, amount: float) -> tuple[Test, bool]:
    """Read the best of a measure over every pair of two lists' values, as Splink writes it with nested transforms."""
    from sqlglot import exp

    pairs, measure = _pairs_of_lists(tree)
    if isinstance(tree, exp.ArrayMin) is not measure.is_distance:
        raise CannotReadModel(f"{tree.sql(dialect='duckdb')} takes the farthest pair of two lists, not the nearest")
    left, right = sides(pairs[0], other=pairs[1])
    return Test(Op.ALIKE_ANY, left, right, measure, amount), measure.is_distance


def _pairs_of_lists(tree: "Expr") -> tuple[tuple["Expr", "Expr"], Measure]:
    from sqlglot import exp

    outer = tree.this
    try:
        inner, pair = outer.this.this, outer.expression.expressions[0].name
        measure, first, second = _string_measure(outer.expression.this)
        if isinstance(inner, exp.Transform) and first.this.name == second.this.name == pair:
            return (inner.this, inner.expression.this.this), measure
    except (AttributeError, IndexError):
        pass
    raise CannotReadModel(f"{tree.sql(dialect='duckdb')} is not a measure over the pairs of two lists")


def _number(tree: "Expr") -> float:
    """Work out a number that is written as a literal or a small sum of literals."""
    from sqlglot import exp

    tree = tree.unnest()
    if isinstance(tree, exp.Neg):
        return -_number(tree.this)
    if isinstance(tree, exp.Floor):
        return float(floor(_number(tree.this)))
    if isinstance(tree, exp.Cast):
        return _number(tree.this)
    if isinstance(tree, exp.Mul):
        return _number(tree.this) * _number(tree.expression)
    if isinstance(tree, exp.Div):
        return _number(tree.this) / _number(tree.expression)
    if isinstance(tree, exp.Literal) and not tree.is_string:
        return float(tree.this)
    raise CannotReadModel(f"{tree.sql(dialect='duckdb')} is not a number")
