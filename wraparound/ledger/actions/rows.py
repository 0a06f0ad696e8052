"""Writes many rows in few statements: the framework's own way costs more than the database does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from django.db import connection, models

from wraparound.ledger.queries.compiled import is_sent_together, kept_in_words

MANY = 200  # rows from which PostgreSQL takes them as one stream
TOLD = "rows_told"  # where it keeps them until they are put where they belong
VALUES = 5_000  # in one statement: SQLite takes 32,766
NOTHING = "\x01"  # stands for it while lines are written
Row = Sequence[Any]


def put_rows(
    table: type[models.Model],
    *,
    columns: Sequence[str],
    rows: Iterable[Row],
    once: Sequence[str],
    kept: Sequence[str] = (),
    differing: bool = False,
) -> int:
    """Insert rows; one whose `once` columns stand there already is brought up to date, save in its `kept` columns.

    Columns are the database's own. Values are text, whole numbers, bytes, yes or no, days or nothing; JSON and
    instants come as text. Rows that stand there as they are given are written again, unless only the `differing` are
    to be; gives how many were written.
    """
    keys = [columns.index(name) for name in once]
    told = list({tuple(row[at] for at in keys): row for row in rows}.values())  # one statement writes no row twice
    changes = [name for name in columns if name not in {*once, *kept}]
    conflict = _conflict(table, once=once, changes=changes, differing=differing)
    if _streams(told):
        with _told(table, columns=columns, rows=told) as cursor:
            names = _names(columns)
            cursor.execute(f"INSERT INTO {_name(table)} ({names}) SELECT {names} FROM {TOLD} {conflict}")  # noqa: S608
            return int(cursor.rowcount)
    counts = differing or not changes  # else every row is written, and nobody need wait to be told so
    written = _insert(table, columns=columns, rows=told, then=conflict, counts=counts)
    return written if counts else len(told)


def add_rows(table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows that are new for certain, some at a time. Columns and values are as in `put_rows`."""
    rows = iter(rows)
    first = list(islice(rows, MANY))
    if _streams(first):
        with connection.cursor() as cursor:
            _stream(cursor, into=_name(table), columns=columns, rows=chain(first, rows))
    else:
        _insert(table, columns=columns, rows=chain(first, rows))


def add_numbered(table: type[models.Model], *, columns: Sequence[str], rows: Sequence[Row]) -> list[int]:
    """Insert rows as `add_rows` does, and give their numbers in their order; raises IntegrityError for one not new.

    PostgreSQL promises no order for the numbers of several rows of one statement, so there they are drawn before.
    """
    if connection.vendor == "postgresql" and len(rows) > 1:
        with connection.cursor() as cursor:
            drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(drawn, [table._meta.db_table, len(rows)])
            numbers = [number for (number,) in cursor.fetchall()]
        add_rows(
            table,
            columns=("id", *columns),
            rows=((number, *row) for number, row in zip(numbers, rows, strict=True)),
        )
        return numbers
    found: list[int] = []
    _insert(table, columns=columns, rows=rows, then="RETURNING id", given=found)
    return found


def change_rows(
    table: type[models.Model], *, columns: Sequence[str], rows: Iterable[Row], flags: Mapping[str, str] | None = None
) -> None:
    """Change rows: each gives its columns' new values, and then its number.

    A column of `flags` stays set only where another column is not as given: that value stands after the columns'.
    """
    told, flags = list(rows), flags or {}
    if not told:
        return
    streams, mine = _streams(told), _name(table)
    given = [f"{TOLD}.{_names([name])}" if streams else "%s" for name in (*columns, *flags.values())]
    news = [f"{_names([name])} = {value}" for name, value in zip(columns, given, strict=False)]
    was = zip(flags.items(), given[len(columns) :], strict=True)
    news += [
        f"{_names([flag])} = ({mine}.{_names([flag])} AND {mine}.{_names([name])} <> {value})"
        for (flag, name), value in was
    ]
    statement = f"UPDATE {mine} SET {', '.join(news)}"  # noqa: S608 – names are our own and are quoted
    if streams:
        with _told(table, columns=(*columns, *flags.values(), "id"), rows=told) as cursor:
            cursor.execute(f"{statement} FROM {TOLD} WHERE {mine}.id = {TOLD}.id")
    elif len(told) == 1:
        with kept_in_words() as cursor:
            cursor.execute(f"{statement} WHERE id = %s", told[0])
    else:
        with connection.cursor() as cursor:
            cursor.executemany(f"{statement} WHERE id = %s", told)


def _streams(rows: Sequence[Row]) -> bool:
    return connection.vendor == "postgresql" and len(rows) >= MANY and not is_sent_together()


@contextmanager
def _told(table: type[models.Model], *, columns: Sequence[str], rows: Sequence[Row]) -> Iterator[Any]:
    """Have rows stand in a table of their own for as long as a statement needs them there (PostgreSQL)."""
    with connection.cursor() as cursor:
        names = _names(columns)
        cursor.execute(f"CREATE TEMPORARY TABLE {TOLD} AS SELECT {names} FROM {_name(table)} WITH NO DATA")  # noqa: S608
        _stream(cursor, into=TOLD, columns=columns, rows=rows)
        yield cursor
        cursor.execute(f"DROP TABLE {TOLD}")


def _stream(cursor: Any, *, into: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Send rows as one stream of text, as PostgreSQL's COPY reads it."""
    rows = iter(rows)
    with connection.wrap_database_errors, cursor.copy(f"COPY {into} ({_names(columns)}) FROM STDIN") as stream:
        while some := list(islice(rows, MANY)):
            stream.write(_lines(some))


def _lines(rows: Sequence[Row]) -> str:
    """Write rows for COPY: all at once where nothing in them has a meaning there, else value by value."""
    if not any(isinstance(value, bytes | memoryview) for value in rows[0]):
        plain = "\n".join(
            [
                "\t".join([v if v.__class__ is str else NOTHING if v is None else _written(v) for v in row])
                for row in rows
            ]
        )
        told = (sum(row.count(None) for row in rows), len(rows) * (len(rows[0]) - 1), len(rows) - 1)
        found = (plain.count(NOTHING), plain.count("\t"), plain.count("\n"))
        if told == found and "\\" not in plain and "\r" not in plain:
            return plain.replace(NOTHING, "\\N") + "\n"
    return "".join(["\t".join([_written(value) for value in row]) + "\n" for row in rows])


def _written(value: Any) -> str:
    """Write a value for COPY."""
    if isinstance(value, str):
        text = value.replace("\\", "\\\\") if "\\" in value else value
        return text if text.isprintable() else text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    if value is None:
        return "\\N"
    return f"\\\\x{bytes(value).hex()}" if isinstance(value, bytes | memoryview) else str(value)


def _insert(
    table: type[models.Model],
    *,
    columns: Sequence[str],
    rows: Iterable[Row],
    then: str = "",
    given: list[int] | None = None,
    counts: bool = False,
) -> int:
    """Insert rows by as few statements as their values fit in; give how many were written or their numbers if asked."""
    together, written = max(1, VALUES // len(columns)), 0
    head = f"INSERT INTO {_name(table)} ({_names(columns)}) VALUES "  # noqa: S608 – names are our own and are quoted
    rows = iter(rows)
    while some := list(islice(rows, together)):
        statement = f"{head}{_places(len(columns), rows=len(some))} {then}"
        with _done(statement, values=list(chain.from_iterable(some)), often=len(some) == 1) as cursor:
            if given is not None:
                given += sorted(number for (number,) in cursor.fetchall())
            written += cursor.rowcount if counts else 0
    return written


def _places(columns: int, *, rows: int) -> str:
    """Give places for the values of rows, as the database's own module writes them."""
    sign = "?" if connection.vendor == "sqlite" else "%s"
    return ", ".join([f"({', '.join([sign] * columns)})"] * rows)


@contextmanager
def _done(statement: str, *, values: Sequence[Any], often: bool) -> Iterator[Any]:
    """Have a statement done whose values have places already, and give what reads its answer.

    For SQLite the framework would look through thousands of places to write each anew, which costs what writing does.
    What is done `often` in the same words, PostgreSQL keeps.
    """
    with kept_in_words() if often else connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.validate_no_broken_transaction()
            with connection.wrap_database_errors:
                yield connection.connection.execute(statement, values)
        else:
            cursor.execute(statement, values)
            yield cursor


def _conflict(table: type[models.Model], *, once: Sequence[str], changes: Sequence[str], differing: bool) -> str:
    """Say what becomes of a row that stands there already."""
    names = [_names([name]) for name in changes]
    then = f"UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)}" if names else "NOTHING"
    if differing and names:
        then += f" WHERE {' OR '.join(f'{_name(table)}.{name} IS DISTINCT FROM excluded.{name}' for name in names)}"
    return f"ON CONFLICT ({_names(once)}) DO {then}"


def _name(table: type[models.Model]) -> str:
    return connection.ops.quote_name(table._meta.db_table)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))
