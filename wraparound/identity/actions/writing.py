"""Adds and changes many rows in few statements; `ledger.actions.rows` writes rows that may stand there already."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models

VALUES = 5_000  # in one statement: SQLite takes 32,766


def add_rows(table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that are new for certain. Values are text, whole numbers, days or nothing."""
    told, together = _adapted(rows), VALUES // len(columns)
    quoted = ", ".join(connection.ops.quote_name(name) for name in columns)
    head = f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({quoted}) VALUES "  # noqa: S608
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for begin in range(0, len(told), together):
            some = told[begin : begin + together]
            cursor.execute(head + ", ".join([one] * len(some)), [value for row in some for value in row])


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
