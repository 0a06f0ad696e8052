"""Writes many rows in few statements: the framework's own way costs more than the database does."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models

VALUES = 5_000  # in one statement: SQLite takes 32,766


def put_rows(
    table: type[models.Model],
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    once: Sequence[str],
    kept: Sequence[str] = (),
    differing: bool = False,
) -> int:
    """Insert rows; one whose `once` columns stand there already is brought up to date, save in its `kept` columns.

    Columns are the database's own. Values are text, whole numbers, days or nothing; JSON and instants come as text.
    Rows that stand there as they are given are written again, unless only the `differing` are to be; gives how many
    were written.
    """
    changes = [name for name in columns if name not in {*once, *kept}]
    head, tail = _statement(table, columns=columns, once=once, changes=changes, differing=differing)
    keys = [columns.index(name) for name in once]
    told = list({tuple(row[at] for at in keys): row for row in rows}.values())  # one statement writes no row twice
    return _written(told, head=head, tail=tail)


def add_rows(table: type[models.Model], *, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that are new for certain: one that stands there already is an error. Values are as in `put_rows`."""
    quote = connection.ops.quote_name
    head = f"INSERT INTO {quote(table._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    _written(rows, head=head)


def _written(rows: Sequence[Sequence[Any]], *, head: str, tail: str = "") -> int:
    """Write rows, many in a statement, and give how many were written."""
    day, written = connection.ops.adapt_datefield_value, 0
    with connection.cursor() as cursor:
        together = VALUES // len(rows[0]) if rows else 1
        one = f"({', '.join(['%s'] * len(rows[0]))})" if rows else ""
        for begin in range(0, len(rows), together):
            some = rows[begin : begin + together]
            values = [day(value) if isinstance(value, date) else value for row in some for value in row]
            cursor.execute(f"{head}{', '.join([one] * len(some))}{tail}", values)
            written += cursor.rowcount
    return written


def _statement(
    table: type[models.Model], *, columns: Sequence[str], once: Sequence[str], changes: Sequence[str], differing: bool
) -> tuple[str, str]:
    """Write what stands before and after the rows of a statement: names are our own and are quoted."""
    quote = connection.ops.quote_name
    mine, key = quote(table._meta.db_table), ", ".join(map(quote, once))
    news = ", ".join(f"{name} = excluded.{name}" for name in map(quote, changes))
    conflict = f"UPDATE SET {news}" if news else "NOTHING"
    if differing and news:
        differs = (f"{mine}.{name} IS DISTINCT FROM excluded.{name}" for name in map(quote, changes))
        conflict += f" WHERE {' OR '.join(differs)}"
    head = f"INSERT INTO {mine} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    return head, f" ON CONFLICT ({key}) DO {conflict}"
