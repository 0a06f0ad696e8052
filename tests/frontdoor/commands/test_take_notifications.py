"""A file of notifications is taken in from the command line, told row by row, and outlives a killed process."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.acting import AT
from tests.frontdoor.notices import given, line, written
from tests.sample_area import adopt_ashmere
from wraparound.frontdoor.actions.notices import receive_notices
from wraparound.frontdoor.commands.take_notifications import NODE, Command
from wraparound.frontdoor.models import Contact
from wraparound.web.commands.run import AREAS

INCIDENTS = 60
BEGIN = 5  # contacts after which it is killed


def taken(*arguments, **options):
    out = StringIO()
    call_command(Command(), *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def area(db):
    adopt_ashmere()


@pytest.mark.usefixtures("area")
def test_what_went_in_and_what_waits_is_said_row_by_row(tmp_path):
    path = written(tmp_path, line(day="01/09/2026"), line("INC-2", born="31/02/2015"))
    said = taken(path, agency="police")
    assert "night.csv: 1 went in, 1 waits to be mended" in said
    assert "night.csv, row 3, DOB: no calendar has this day (31/02/2015); a date such as 31/12/2026." in said
    assert "came before" in taken(path, agency="police")
    assert Contact.objects.count() == 1


@pytest.mark.usefixtures("area")
def test_columns_that_nobody_knows_are_named(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("Incident No,Name,Circumstances,Beat\nI-1,Hattie Alder,Found alone,7\n")
    assert "Not read, since no heading is known by that name: Beat" in taken(path, agency="police")


@pytest.mark.usefixtures("area")
@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("A,B\n1,2\n", {"agency": "police"}, "the headings are of no file of notifications"),
        ("A,B\n1,2\n", {"agency": "police", "kind": "police"}, "a column is missing: “Incident reference”"),
        ("", {"agency": "police"}, "odd.csv"),
        ("Incident No,Name,Circumstances\n1,Hattie,Alone\n", {"agency": "nobody"}, "no agency"),
        ("Incident No,Name,Circumstances\n1,Hattie,Alone\n", {}, "--agency CODE"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, content, options, words):
    path = tmp_path / "odd.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=re.escape(words)):
        taken(path, **options)
    with pytest.raises(CommandError, match=r"none\.csv"):
        taken(tmp_path / "none.csv", agency="police")
    assert not Contact.objects.exists()


@pytest.mark.usefixtures("area")
def test_without_a_file_it_goes_on_with_what_was_stopped(tmp_path):
    receive_notices(given(written(tmp_path, line(), line("INC-2"))), by=NODE, at=AT)
    assert "2 went in" in taken()
    assert taken() == ""


def test_killed_amid_a_file_nothing_is_lost_and_nothing_doubled(tmp_path):
    path = written(tmp_path, *[line(f"INC-{number}", f"Child {number}") for number in range(INCIDENTS)])
    database = tmp_path / "wraparound.sqlite3"
    _ran(tmp_path, "migrate", "--verbosity", "0")
    _ran(tmp_path, "adopt_area", AREAS / "ashmere")
    process = subprocess.Popen(_command("take_notifications", path, "--agency", "police"), env=_environment(tmp_path))
    until = time.monotonic() + 60
    while process.poll() is None and _counted(database, "contact") < BEGIN and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert BEGIN <= _counted(database, "contact") < INCIDENTS
    _ran(tmp_path, "take_notifications", path, "--agency", "police")
    found = {table: _counted(database, table) for table in ("contact", "contactchild", "noticefile", "noticeline")}
    assert found == {"contact": INCIDENTS, "contactchild": INCIDENTS, "noticefile": 1, "noticeline": INCIDENTS}
    with sqlite3.connect(database) as held:
        states = held.execute("select distinct state from frontdoor_noticeline").fetchall()
        words = held.execute("select count(*) from frontdoor_contactstep where did <> 'told'").fetchone()
    assert (states, words) == ([("in",)], (0,))


def _command(*arguments):
    return [Path(sys.executable).with_name("wraparound"), *arguments]


def _environment(folder):
    return {"PATH": os.environ["PATH"], "WRAPAROUND_MODE": "development", "WRAPAROUND_DATA": str(folder)}


def _ran(folder, *arguments):
    subprocess.run(_command(*arguments), env=_environment(folder), check=True, capture_output=True, timeout=120)


def _counted(database, table):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as held:
        return held.execute(f"select count(*) from frontdoor_{table}").fetchone()[0]
