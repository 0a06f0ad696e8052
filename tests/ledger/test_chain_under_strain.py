"""Many write at once, and some are killed over it: the chain has no fork and no gap, and loses nothing acknowledged."""

import random
import subprocess
import time

import pytest

WRITE = r"""
import os, sys, threading
from datetime import UTC, datetime, timedelta
from django.db import connection
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole

BEGIN = datetime(2026, 9, 1, 9, tzinfo=UTC)
name, threads, looks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

@whole
def look(number, *, by, at):
    looked("a child's records", about=[number, number + 1], by=by, at=at)
    if number % 3 == 0:
        looked("a list of children", about=[number], by=by, at=at)

def work(thread):
    for number in range(looks):
        at = BEGIN + timedelta(hours=8 * number)
        look(number, by=Actor(f"{name}-{thread}", "school"), at=at)
        os.write(1, f"{name}-{thread} {number}\n".encode())
    connection.close()

workers = [threading.Thread(target=work, args=[number]) for number in range(threads)]
[worker.start() for worker in workers]
[worker.join() for worker in workers]
"""
CHECK = """
from wraparound.ledger.models import Entry, Mention
from wraparound.ledger.queries import lines_from
from wraparound.ledger.rules import first_broken
print(first_broken(lines_from()), Entry.objects.count(), Mention.objects.count())
"""
ACKNOWLEDGED = """
import sys
from wraparound.ledger.models import Entry
held = set(Entry.objects.values_list("username", "facts__about__0"))
said = {(who, int(number)) for who, number in (line.split() for line in sys.argv[1].splitlines())}
print(sorted(said - held))
"""


def test_processes_and_threads_that_write_at_once_make_one_chain(node):
    writers = [node.start(WRITE, f"process{number}", "3", "20") for number in range(4)]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    looks = 4 * 3
    assert node.do(CHECK).split() == ["None", str(looks * (20 + 7)), str(looks * (40 + 7))]


def test_a_writer_killed_at_any_moment_leaves_a_whole_chain_and_loses_nothing_it_acknowledged(node):
    chance, said = random.Random(7), []
    for round_ in range(8):
        writer = node.start(WRITE, f"killed{round_}", "2", "100000")
        said.append(writer.stdout.readline())  # it is writing now
        time.sleep(chance.uniform(0, 0.3))
        writer.kill()
        rest, _ = writer.communicate()
        said += rest.splitlines(keepends=True)
    whole_lines = [line for line in said if line.endswith("\n")]
    assert len(whole_lines) >= 8
    assert node.do(CHECK).startswith("None ")
    assert node.do(ACKNOWLEDGED, "".join(whole_lines)).strip() == "[]"
    node.do(WRITE, "after", "1", "3")
    assert node.do(CHECK).startswith("None ")


LOOK_LONG = r"""
import os, sys
from datetime import UTC, datetime
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look
from wraparound.ledger.models import Entry

AT, reads = datetime(2026, 9, 1, 9, tzinfo=UTC), []

@whole_look
def look_long(*, by, at):
    reads.append(Entry.objects.count())
    looked("a child's records", about=[len(reads)], by=by, at=at)
    if len(reads) == 1:
        os.write(1, b"reading\n")
        sys.stdin.readline()

look_long(by=Actor("looker", "school"), at=AT)
print(reads)
"""
MEANWHILE = r"""
from dataclasses import dataclass
from datetime import UTC, datetime
from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions import looked, whole, write_down
import sys

@dataclass(frozen=True)
class ShieldSet(Event):
    whose: int

@whole
def act(what, *, by, at):
    write_down(ShieldSet(7), by=by, at=at) if what == "does" else looked("a page", by=by, at=at)

act(sys.argv[1], by=Actor("other", "school"), at=datetime(2026, 9, 1, 9, tzinfo=UTC))
"""


@pytest.mark.parametrize(("what", "again"), [("looks", False), ("does", True)])
def test_who_looks_holds_nobody_up_and_reads_again_what_was_done_meanwhile(node, what, again):
    looker = node.start(LOOK_LONG, stdin=subprocess.PIPE)
    assert looker.stdout.readline() == "reading\n"
    node.do(MEANWHILE, what)  # it would wait for twenty seconds, and give up, if a look held the turn to write
    said, _ = looker.communicate("go on\n")
    on_sqlite = node.environment["WRAPAROUND_DATABASE_URL"].startswith("sqlite")
    assert said.strip() == ("[0, 1]" if again and on_sqlite else "[0]")
    assert node.do(CHECK).split()[:2] == ["None", "2"]
