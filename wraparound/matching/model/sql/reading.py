"""Read a condition on two records, or a blocking rule, from SQL.

SQL knows three truths. Every test here is either true or not: whatever is neither in SQL, because a value is missing,
is not true. `NOT` is therefore carried inwards until it stands before a single question, which then also asks that
both values be there.
"""

from itertools import chain
from typing import TYPE_CHECKING

from wraparound.matching.model.levels import OTHERWISE, Op, Rule, Test, both, either, same
from wraparound.matching.model.sql.keys import CannotReadModel, key_of, parse, side_of, sides
from wraparound.matching.model.sql.measures import compared, shared

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

UNDERSTOOD = (
    "understood are: IS NULL, equality, jaro, jaro_winkler, levenshtein, damerau_levenshtein, jaccard, "
    "ABS(a - b), differences of dates in seconds or days, the size of a list intersection, the nearest pair of two "
    "lists, conditions on one record alone, and AND, OR, NOT and ELSE of these"
)


def read_condition(sql: str, *, dialect: str = "duckdb") -> Test:
    """Turn one level's SQL condition into a test; raises CannotReadModel for what the engine cannot ask."""
    if sql.strip().upper() == "ELSE":
        return OTHERWISE
    try:
        return _test(parse(sql, dialect=dialect), negated=False)
    except CannotReadModel as error:
        raise CannotReadModel(f"{error}\n  in: {' '.join(sql.split())}\n  {UNDERSTOOD}") from error


def read_rule(sql: str, *, dialect: str = "duckdb", label: str = "") -> Rule:
    """Turn a blocking rule's SQL into the keys that both records must share."""
    try:
        return Rule(tuple(_shared_keys(parse(sql, dialect=dialect))), label)
    except CannotReadModel as error:
        raise CannotReadModel(
            f"{error}\n  in the blocking rule: {' '.join(sql.split())}\n"
            "  understood are equalities of the same column or expression on both records, joined by AND"
        ) from error


def read_column(text: str, *, dialect: str = "duckdb") -> str:
    """Turn the name of a column as Splink writes it, in quotes or not, into its key."""
    from sqlglot import exp

    try:
        tree = parse(text, dialect=dialect)
    except CannotReadModel:  # a bare name with spaces or signs
        return text
    return tree.name if isinstance(tree, exp.Column) and not tree.table and '"' not in tree.name else text


def _shared_keys(tree: "Expr") -> list[str]:
    from sqlglot import exp

    tree = tree.unnest()
    if isinstance(tree, exp.And):
        return [key for part in tree.flatten() for key in _shared_keys(part)]
    test = _test(tree, negated=False)
    if test.op is not Op.SAME or test.left != test.right:
        raise CannotReadModel(f"{tree.sql(dialect='duckdb')} does not ask for the same value on both records")
    return [test.left]


def _test(tree: "Expr", *, negated: bool) -> Test:
    from sqlglot import exp

    if isinstance(tree, exp.Paren):
        return _test(tree.this, negated=negated)
    if isinstance(tree, exp.Not):
        return _test(tree.this, negated=not negated)
    if isinstance(tree, exp.And | exp.Or):
        parts = [_test(part, negated=negated) for part in tree.flatten()]
        return _joined(parts, every=isinstance(tree, exp.And) is not negated)
    if side_of(tree) in ("l", "r"):
        return _alone(tree, negated=negated)
    leaf, turned = _question(tree)
    return _refused(leaf) if negated is not turned else leaf


def _question(tree: "Expr") -> tuple[Test, bool]:
    """Read one question about both records, and whether it was asked the other way round."""
    from sqlglot import exp

    if isinstance(tree, exp.EQ | exp.NEQ):
        left, right = sides(tree.this, other=tree.expression)
        return same(left, right=right), isinstance(tree, exp.NEQ)
    if isinstance(tree, exp.GT | exp.GTE | exp.LT | exp.LTE):
        return compared(tree)
    if isinstance(tree, exp.ArrayOverlaps) or tree.name.lower() in ("list_has_any", "arrays_overlap"):
        return shared(tree, least=1), False
    raise CannotReadModel(f"{tree.sql(dialect='duckdb')} is not a question the engine can ask of two records")


def _alone(tree: "Expr", *, negated: bool) -> Test:
    """Read a condition on one record: that it has no value, or, for any other, that a key of its own has one."""
    from sqlglot import exp

    if isinstance(tree, exp.Is) and isinstance(tree.expression, exp.Null):
        key, asks_for_value = key_of(tree.this), negated
    else:
        held = exp.not_(tree.copy()) if negated else tree.copy()
        key, asks_for_value = key_of(exp.case().when(held, exp.Literal.number(1))), True
    test = Test(Op.MISSING, key, "") if side_of(tree) == "l" else Test(Op.MISSING, "", key)
    return Test(Op.NOT, parts=(test,)) if asks_for_value else test


def _refused(leaf: Test) -> Test:
    """Turn a question round; SQL's answer about a missing value is neither yes nor no, so a value must be there."""
    if leaf.op is Op.ALIKE_ANY:
        raise CannotReadModel("NOT before the nearest pair of two lists cannot be asked")
    absent = Test(Op.MISSING, leaf.left, leaf.right)
    return both(Test(Op.NOT, parts=(leaf,)), Test(Op.NOT, parts=(absent,)))


def _joined(parts: list[Test], *, every: bool) -> Test:
    """Join parts, putting together what was asked of the left record and of the right about one key."""
    made: list[Test] = []
    for part in chain.from_iterable(part.parts if every and part.op is Op.ALL else [part] for part in parts):
        half = part.parts[0] if every and part.op is Op.NOT else part
        other = Test(Op.MISSING, half.right, half.left)
        other = Test(Op.NOT, parts=(other,)) if half is not part else other
        if half.op is Op.MISSING and (half is not part) is every and other in made:
            key = half.left or half.right
            whole = Test(Op.MISSING, key, key)
            made[made.index(other)] = Test(Op.NOT, parts=(whole,)) if every else whole
        elif part not in made:
            made.append(part)
    return made[0] if len(made) == 1 else (both if every else either)(*made)
