"""Two processes that file the same record at the same moment: it is held once, with all that both said of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from tests.acting import AT
from tests.identity.records import CLERK, row, where
from wraparound.identity.actions import file_records
from wraparound.identity.models import Address, Record, RecordPast
from wraparound.identity.words import Filed
from wraparound.ledger.models import Entry
from wraparound.ledger.queries import lines_from
from wraparound.ledger.rules import first_broken

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted"


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite whoever files holds the database from the beginning, so that nobody comes between")


def said_of(key):
    return Record.objects.get(key=key).said["surname"]


@pytest.mark.parametrize("many", [1, 300])  # 300 rows are sent as one stream
def test_what_another_writes_meanwhile_is_brought_up_to_date_and_the_rest_is_new(many):
    mine = [row("A"), row("B", last="Turelwall")]
    theirs = [row("A", last="Okonjo-Ash"), *(row(f"C{number}") for number in range(many))]
    of, begun, other = where(), Event(), {}

    def filed_beside():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            other["pid"] = cursor.fetchone()[0]
        begun.set()
        try:
            return file_records(theirs, of=of, by=CLERK, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic(), connection.cursor() as cursor:
            file_records(mine, of=of, by=CLERK, at=AT)
            found = beside.submit(filed_beside)
            assert begun.wait(30)
            while not found.done():
                cursor.execute(WAITING, [other["pid"]])
                if cursor.fetchone()[0]:
                    break  # it has looked, seen nothing of what is not committed yet, and waits for it
            assert not found.done()
        assert found.result() == Filed(many, 1, 0, 0)
    assert Record.objects.count() == many + 2
    assert said_of("A") == ["Okonjo-Ash"]
    assert said_of("B") == ["Turelwall"]
    assert Record.objects.filter(waits=True).count() == many + 2
    assert Address.objects.filter(record__key="A", until_on=None).count() == 1
    assert Entry.objects.filter(event="identity.RecordsFiled").count() == 2
    assert first_broken(lines_from()) is None
    assert RecordPast.objects.get().said["surname"] == ["Okonjo"]
