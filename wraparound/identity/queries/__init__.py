"""Every read of records and persons; `queries.linking`, which starts the engine, is imported only where needed."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from wraparound.identity.models import Record

EACH = "SELECT value FROM json_each(%s)"
SEVERAL = {"sqlite": EACH, "postgresql": "SELECT unnest(%s::bigint[])"}  # numbers as a query's own rows
AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s)"}


def records_keyed(feed: str, *, keys: Iterable[str]) -> QuerySet[Record]:
    """Find the records of a feed by the agency's own references, however many.

    Cost: the keys are one value of the statement, so that it is prepared once and not each key by itself.
    """
    return records_of_keys(feed=feed, keys=among(keys))


def person_of_record(feed: str, *, key: str) -> tuple[int, int | None]:
    """Give the number of one record of a feed, and whose it is; nobody's before it is linked. Cost: one query."""
    return records_of_keys(feed=feed, keys=among([key])).values_list("pk", "person_id").get()


def records_of_keys(*, feed: str, keys: Any) -> QuerySet[Record]:
    """Do the same, told the keys as `among` gives them."""
    return Record.objects.filter(within("identity_record.key", values=keys), feed=feed)


def within(column: str, *, values: Any) -> RawSQL:
    """Ask for a column to be one of some values, as `among` gives them; the column is named by us."""
    return RawSQL(f"{column} {AMONG[connection.vendor]}", [values], BooleanField())  # noqa: S611 – our words; values are bound


def told_since(feed: str, *, key: str, load: int, after: bool) -> bool:
    """Say whether a load or a later one has told of a reference; `after` asks only for later ones. Cost: one query."""
    which = {"load__gt": load} if after else {"load__gte": load}
    return Record.objects.filter(feed=feed, key=key, **which).exists()


def among(values: Iterable[str | int]) -> str:
    """Give values as the one value that AMONG takes: a list in words, which the database reads sooner than we write it.

    PostgreSQL's module would write a list value by value, which costs more than the server's answer.
    """
    wanted = list(values)
    if connection.vendor == "sqlite":
        return json.dumps(wanted)
    return f"{{{','.join([_listed(one) if isinstance(one, str) else str(one) for one in wanted])}}}"


def _listed(text: str) -> str:
    """Write a text as one of a list's, as PostgreSQL reads it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def let_go() -> None:
    """Have SQLite let go of what it holds of its file in memory, and hold no more: the engine wants the memory.

    It is for as long as the connection is open; who links or indexes reads all there is once, and gains nothing by it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
            cursor.execute("PRAGMA mmap_size=0")


def records_now(feed: str) -> int:
    """Count the records of a feed that have not ended."""
    return Record.objects.filter(feed=feed, ended_on__isnull=True).count()


def records_missing_from(feed: str, *, load: int) -> int:
    """Count the records of a feed that have not ended and that a load did not hold."""
    return Record.objects.filter(feed=feed, ended_on__isnull=True).exclude(load=load).count()
