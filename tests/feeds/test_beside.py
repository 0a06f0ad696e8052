"""Work beside: values come one after another, faults come back, and the process ends when this one does."""

import os
import signal
import subprocess
import sys
import time

import pytest

from wraparound.feeds.commands.beside import AHEAD, Beside

KILLED = """
import os, sys, time
from tests.feeds.test_beside import whose
from wraparound.feeds.commands.beside import Beside
if __name__ == "__main__":
    made = Beside().made(whose, given=1_000)
    print(next(made), flush=True)
    time.sleep(60)
"""


def counted(most):
    yield from range(most)


def whose(most):
    for _ in range(most):
        yield os.getpid()


def breaking(most):
    yield from range(most)
    raise ValueError("no more than that")


@pytest.fixture(scope="module")
def beside():
    with Beside() as one:
        yield one


def test_values_are_made_in_another_process_and_come_in_order(beside):
    assert list(beside.made(counted, given=5)) == [0, 1, 2, 3, 4]
    assert list(beside.made(counted, given=0)) == []
    (other,) = set(beside.made(whose, given=3))
    assert other != os.getpid()
    assert set(beside.made(whose, given=1)) == {other}, "it serves again"


def test_what_fails_there_is_raised_here_after_what_was_made_before(beside):
    made = beside.made(breaking, given=2)
    assert [next(made), next(made)] == [0, 1]
    with pytest.raises(ValueError, match="no more than that"):
        next(made)
    assert list(beside.made(counted, given=1)) == [0]


def test_one_who_stops_in_the_middle_leaves_nothing_for_the_next(beside):
    made = beside.made(counted, given=1_000)
    next(made)
    made.close()
    assert list(beside.made(counted, given=2)) == [0, 1]


def test_it_goes_on_when_all_are_told_to_stop_for_the_one_that_asks_comes_to_its_own_end(beside):
    (other,) = beside.made(whose, given=1)
    for told in (signal.SIGTERM, signal.SIGINT):
        os.kill(other, told)
    assert list(beside.made(whose, given=1)) == [other]


def test_it_ends_when_the_process_that_asked_is_killed():
    asking = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True)
    made = int(asking.stdout.readline())
    asking.kill()
    asking.wait()
    asking.stdout.close()
    for _ in range(100):
        try:
            os.kill(made, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("it lives on")


def test_what_was_begun_is_given_to_whoever_asks_for_it_next_and_let_go_when_they_ask_for_another_thing():
    with Beside() as beside:
        made = beside.made(whose, given=3)
        beside.begin(counted, given=2)
        (other,) = set(made)
        assert list(beside.made(counted, given=2)) == [0, 1]
        assert set(beside.made(whose, given=1)) == {other}, "the same process made it"
        beside.begin(counted, given=2)
        assert list(beside.made(counted, given=3)) == [0, 1, 2]
        beside.begin(breaking, given=1)
        beside.begin(counted, given=1)
        with pytest.raises(ValueError, match="no more than that"):
            list(beside.made(breaking, given=1))
        assert list(beside.made(counted, given=1)) == [0]


def test_it_makes_values_ahead_of_their_use_but_not_all():
    with Beside() as beside:
        made = beside.made(moments, given=3 * AHEAD)
        next(made)
        time.sleep(0.3)
        taken = time.monotonic()
        rest = [when for when, _ in made]
    assert rest[AHEAD // 2] < taken < rest[-1]


def moments(most):
    for _ in range(most):
        yield time.monotonic(), bytes(1 << 18)
