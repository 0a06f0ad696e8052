"""Queries that are put into words once for a process: what is asked changes, how it is asked does not.

The framework's own way of putting a query into the database's words costs more than the database's answering it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from threading import local
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX
from django.db.models import QuerySet

MOST_KEPT = 1_000  # statements of which a process keeps how SQLite would have them


def kept_in_words(*, as_bytes: bool = False) -> Any:
    """Give a cursor by which PostgreSQL keeps how it answers a statement: thinking it out costs more than answering.

    It may give its answers as bytes, which is sooner where they hold many; columns of JSON and of instants it must not.
    For SQLite what is kept is the statement with its places marked as SQLite marks them.
    """
    ours: Any = connections[DEFAULT_DB_ALIAS]  # `connection` looks it up at every word
    if ours.vendor != "postgresql":
        cursor = ours.cursor()
        cursor.cursor.convert_query = _marked_for_sqlite
        return cursor
    ours.ensure_connection()
    held = ours.connection
    usual, held.cursor_factory = held.cursor_factory, _keeping_cursor()
    try:
        cursor = ours.cursor()
    finally:
        held.cursor_factory = usual
    if as_bytes:
        cursor.cursor.format = 1
    return cursor


@contextmanager
def sent_together(*, when: bool = True) -> Iterator[None]:
    """Send PostgreSQL statements without waiting for each to be done: only where an answer is read, and at the end.

    They are done in their order, and what fails is raised at the latest at the end. SQLite has nothing to wait for.
    """
    if connection.vendor != "postgresql" or not when or is_sent_together():
        yield
        return
    connection.ensure_connection()
    held: Any = connection.connection
    usual, held.cursor_factory = held.cursor_factory, _answering_cursor()
    try:
        with connection.wrap_database_errors, held.pipeline():
            yield
    finally:
        held.cursor_factory = usual


def is_sent_together() -> bool:
    """Say whether statements are sent without waiting for each."""
    held = connection.connection
    return connection.vendor == "postgresql" and held is not None and bool(held.pgconn.pipeline_status)


@lru_cache(MOST_KEPT)
def _marked_for_sqlite(query: str, *, param_names: None = None) -> str:  # noqa: ARG001 – values have places, not names
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


def _answers_at_last(kind: Any) -> Any:
    """Have cursors wait for the answer before they say how many rows it was about: the framework goes by it."""

    class Answering(kind):
        @property
        def rowcount(self) -> int:
            self._fetch_pipeline()
            return int(super().rowcount)

    return Answering


@cache
def _answering_cursor() -> Any:
    from django.db.backends.postgresql.base import Cursor

    return _answers_at_last(Cursor)


@cache
def _keeping_cursor() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor

    kept_by: Any = _answers_at_last(ServerBindingCursor)

    class KeepingCursor(kept_by):
        def _convert_query(self, query: Any, params: Any = None) -> Any:
            self._query = super()._convert_query(query, params)  # else nobody who counts queries is told of it
            return self._query

    return KeepingCursor


class Compiled:
    """A query that `make` gives for a shape and some values, of which only the values are sent again."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        """Keep how the query is made: by its shape, and by name the values: texts, numbers, lists, days, instants."""
        self._make, self._held = make, local()

    def rows(self, *shape: Hashable, **values: Any) -> list[tuple[Any, ...]]:
        """Ask, and give the rows as the database's columns are read. Cost: one query."""
        made: dict[Any, Any] = self._held.__dict__.setdefault("made", {})  # of this thread, as its connection is
        key = (connection.vendor, shape)
        if key not in made:
            made[key] = self._put_into_words(shape, values)
        if made[key] is None:
            return []
        sql, told, compiler, converters = made[key]
        with kept_in_words() as cursor:
            cursor.execute(sql, [_sent(values[one]) if is_name else one for is_name, one in told])
            rows = cursor.fetchall()
        return list(compiler.apply_converters(map(list, rows), converters)) if converters else rows

    def _put_into_words(self, shape: tuple[Hashable, ...], values: dict[str, Any]) -> tuple[Any, ...] | None:
        """Make the query with values that nobody asks for; None where it can find nothing whatever is asked."""
        stand = {name: _stands_for(value, name=name, place=place) for place, (name, value) in enumerate(values.items())}
        compiler = self._make(*shape, **stand).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        names = [(_sent(one), name) for name, one in stand.items()]
        told = [next(((True, name) for one, name in names if one == param), (False, param)) for param in params]
        if any(_stands_in(one) for is_name, one in told if not is_name):
            raise ValueError("A value is sent otherwise than it was given, so it could not be put in its place again.")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        return sql, told, compiler, compiler.get_converters(columns)


def _stands_for(value: Any, *, name: str, place: int) -> Any:
    """Give a value of the same kind that nobody asks for, to be found again among what is sent."""
    if isinstance(value, datetime):
        return datetime(1, 1, 2, 3, 4, place, tzinfo=UTC)
    if isinstance(value, list):
        return [f"\x01{name}"]
    if isinstance(value, date):
        return date(1, 2, 1 + place)
    return -(10**9) - place if isinstance(value, int) else f"\x01{name}"


def _stands_in(sent: Any) -> bool:
    """Say whether something that is sent was made of a value that nobody asks for: it must never be asked."""
    return (
        "\x01" in str(sent)
        or str(sent).startswith(("0001-01-02", "0001-02-"))
        or (isinstance(sent, int) and sent <= -(10**9))
    )


def _sent(value: Any) -> Any:
    """Give a value as it is sent to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
