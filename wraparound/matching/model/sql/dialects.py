"""One spelling for what DuckDB and Spark write differently: dates, places in lists, casts, patterns.

sqlglot translates most of SQL. What is here is what it leaves alone or guesses: formats of dates inside functions it
does not know, indexes from the end of a list, the group that a pattern gives when none is named.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot.expressions import Cast, Expr

Rewrite = Callable[["Expr"], "Expr"]

# strptime's directives, and the letters of Java's DateTimeFormatter: one letter reads one digit or two, as strptime.
_TO_JAVA = {
    "%Y": "yyyy",
    "%y": "yy",
    "%m": "M",
    "%d": "d",
    "%H": "H",
    "%I": "h",
    "%M": "m",
    "%S": "s",
    "%b": "MMM",
    "%B": "MMMM",
    "%p": "a",
    "%z": "XXX",
}
_FROM_JAVA = {java: ours for ours, java in _TO_JAVA.items()} | {
    "MM": "%m",
    "dd": "%d",
    "HH": "%H",
    "hh": "%I",
    "mm": "%M",
    "ss": "%S",
    "y": "%Y",
}
_TIME_OF_DAY = re.compile(r"%[HIMSpzfn]")


def to_canonical(tree: "Expr", *, dialect: str) -> "Expr":
    """Bring a tree read from either dialect into the one spelling that keys are written in."""
    default_group = 1 if dialect == "spark" else 0
    return _rewrite(tree, change=lambda node: _canonical(node, default_group=default_group))


def to_dialect(tree: "Expr", *, dialect: str) -> str:
    """Write a canonical tree as SQL of the dialect."""
    return str((_rewrite(tree, change=_spark) if dialect == "spark" else tree).sql(dialect=dialect))


def _rewrite(tree: "Expr", *, change: Rewrite) -> "Expr":
    """Change every node, the deepest first, so that a change sees its parts already changed."""
    from sqlglot import exp

    root = exp.Paren(this=tree)
    for node in reversed([node for node in root.walk(bfs=True) if node is not root]):
        changed = change(node)
        if changed is not node:
            node.replace(changed)
    whole: Expr = root.this
    whole.pop()
    return whole


def _canonical(node: "Expr", *, default_group: int) -> "Expr":
    from sqlglot import exp

    if isinstance(node, exp.TsOrDsToDate):
        return node.this if is_day(node.this) else exp.TryCast(this=node.this, to=exp.DataType.build("date"))
    if isinstance(node, exp.Cast):
        return _cast(node)
    if isinstance(node, exp.StrToUnix):  # Spark's UNIX_TIMESTAMP of what is a time already
        return exp.TimeToUnix(this=node.this)
    if isinstance(node, exp.RegexpExtract) and node.args.get("group") is None and default_group:
        node.set("group", exp.Literal.number(default_group))
    if isinstance(node, exp.Bracket):
        return _list_extract(node)
    if isinstance(node, exp.Anonymous):
        return _named(node)
    return node


def _named(node: "Expr") -> "Expr":
    from sqlglot import exp

    name, arguments = node.name.lower(), node.expressions
    if name == "list_intersect":
        return exp.ArrayIntersect(expressions=arguments)
    if name == "try_to_timestamp" and len(arguments) == 2 and arguments[1].is_string:
        return exp.func("TRY_STRPTIME", arguments[0], exp.Literal.string(_from_java(arguments[1].name)))
    if name in ("array_extract", "list_element", "try_element_at") and len(arguments) == 2:
        return exp.func("LIST_EXTRACT", *arguments)
    return node


def is_day(node: "Expr") -> bool:
    """Say whether an expression gives a date with no time of day."""
    from sqlglot import exp

    if isinstance(node, exp.Cast):
        return bool(node.to.is_type("date"))
    return (
        isinstance(node, exp.Anonymous)
        and node.name.lower() == "try_strptime"
        and not _TIME_OF_DAY.search(node.expressions[1].name)
    )


def _cast(node: "Cast") -> "Expr":
    """Give the one form of a cast: none to a date of what is one already, and what cannot be cast is no value."""
    from sqlglot import exp

    if is_day(node) and is_day(node.this):
        return node.this
    return (exp.Cast if node.to.is_type("text") else exp.TryCast)(this=node.this, to=node.to)


def _list_extract(node: "Expr") -> "Expr":
    """Write `column[n]` as LIST_EXTRACT, which counts from 1, or back from -1, whatever the dialect did."""
    from sqlglot import exp

    place = node.expressions[0]
    if len(node.expressions) != 1 or not place.is_int or not node.find(exp.Column):
        return node
    number = int(place.to_py()) + (0 if node.args.get("offset") else 1)
    return exp.func("LIST_EXTRACT", node.this, exp.Literal.number(number))


def _spark(node: "Expr") -> "Expr":
    from sqlglot import exp

    if isinstance(node, exp.RegexpExtract) and node.args.get("group") is None:
        node.set("group", exp.Literal.number(0))
    if isinstance(node, exp.Anonymous) and node.name.lower() == "try_strptime":
        return exp.func("TRY_TO_TIMESTAMP", node.expressions[0], exp.Literal.string(_to_java(node.expressions[1].name)))
    if isinstance(node, exp.Anonymous) and node.name.lower() == "list_extract":
        return exp.func("TRY_ELEMENT_AT", *node.expressions)
    return node


def _to_java(form: str) -> str:
    parts = re.findall(r"%.|[A-Za-z]+|[^%A-Za-z]+", form)
    return "".join(_TO_JAVA.get(part, f"'{part}'" if part.isalpha() else part) for part in parts)


def _from_java(form: str) -> str:
    parts = re.findall(r"'([^']*)'|(([A-Za-z])\3*)|([^A-Za-z']+)", form)
    return "".join(quoted or _FROM_JAVA.get(letters, letters) or other for quoted, letters, _, other in parts)
