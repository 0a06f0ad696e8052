"""Writing many rows at once into a table of public facts: new ones added, others changed only where they differ."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, models

AT_ONCE = 1_000  # rows in one INSERT


class Upsert:
    """Writes batches of rows into one table, and counts those that were new or read otherwise."""

    def __init__(self, table: type[models.Model], *, names: Sequence[str]) -> None:
        """Prepare the statement; the first name is the key by which a row is known again."""
        self._names = names
        quote = connection.ops.quote_name
        columns = [quote(name) for name in names]
        mine = quote(table._meta.db_table)
        kept = ", ".join(f"{one} = excluded.{one}" for one in columns[1:])
        differs = " OR ".join(f"{mine}.{one} IS DISTINCT FROM excluded.{one}" for one in columns[1:])
        self._head = f"INSERT INTO {mine} ({', '.join(columns)}) VALUES "  # noqa: S608 – our own names, quoted
        self._row = f"({', '.join(['%s'] * len(columns))})"
        self._tail = f" ON CONFLICT ({columns[0]}) DO UPDATE SET {kept} WHERE {differs}"
        self._waiting: dict[Any, tuple[Any, ...]] = {}
        self.written = 0

    def keep(self, row: tuple[Any, ...]) -> None:
        """Take a row; of two with one key the later holds."""
        self._waiting[row[0]] = row
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        values = [
            value.isoformat() if isinstance(value, date) else value for row in self._waiting.values() for value in row
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._head + ", ".join([self._row] * len(self._waiting)) + self._tail, values)
            self.written += cursor.rowcount
        self._waiting.clear()
