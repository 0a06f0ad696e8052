"""Queries put into words once: the same rows as the framework's own way gives, for whatever is asked."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.acting import AT, someone
from wraparound.ledger.actions import looked
from wraparound.ledger.models import Entry
from wraparound.ledger.queries import Compiled

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "username", "at", "day", "facts")


def entries(kind, *, username, since, above):
    found = Entry.objects.filter(kind=kind, username=username, at__gte=since, pk__gt=above).order_by("pk")
    return found.values_list(*COLUMNS)


@pytest.fixture
def looks():
    for day in range(4):
        for agency in ("social-care", "police"):
            looked(f"a page {day}", by=someone(agency=agency), at=AT + timedelta(days=day))


def test_the_rows_are_those_that_the_framework_gives_for_whatever_is_asked(looks):
    compiled = Compiled(entries)
    for agency in ("social-care", "police", "nobody"):
        for day in range(5):
            asked = {"username": someone(agency=agency).username, "since": AT + timedelta(days=day), "above": 0}
            assert [tuple(row) for row in compiled.rows("look", **asked)] == list(entries("look", **asked))
    assert compiled.rows("act", username=someone().username, since=AT, above=0) == []


def test_it_is_put_into_words_once_for_each_shape(looks):
    made = []

    def counted(kind, **asked):
        made.append(kind)
        return entries(kind, **asked)

    compiled = Compiled(counted)
    asked = {"username": someone().username, "since": AT, "above": 0}
    with CaptureQueriesContext(connection) as queries:
        for kind in ("look", "act", "look", "look"):
            compiled.rows(kind, **asked)
    assert (made, len(queries)) == (["look", "act"], 4)


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        (lambda found, username: found.filter(username__contains=username), {"username": "a"}),
        (lambda found, at: found.filter(day=at.date()), {"at": AT}),
        (lambda found, above: found.filter(pk__gt=above - 1), {"above": 7}),
    ],
)
def test_a_value_that_is_sent_otherwise_than_it_was_given_is_refused_loudly(changed, asked):
    compiled = Compiled(lambda **values: changed(Entry.objects.values_list("pk"), **values))
    with pytest.raises(ValueError, match="sent otherwise"):
        compiled.rows(**asked)


def test_what_can_find_nothing_asks_nothing():
    compiled = Compiled(lambda: Entry.objects.none().values_list("pk"))
    with CaptureQueriesContext(connection) as queries:
        assert compiled.rows() == compiled.rows() == []
    assert not queries


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection(looks):
    if connection.vendor == "sqlite":
        pytest.skip("tests keep SQLite in the memory of one connection")
    compiled, found = Compiled(entries), []

    def ask():
        found.append(len(compiled.rows("look", username=someone().username, since=AT, above=0)))
        connections.close_all()

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [4, 4, 4]
