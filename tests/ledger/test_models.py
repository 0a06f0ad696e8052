"""The ledger's tables refuse to be changed, whoever asks and in whatever words, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.acting import AT, someone
from wraparound.ledger.actions import looked
from wraparound.ledger.models import Entry, Mention, Seal

pytestmark = pytest.mark.django_db
TABLES = {Entry: "event = ''", Mention: "person = 0", Seal: "hash = ''"}
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)


@pytest.fixture(autouse=True)
def filled(db):
    looked("a child's records", about=[7], by=someone(), at=AT)
    Seal.objects.create(day=AT.date(), place=1, hash="0" * 64, signature="", key="", at=AT)


def refused(statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@by_table
def test_a_line_cannot_be_changed(table):
    refused(f"UPDATE {table._meta.db_table} SET {TABLES[table]}")


@by_table
def test_a_line_cannot_be_taken_out(table):
    refused(f"DELETE FROM {table._meta.db_table}")


@by_table
def test_a_line_cannot_be_written_over(table):
    if connection.vendor == "postgresql":
        refused(
            f"INSERT INTO {table._meta.db_table} SELECT * FROM {table._meta.db_table} ON CONFLICT (id) "
            f"DO UPDATE SET {TABLES[table]}"
        )
    else:
        refused(f"REPLACE INTO {table._meta.db_table} SELECT * FROM {table._meta.db_table}")


@by_table
def test_a_table_cannot_be_emptied(table):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or PostgreSQL would refuse for another reason
        refused(f"TRUNCATE {table._meta.db_table} CASCADE")
    else:
        refused(f"DELETE FROM {table._meta.db_table} WHERE 1 = 1")


@by_table
def test_the_framework_cannot_either(table):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.update(id=99)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
@pytest.mark.parametrize("table", [Entry, Mention], ids=lambda table: table.__name__)
def test_a_line_cannot_be_written_over_by_another_for_the_same_place(table):
    columns = [field.column for field in table._meta.fields]
    chosen = ", ".join("id + 1000" if name == "id" else name for name in columns)
    refused(f"REPLACE INTO {table._meta.db_table} ({', '.join(columns)}) SELECT {chosen} FROM {table._meta.db_table}")


def test_two_entries_cannot_have_one_place():
    entry = Entry.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(**{f.name: getattr(entry, f.name) for f in Entry._meta.fields if f.name != "id"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_begins_with_an_empty_ledger_and_guards_in_place(time):
    assert Entry.objects.count() == 1
    refused("DELETE FROM ledger_entry")
