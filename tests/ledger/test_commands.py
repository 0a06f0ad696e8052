"""Sealing and verifying, as an operator does: every way to tamper is named, with exit code 1."""

import json
import stat

import pytest

WRITE = """
from datetime import UTC, datetime, timedelta
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked
BEGIN = datetime.now(UTC) - timedelta(days=3)
for number in range(9):
    at = BEGIN + timedelta(days=number // 3)
    looked("a child's records", about=[number], by=Actor("amina", "school"), at=at)
"""
SQL = """
import os, sys
from django.db import connection
with connection.cursor() as cursor:
    if connection.vendor == "postgresql":
        for table in ("ledger_entry", "ledger_mention", "ledger_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    else:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    for statement in sys.argv[1:]:
        cursor.execute(statement)
"""
REWRITE = """
from wraparound.ledger.models import Entry
from wraparound.ledger.rules import BEGINNING, hash_of
before = BEGINNING
for entry in Entry.objects.order_by("id"):
    entry.facts = entry.facts | ({"what": "nothing"} if entry.place == 1 else {})
    entry.previous = before
    before = entry.hash = hash_of(entry.said(), previous=before)
    entry.save()
"""
OF_FIRST_DAY = "(SELECT min(day) FROM ledger_entry)"
THIRD = f"SELECT id FROM ledger_entry WHERE place = 3 AND day = {OF_FIRST_DAY}"


@pytest.fixture(scope="session")
def sealed_once(migrated, tmp_path_factory):
    """Give a node with three days of entries, all over and sealed, and a head that was handed out, to be copied."""
    node = migrated.copied(tmp_path_factory.mktemp("sealed"))
    node.do(WRITE)
    node.run("seal_ledger", "--head", str(node.folder / "head.json"))
    return node


@pytest.fixture
def sealed(sealed_once, tmp_path):
    return sealed_once.copied(tmp_path)


def days(node):
    return node.do(
        "from wraparound.ledger.models import Entry\n"
        "print(*Entry.objects.order_by('day').values_list('day', flat=True).distinct())"
    ).split()


def test_every_day_that_is_over_is_sealed_once_and_today_is_not(sealed):
    seals = "from wraparound.ledger.models import Seal; print(*Seal.objects.values_list('day', 'place'))"
    first = sealed.do(seals)
    assert first.count("datetime.date") == 3
    assert "sealed already" in sealed.run("seal_ledger")
    assert sealed.do(seals) == first
    assert len(days(sealed)) == 4  # that they were sealed is written down today


def test_a_whole_ledger_is_said_to_be_whole(sealed):
    said = sealed.run("verify_ledger", "--head", str(sealed.folder / "head.json"))
    assert said.startswith("Whole. 12 entries follow one another; 4 seals hold")


def test_the_head_can_be_printed(sealed):
    said = sealed.run("seal_ledger", "--head", "-")
    head = json.loads(said[: said.index("}") + 1])
    assert set(head) == {"day", "place", "hash", "signature", "key"}
    assert head == json.loads((sealed.folder / "head.json").read_text())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (f"UPDATE ledger_entry SET username = 'nobody' WHERE id IN ({THIRD})", "Entry 3 of {0} was changed"),
        (f"DELETE FROM ledger_entry WHERE place = 2 AND day = {OF_FIRST_DAY}", "Entry 2 of {0} is missing"),
        (f"DELETE FROM ledger_entry WHERE day = {OF_FIRST_DAY}", "Entry 1 of {1} does not follow"),
        (f"UPDATE ledger_entry SET place = 7 WHERE id IN ({THIRD})", "Entry 3 of {0} is missing"),
        ("UPDATE ledger_seal SET hash = key", "Entry 3 of {0} is sealed with a signature that does not hold"),
        (f"DELETE FROM ledger_seal WHERE day = {OF_FIRST_DAY}", "Entry 1 of {3} says that {0} was sealed, but that"),
        ("DELETE FROM ledger_entry WHERE day >= (SELECT max(day) FROM ledger_seal)", "Entry 3 of {2} was sealed and"),
    ],
    ids=["changed", "removed", "a day removed", "moved", "seal changed", "seal removed", "cut off"],
)  # fmt: skip
def test_what_was_tampered_with_is_named(sealed, statement, told):
    known = days(sealed)
    sealed.do(SQL, statement)
    assert told.format(*known) in sealed.run("verify_ledger", code=1)


def test_a_ledger_written_anew_from_the_start_is_betrayed_by_its_seals(sealed):
    known = days(sealed)
    sealed.do(SQL)
    sealed.do(REWRITE)
    assert f"Entry 3 of {known[0]} is not what was sealed" in sealed.run("verify_ledger", code=1)


def test_a_ledger_cut_off_with_its_seals_is_betrayed_by_a_head_handed_out_before(sealed):
    cut = "day >= (SELECT max(day) FROM ledger_seal)"
    sealed.do(SQL, f"DELETE FROM ledger_entry WHERE {cut}", "DELETE FROM ledger_seal")
    sealed.run("verify_ledger")
    assert "was sealed and is not there" in sealed.run(
        "verify_ledger", "--head", str(sealed.folder / "head.json"), code=1
    )


def test_seals_signed_with_another_key_do_not_count_unless_it_is_named(sealed):
    key = sealed.folder / "ledger.key"
    key.rename(sealed.folder / "earlier.key")
    sealed.do(WRITE)
    sealed.run("seal_ledger")
    said = sealed.run("verify_ledger", code=1)
    assert "which is not this node's" in said
    earlier = json.loads((sealed.folder / "head.json").read_text())["key"]
    assert "Whole." in sealed.run("verify_ledger", "--key", earlier)


def test_the_key_is_made_on_first_use_in_development_and_can_be_read_by_its_owner_alone(sealed):
    assert stat.S_IMODE((sealed.folder / "ledger.key").stat().st_mode) == 0o600


def test_in_production_a_missing_key_is_refused_loudly(node):
    node.do(WRITE)
    said = node.run(
        "seal_ledger",
        code=1,
        WRAPAROUND_MODE="production",
        WRAPAROUND_SECRET_KEY="x" * 60,
        WRAPAROUND_HOSTS="a.example",
    )
    assert f"key is not at {node.folder / 'ledger.key'}" in said
    assert not (node.folder / "ledger.key").exists()


def test_a_head_that_is_none_is_told_so(sealed):
    file = sealed.folder / "none.json"
    file.write_text("[]")
    assert "This is no signed head" in sealed.run("verify_ledger", "--head", str(file), code=1)


def test_an_empty_ledger_is_whole_and_has_nothing_to_seal(node):
    assert "sealed already" in node.run("seal_ledger")
    assert "no signed head yet" in node.run("seal_ledger", "--head", "-", code=1)
    assert node.run("verify_ledger").startswith("Whole. 0 entries")
