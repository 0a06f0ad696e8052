"""Keys: what a test reads of one record, either a column's bare name or an expression of columns.

An expression is SQL in one canonical spelling, DuckDB's, with every column in double quotes and without the suffix or
table that says which record it is of: `SUBSTRING("postcode", 1, 3)`. Two models that say the same in different ways
or dialects therefore name the same key, and it is worked out once.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from wraparound.matching.model.sql.dialects import to_canonical

if TYPE_CHECKING:
    from sqlglot.expressions import Column, Expr

SIDES = ("l", "r")


class CannotReadModel(ValueError):  # noqa: N818 – refusals are named by what cannot be done
    """A model says something that the engine does not understand; the message says where, and what it would."""


def is_expression(key: str) -> bool:
    """Say whether a key is an expression of columns and not one column's bare name."""
    return '"' in key


def parse(sql: str, *, dialect: str) -> "Expr":
    """Read SQL into a tree in canonical form, or say why it cannot be read."""
    import sqlglot
    from sqlglot.errors import SqlglotError

    try:
        return to_canonical(sqlglot.parse_one(sql, read=dialect), dialect=dialect)
    except (SqlglotError, RecursionError) as error:
        raise CannotReadModel(f"not SQL of the dialect {dialect}: {_first_line(error)}") from error


@lru_cache(maxsize=4096)
def _key_tree(key: str) -> "Expr":
    from sqlglot import exp

    return parse(key, dialect="duckdb") if is_expression(key) else exp.column(key, quoted=True)


def key_tree(key: str) -> "Expr":
    """Give the syntax tree of a key, a fresh copy that may be changed."""
    return _key_tree(key).copy()


def base_columns(key: str) -> tuple[str, ...]:
    """Name the columns that a key is made from, each once, in the order they stand in it."""
    from sqlglot import exp

    names = [key] if not is_expression(key) else [c.name for c in _key_tree(key).find_all(exp.Column, bfs=False)]
    return tuple(dict.fromkeys(names))


def side_of(tree: "Expr") -> str:
    """Say which record an expression reads: "l", "r", "" for neither, or "both"."""
    from sqlglot import exp

    sides = {_split(column)[1] for column in tree.find_all(exp.Column)}
    return sides.pop() if len(sides) == 1 else "both" if sides else ""


def key_of(tree: "Expr") -> str:
    """Give the key of an expression that reads one record."""
    from sqlglot import exp

    root = exp.Paren(this=tree.copy())  # a parent, so that the root too can be replaced
    for column in list(root.find_all(exp.Column)):
        column.replace(exp.column(_split(column)[0], quoted=True))
    bare = root.unnest()
    if isinstance(bare, exp.Column) and '"' not in bare.name:
        return bare.name
    return str(bare.sql(dialect="duckdb"))


def sides(one: "Expr", *, other: "Expr") -> tuple[str, str]:
    """Give the key read of the left record and the key read of the right, whichever is written first."""
    found = {side_of(one): one, side_of(other): other}
    if set(found) != set(SIDES):
        said = f"{one.sql(dialect='duckdb')} and {other.sql(dialect='duckdb')}"
        raise CannotReadModel(f"{said} are not one expression of each record")
    return key_of(found["l"]), key_of(found["r"])


def _split(column: "Column") -> tuple[str, str]:
    """Part a column into its name and its record: `l.name` in blocking rules, `name_l` in comparisons."""
    table = column.table.lower()
    if table in SIDES:
        return column.name, table
    name, _, side = column.name.rpartition("_")
    if side.lower() not in SIDES or not name or table:
        raise CannotReadModel(
            f"the column {column.sql(dialect='duckdb')} says neither which record it is of, by _l or _r (or l. or r.)"
        )
    return name, side.lower()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
