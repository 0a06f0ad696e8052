"""Many rows in few statements: added, brought up to date, kept where asked, and counted."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from wraparound.agencies.models import Agency
from wraparound.identity.models import Likeness, Person, Record, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.actions import rows
from wraparound.ledger.actions.rows import add_numbered, add_rows, change_rows, put_rows
from wraparound.ledger.models import Entry, Seal

pytestmark = pytest.mark.django_db
COLUMNS = ["number", "content"]


@pytest.fixture(autouse=True, params=[2, 1_000], ids=["in a stream where there is one", "in statements"])
def many(request, monkeypatch):
    monkeypatch.setattr(rows, "MANY", request.param)


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


def test_whatever_a_text_holds_stands_there_as_it_was_given():
    odd = ["", "\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "\\t", "'%s\"", "Zoë 名\u2028", " ", "\x7f"]
    codes = [f"P-{n}" for n in range(len(odd))]
    add_rows(
        Shield,
        columns=["person_id", "kind", "reason", "set_by", "set_at", "lifted_by", "lifted_why", "until"],
        rows=[
            (person, ShieldKind.STAFF, text, text[:100], "2026-09-01 09:00:00", "", "", None)
            for person, text in zip(persons(codes), odd, strict=True)
        ],
    )
    assert list(Shield.objects.order_by("pk").values_list("reason", "set_by")) == [(one, one) for one in odd]
    assert set(Shield.objects.values_list("until", "kind")) == {(None, "staff")}


def persons(codes):
    return add_numbered(Person, columns=["code", "since"], rows=[(code, "2026-09-01 09:00:00") for code in codes])


def test_rows_that_are_numbered_have_the_numbers_that_were_given_in_their_order(monkeypatch):
    monkeypatch.setattr(rows, "VALUES", 4)
    codes = ["P-b", "P-\x01", "P-a", "P-c\td", "P-\\N"]
    given = dict(zip(codes, persons(codes), strict=True))
    assert given == dict(Person.objects.values_list("code", "pk"))
    assert list(given.values()) == sorted(given.values())
    assert persons([]) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        persons(["P-e", "P-a"])
    assert Person.objects.count() == len(codes)


def test_what_rows_say_as_json_and_as_yes_or_no_is_what_stands_there():
    said = {"surname": ["O\\'Neill\n", '"x"']}
    put_records((1, said, True), (2, said, False), (3, {}, True))
    assert list(Record.objects.order_by("key").values_list("said", "waits")) == [
        (said, True), (said, False), ({}, True),
    ]  # fmt: skip


def put_records(*given):
    agency = Agency.objects.get_or_create(code="health", defaults={"name": "Health", "type": "health"})[0].pk
    at = "2026-09-01 09:00:00"
    columns = ["agency_id", "feed", "key", "said", "digest", "load", "since", "changed_at", "belief", "waits"]
    told = [(agency, "f", str(key), json.dumps(said), "d", 1, at, at, "", waits) for key, said, waits in given]
    put_rows(Record, columns=columns, rows=told, once=["feed", "key"], kept=["since"])


def test_a_flag_stays_set_only_where_something_is_not_as_given():
    put_records((1, {}, True), (2, {}, True), (3, {}, False), (4, {}, False))
    one, two, three, four = Record.objects.order_by("key").values_list("pk", flat=True)
    given = [("certain", "d", one), ("likely", "other", two), ("likely", "d", three), ("likely", "other", four)]
    change_rows(Record, columns=["belief"], flags={"waits": "digest"}, rows=given)
    assert list(Record.objects.order_by("key").values_list("belief", "waits")) == [
        ("certain", False), ("likely", True), ("likely", False), ("likely", False),
    ]  # fmt: skip


def test_days_are_taken_as_days():
    columns = ["id", "day", "place", "hash", "signature", "key", "at"]
    put_rows(Seal, columns=columns, rows=[(1, date(2026, 9, 1), 1, "h", "s", "k", "2026-09-01 09:00:00")], once=["id"])
    assert Seal.objects.get().day == date(2026, 9, 1)
    assert not Entry.objects.exists()


def test_rows_that_are_new_for_certain_are_added_and_others_changed_by_their_number(monkeypatch):
    monkeypatch.setattr(rows, "VALUES", 4)
    add_rows(Person, columns=["code", "since"], rows=[(f"P-{n}", "2026-09-01 09:00:00") for n in range(3)])
    first, second, third = Person.objects.order_by("code").values_list("pk", flat=True)
    change_rows(Person, columns=["code", "became_id"], rows=[("P-x", first, third)])
    change_rows(Person, columns=["code"], rows=[])
    assert set(Person.objects.values_list("pk", "code", "became_id")) == {
        (first, "P-0", None),
        (second, "P-1", None),
        (third, "P-x", first),
    }
