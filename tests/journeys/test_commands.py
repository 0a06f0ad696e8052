"""The command that does errands: one fault stops no other, who died holds nothing, and told to stop it stops."""

import os
import socket
import subprocess
import sys
from threading import Event, Timer

import pytest
from django.core.management import call_command
from django.db import connection

from tests.acting import someone
from tests.post.servers import carried_by, question, two_agencies
from wraparound.journeys.commands import errands
from wraparound.journeys.errands import ToDo
from wraparound.post.actions import hold_errands, take_due
from wraparound.post.adapters import Folder
from wraparound.post.models import Errand, Letter
from wraparound.post.words import LetterState

NOW = errands.timezone.now


@pytest.mark.django_db
def test_once_sends_all_that_waits_and_holds_nothing_afterwards(tmp_path):
    two_agencies()
    for _ in range(25):
        question(at=NOW())
    with carried_by(Folder(tmp_path / "letters", sender="W <w@example.org>"), tmp_path / "taken"):
        call_command(errands.Command(), once=True)
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 25
    errand = Errand.objects.get(code="carry-letters")
    assert (errand.done, errand.worker) == (25, "")


@pytest.mark.django_db
def test_a_fault_is_kept_and_stops_no_other():
    done = []

    def fails(*, by, at):
        raise KeyError("broken")

    def works(*, by, at):
        done.append(at)
        return 1 if len(done) < 3 else 0

    errands.work_once(errands={"fails": ToDo("x", 1, fails), "works": ToDo("x", 1, works)})
    assert len(done) == 3
    assert "KeyError" in Errand.objects.get(code="fails").why
    assert Errand.objects.get(code="works").done == 2


@pytest.mark.django_db
def test_what_a_dead_process_of_this_machine_held_is_free_and_what_a_living_one_holds_is_not():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    here = socket.gethostname()
    dead, living, elsewhere = f"{here}:{gone.pid}", f"{here}:{os.getppid()}", "elsewhere.example.org:1"
    two_agencies()
    question(at=NOW())
    take_due(dead, most=1, by=someone(), at=NOW())
    for code, worker in (("a", dead), ("b", living), ("c", elsewhere)):
        hold_errands([code], worker=worker, by=someone(), at=NOW())
    errands.free_the_dead()
    assert [one.worker for one in Errand.objects.order_by("code")] == ["", living, elsewhere]
    assert Letter.objects.get().state == LetterState.WAITING


@pytest.mark.django_db(transaction=True)
def test_each_errand_is_done_beside_the_others_until_told_to_stop():
    if connection.vendor == "sqlite":
        pytest.skip("tests keep SQLite in the memory of one connection")
    stop, began, goes_on = Event(), Event(), Event()

    def slow(*, by, at):
        began.set()
        goes_on.wait(10)
        return 0

    count = []

    def quick(*, by, at):
        count.append(at)
        if len(count) == 5:
            goes_on.set()
            stop.set()
        return 0

    Timer(20, stop.set).start()
    errands.work(stop, errands={"slow": ToDo("x", 0.01, slow), "quick": ToDo("x", 0.01, quick)})
    assert began.is_set()
    assert goes_on.is_set(), "the quick one was done again and again while the slow one was under way"
