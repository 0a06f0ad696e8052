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
    return _write(head, tail, columns=len(columns), rows=told)


def add_rows(table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that are new for certain. Columns and values are as in `put_rows`."""
    _write(_head(table, columns=columns), "", columns=len(columns), rows=list(rows))


def change_rows(table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change rows: each gives its columns' new values and then its number."""
    quote, day = connection.ops.quote_name, connection.ops.adapt_datefield_value
    told = [[day(value) if isinstance(value, date) else value for value in row] for row in rows]
    if not told:
        return
    news = ", ".join(f"{quote(name)} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(table._meta.db_table)} SET {news} WHERE id = %s", told)  # noqa: S608


def _write(head: str, tail: str, *, columns: int, rows: Sequence[Sequence[Any]]) -> int:
    """Write rows by as few statements as their values fit in, and give how many were written."""
    one, together, written = f"({', '.join(['%s'] * columns)})", max(1, VALUES // columns), 0
    day = connection.ops.adapt_datefield_value
    with connection.cursor() as cursor:
        for begin in range(0, len(rows), together):
            some = rows[begin : begin + together]
            values = [day(value) if isinstance(value, date) else value for row in some for value in row]
            cursor.execute(f"{head}{', '.join([one] * len(some))}{tail}", values)
            written += cursor.rowcount
    return written


def _head(table: type[models.Model], *, columns: Sequence[str]) -> str:
    """Write what stands before the rows: names are our own and are quoted."""
    quote = connection.ops.quote_name
    return f"INSERT INTO {quote(table._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608


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
    return _head(table, columns=columns), f" ON CONFLICT ({key}) DO {conflict}"
