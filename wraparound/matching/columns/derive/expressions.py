"""Work out an expression's tree over columns: which functions are understood, and what each gives."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.derive import casts, conditions, dates, patterns, texts

if TYPE_CHECKING:
    from sqlglot.expressions import Case, Expr

Values = Mapping[str, pa.Array]
Parts = list[Any]  # arrays, or the plain Python values of literals
Function = Callable[[Parts], Any]

UNDERSTOOD = (
    "AND, ARRAY, BETWEEN, CASE, CAST, COALESCE, CONCAT, CONCAT_WS, CONTAINS, DAY, EPOCH, IN, IS NULL, LEFT, LENGTH, "
    "LIKE, LIST_EXTRACT, LOWER, LTRIM, MONTH, NOT, NULLIF, OR, REGEXP_EXTRACT, REGEXP_REPLACE, REPLACE, RIGHT, RTRIM, "
    "SPLIT_PART, STARTS_WITH, STRIP_ACCENTS, STRPTIME, SUBSTRING, TRIM, TRY_CAST, TRY_STRPTIME, UPPER, YEAR, "
    "a field of a struct, || and comparisons"
)

# By sqlglot's key for the node, or the name of a function it has no node for. Each gets its parts in order.
_FUNCTIONS: dict[str, Function] = {
    "paren": lambda parts: parts[0],
    "array": lambda parts: parts,
    "lower": lambda parts: pc.utf8_lower(casts.text(parts[0])),
    "upper": lambda parts: pc.utf8_upper(casts.text(parts[0])),
    "trim": texts.trimmed,
    "ltrim": texts.trimmed_left,
    "rtrim": texts.trimmed_right,
    "substring": texts.substring,
    "left": texts.left,
    "right": texts.right,
    "length": texts.length,
    "replace": texts.replaced,
    "splitpart": texts.split_part,
    "strip_accents": texts.without_accents,
    "regexpextract": patterns.extracted,
    "regexpreplace": patterns.replaced,
    "like": lambda parts: pc.match_like(casts.text(parts[0]), parts[1]),
    "startswith": lambda parts: pc.starts_with(casts.text(parts[0]), parts[1]),
    "contains": lambda parts: pc.match_substring(casts.text(parts[0]), parts[1]),
    "concat": texts.concatenated,
    "concatws": texts.concatenated_with,
    "dpipe": texts.joined,
    "list_extract": texts.list_extracted,
    "bracket": lambda parts: pc.struct_field(parts[0], parts[1]),
    "nullif": conditions.null_if,
    "coalesce": lambda parts: pc.coalesce(*parts),
    "case": conditions.case,
    "try_strptime": dates.parsed,
    "strtotime": dates.parsed,
    "timetounix": dates.epoch,
    "year": lambda parts: pc.year(casts.instant(parts[0])),
    "month": lambda parts: pc.month(casts.instant(parts[0])),
    "day": lambda parts: pc.day(casts.instant(parts[0])),
    "eq": lambda parts: conditions.compared(parts, how=pc.equal),
    "neq": lambda parts: conditions.compared(parts, how=pc.not_equal),
    "lt": lambda parts: conditions.compared(parts, how=pc.less),
    "lte": lambda parts: conditions.compared(parts, how=pc.less_equal),
    "gt": lambda parts: conditions.compared(parts, how=pc.greater),
    "gte": lambda parts: conditions.compared(parts, how=pc.greater_equal),
    "between": conditions.is_between,
    "in": conditions.is_in,
    "is": lambda parts: pc.is_null(parts[0]),
    "and": lambda parts: pc.and_kleene(*map(casts.truth, parts)),
    "or": lambda parts: pc.or_kleene(*map(casts.truth, parts)),
    "not": lambda parts: pc.invert(casts.truth(parts[0])),
}


class CannotDerive(ValueError):  # noqa: N818 – refusals are named by what cannot be done
    """An expression of columns that the engine cannot work out, or whose columns are absent."""


def check(tree: "Expr") -> None:
    """Refuse an expression that holds anything not understood, saying what is."""
    from sqlglot import exp

    if isinstance(tree, exp.Column) or _is_plain(tree):
        return
    name, parts = _named(tree)
    if name not in _FUNCTIONS and name != "cast":
        raise CannotDerive(f"{tree.sql(dialect='duckdb')} cannot be worked out; understood are {UNDERSTOOD}")
    for part in parts:
        check(part)


def value_of(tree: "Expr", *, values: Values) -> Any:
    """Give the expression's value for each row of the columns; of a literal, its plain value."""
    from sqlglot import exp

    if isinstance(tree, exp.Column):
        return values[tree.name]
    if _is_plain(tree):
        return tree.to_py()
    name, parts = _named(tree)
    known = [value_of(part, values=values) for part in parts]
    try:
        if name == "cast":
            return casts.cast(known[0], to=tree.args["to"].sql(dialect="duckdb"))
        return _FUNCTIONS[name](known)
    except (pa.ArrowException, casts.CannotCast) as error:
        raise CannotDerive(f"{tree.sql(dialect='duckdb')}: {error}") from error


def _is_plain(tree: "Expr") -> bool:
    from sqlglot import exp

    return isinstance(tree, exp.Literal | exp.Null | exp.Boolean) or (
        isinstance(tree, exp.Neg) and isinstance(tree.this, exp.Literal)
    )


def _named(tree: "Expr") -> "tuple[str, list[Expr]]":
    """Give the function that a node stands for, and what it is of."""
    from sqlglot import exp

    if isinstance(tree, exp.Anonymous):
        return tree.name.lower(), tree.expressions
    if isinstance(tree, exp.Case):
        return "case", _branches(tree)
    if isinstance(tree, exp.Cast):  # and TRY_CAST, which is one
        return "cast", [tree.this]
    if isinstance(tree, exp.Is):
        return ("is" if isinstance(tree.expression, exp.Null) else "is …"), [tree.this]
    if isinstance(tree, exp.Trim):
        sides = {"LEADING": "ltrim", "TRAILING": "rtrim"}
        return sides.get(str(tree.args.get("position")).upper(), "trim"), list(tree.iter_expressions())
    return tree.key, list(tree.iter_expressions())


def _branches(tree: "Case") -> "list[Expr]":
    """Lay out a CASE as condition, value, condition, value, …, otherwise."""
    from sqlglot import exp

    parts: list[Expr] = []
    for branch in tree.args["ifs"]:
        asked = branch.this if tree.this is None else exp.EQ(this=tree.this.copy(), expression=branch.this.copy())
        parts += [asked, branch.args["true"]]
    return [*parts, tree.args.get("default") or exp.Null()]
