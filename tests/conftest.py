"""What holds for every test: nothing is timed, and a test that commits really leaves an empty ledger behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import settings

# Not timed, for the first run of a compiled loop waits for the compiler.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

LEDGER = ("ledger_entry", "ledger_mention", "ledger_seal")


@pytest.fixture(autouse=True, scope="session")
def a_test_that_commits_leaves_nothing_behind():
    """Let Django empty the ledger after a test with `transaction=True`: its guards stand aside for that alone."""
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown

    def emptied_with_the_guards_aside(case):
        with guards_aside():
            empty(case)

    TransactionTestCase._fixture_teardown = emptied_with_the_guards_aside
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(autouse=True)
def an_index_of_its_own(tmp_path):
    """Give each test a place of its own for the resident index."""
    from django.test import override_settings

    with override_settings(INDEX_ROOT=tmp_path / "index"):
        yield


@contextmanager
def guards_aside() -> Iterator[None]:
    """Take the ledger's guards off its tables, and put them on again as they were."""
    from django.db import connection

    off, on = _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite(connection)
    with connection.cursor() as cursor:
        for statement in off:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in on:
                cursor.execute(statement)


def _of_postgresql() -> tuple[list[str], list[str]]:
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in LEDGER]
    names = [(table, f"{table}_{name}") for table in LEDGER for name in ("kept", "kept_whole")]
    return off, [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in names]


def _of_sqlite(connection) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%'")
        guards = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in guards], [statement for _, statement in guards]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End, before it is taken away, what threads of a live server still hold of PostgreSQL's database."""
    yield
    with django_db_blocker.unblock():
        from django.db import connection

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            connection.close()
