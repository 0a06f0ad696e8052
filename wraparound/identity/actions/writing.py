"""Writes many rows in one prepared statement: the framework's own way costs more than the database does."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models


def put_rows(
    table: type[models.Model],
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    once: Sequence[str],
    kept: Sequence[str] = (),
) -> None:
    """Insert rows; one whose `once` columns stand there already is brought up to date, save in its `kept` columns.

    Columns are the database's own. Values are text, whole numbers, days or nothing; JSON and instants come as text.
    """
    quoted = [connection.ops.quote_name(name) for name in columns]
    key = ", ".join(connection.ops.quote_name(name) for name in once)
    changes = [name for name in columns if name not in {*once, *kept}]
    news = ", ".join(f"{name} = excluded.{name}" for name in map(connection.ops.quote_name, changes))
    conflict = f"UPDATE SET {news}" if news else "NOTHING"
    statement = (  # names come from our own code and are quoted; values are bound
        f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({', '.join(quoted)})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(columns))}) ON CONFLICT ({key}) DO {conflict}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, _adapted(rows))


def add_rows(table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that are new for certain. Columns and values are as in `put_rows`."""
    quoted = ", ".join(connection.ops.quote_name(name) for name in columns)
    name = connection.ops.quote_name(table._meta.db_table)
    statement = f"INSERT INTO {name} ({quoted}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, _adapted(rows))


def change_rows(table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change rows: each gives its columns' new values and then its number."""
    told = _adapted(rows)
    if not told:
        return
    news = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    name = connection.ops.quote_name(table._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {name} SET {news} WHERE id = %s", told)  # noqa: S608 – names are our own


def _adapted(rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Give rows as the database takes them: days as text."""
    day = connection.ops.adapt_datefield_value
    return [[day(value) if isinstance(value, date) else value for value in row] for row in rows]
