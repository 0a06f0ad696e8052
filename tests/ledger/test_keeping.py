"""Whoever is told that something was done can rely on it, though the power fails; a look does not wait for the disk."""

WAITS = r"""
import os, sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from django.db import connection, transaction
from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions import looked, whole, whole_look, write_down
from wraparound.ledger.events import DaySealed

by, at = Actor("amina@school", "school"), datetime(2026, 9, 1, 9, tzinfo=UTC)
waited, real = [], os.fsync

def fsync(file):
    waited.append(Path(os.readlink(f"/proc/self/fd/{file}")).name)
    real(file)

def asked(execute, sql, *rest):
    made = execute(sql, *rest)
    if connection.vendor == "postgresql" and "INSERT INTO ledger_entry" in sql:
        with connection.connection.cursor() as cursor:
            waited.extend(kept for (kept,) in cursor.execute("SHOW synchronous_commit"))
    return made

@whole
def do_and_look(*, by, at):
    looked("a child's records", about=[1], by=by, at=at)
    write_down(DaySealed("1 September", place=1, hash=""), by=by, at=at)
    looked("a child's records", about=[2], by=by, at=at)

@whole
def only_look_after_all(*, by, at):
    looked("a child's records", about=[1], by=by, at=at)

@dataclass(frozen=True)
class BatchCame(Event):
    "A batch of a load came."

    on_the_way = True

@whole
def go_a_step(*, by, at):
    write_down(BatchCame(), by=by, at=at)

@whole
def go_a_step_and_do(*, by, at):
    write_down(BatchCame(), by=by, at=at)
    write_down(DaySealed("1 September", place=1, hash=""), by=by, at=at)

@whole_look
def look(*, by, at):
    looked("a child's records", about=[1], by=by, at=at)

os.fsync = fsync
if connection.vendor == "postgresql":
    connection.cursor().execute("SET synchronous_commit TO on")  # as it comes; the tests' server waits for no disk
with connection.execute_wrapper(asked):
    globals()[sys.argv[1]](by=by, at=at)
print(*waited)
"""


def test_what_was_done_is_on_the_disk_before_anybody_is_told(node):
    assert node.do(WAITS, "do_and_look").split() in (["node.sqlite3-wal"], ["on"])


def test_a_step_on_the_way_does_not_wait_and_what_it_leads_to_does(node):
    assert node.do(WAITS, "go_a_step").split() in ([], ["off"])
    assert node.do(WAITS, "go_a_step_and_do").split() in (["node.sqlite3-wal"], ["on"])


def test_a_look_is_shown_before_the_disk_has_it(node):
    assert node.do(WAITS, "look").split() in ([], ["off"])


def test_an_action_that_turned_out_to_be_a_look_waits_no_longer_than_one(node):
    assert node.do(WAITS, "only_look_after_all").split() in ([], ["off"])
