"""Queries put into words once: the same rows as the framework's own way gives, for whatever is asked."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.acting import AT, someone
from wraparound.identity.models import Likeness
from wraparound.ledger.actions import looked
from wraparound.ledger.models import Entry
from wraparound.ledger.queries import Compiled
from wraparound.ledger.queries.compiled import kept_in_words, sent_together

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


def test_what_is_sent_together_is_done_in_its_order_and_the_framework_is_told_how_many_rows():
    with sent_together(), sent_together():
        with kept_in_words() as cursor:
            cursor.execute("INSERT INTO identity_likeness (number, content) VALUES (%s, %s)", [7, b"1"])
            cursor.execute("UPDATE identity_likeness SET content = %s WHERE number = %s", [b"2", 7])
        assert Likeness.objects.filter(pk=7, content=b"2").update(content=b"3") == 1
        Likeness(number=7, content=b"4").save()
        assert [bytes(content) for content in Likeness.objects.values_list("content", flat=True)] == [b"4"]


def test_what_fails_of_what_is_sent_together_is_raised_at_the_latest_at_its_end():
    with pytest.raises(IntegrityError):
        put_twice()
    assert not Likeness.objects.exists()


def put_twice():
    with transaction.atomic(), sent_together(), kept_in_words() as cursor:
        for _ in range(2):
            cursor.execute("INSERT INTO identity_likeness (number, content) VALUES (%s, %s)", [8, b"1"])
