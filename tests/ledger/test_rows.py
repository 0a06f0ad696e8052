"""Many rows in few statements: added, brought up to date, kept where asked, and counted."""

from datetime import date

import pytest

from wraparound.identity.models import Likeness
from wraparound.ledger.actions import rows
from wraparound.ledger.actions.rows import put_rows
from wraparound.ledger.models import Entry, Seal

pytestmark = pytest.mark.django_db
COLUMNS = ["number", "content"]


def put(given, **how):
    return put_rows(Likeness, columns=COLUMNS, rows=given, once=["number"], **how)


def held():
    return {one.number: bytes(one.content) for one in Likeness.objects.all()}


def test_rows_are_added_and_those_that_stand_there_brought_up_to_date():
    assert put([(1, b"a"), (2, b"b")]) == 2
    assert put([(2, b"c"), (3, b"d")]) == 2
    assert held() == {1: b"a", 2: b"c", 3: b"d"}


def test_what_is_to_be_kept_stays_as_it_was():
    put([(1, b"a")])
    put([(1, b"z")], kept=["content"])
    assert held() == {1: b"a"}


def test_only_rows_that_differ_are_written_and_counted_where_that_is_asked():
    put([(1, b"a"), (2, b"b")])
    assert put([(1, b"a"), (2, b"c"), (3, b"d")], differing=True) == 2
    assert put([(1, b"a"), (2, b"c"), (3, b"d")], differing=True) == 0
    assert held() == {1: b"a", 2: b"c", 3: b"d"}


def test_more_rows_than_one_statement_takes_are_written_in_several_and_of_two_with_one_key_the_later(monkeypatch):
    monkeypatch.setattr(rows, "VALUES", 4)
    assert put([(1, b"a"), (2, b"b"), (3, b"c"), (1, b"d"), (4, b"e")]) == 4
    assert held() == {1: b"d", 2: b"b", 3: b"c", 4: b"e"}


def test_nothing_is_written_where_there_is_nothing():
    assert put([]) == 0
    assert held() == {}


def test_days_are_taken_as_days():
    columns = ["id", "day", "place", "hash", "signature", "key", "at"]
    put_rows(Seal, columns=columns, rows=[(1, date(2026, 9, 1), 1, "h", "s", "k", "2026-09-01 09:00:00")], once=["id"])
    assert Seal.objects.get().day == date(2026, 9, 1)
    assert not Entry.objects.exists()
