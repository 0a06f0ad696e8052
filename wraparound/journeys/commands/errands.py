"""wraparound errands: do what time sets, for as long as it runs: send letters, see to clocks."""

import logging
import os
import signal
import socket
from collections.abc import Mapping
from datetime import datetime
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from wraparound.journeys.errands import ERRANDS, ToDo, worker
from wraparound.kernel.acting import Actor
from wraparound.post.actions import Came, hold_errands, let_go, note_errand
from wraparound.post.queries import workers_holding

LOG = logging.getLogger(__name__)
NODE = Actor("wraparound", "wraparound", "Wraparound", purpose="doing what time sets")
HOLD = 5.0  # seconds after which it says again that it is there: a third of the time for which an errand is held
QUIET = 30.0  # seconds after which an errand that found nothing to do says that it looked
SLOWEST = 30.0  # seconds at most until an errand that failed is tried again
PATIENCE = 25.0  # seconds in which an errand under way may end when told to stop


class Command(BaseCommand):
    """Runs until it is told to stop; killed at any moment, the next one goes on where it was."""

    help = "Do what time sets, such as sending letters. Several may run; each errand is one's at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whether to stop when nothing is left to do."""
        parser.add_argument("--once", action="store_true", help="do what is due now, and stop")

    def handle(self, *_args: Any, once: bool = False, **_options: Any) -> None:
        """Hold the errands, each in a thread of its own, and say again and again that one is there."""
        stop = Event()
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: stop.set())
        free_the_dead()
        try:
            work_once() if once else work(stop)
        finally:
            let_go(worker(), by=NODE, at=timezone.now())


def work(stop: Event, *, errands: Mapping[str, ToDo] = ERRANDS) -> None:
    """Do errands until told to stop."""
    runners = [Runner(code, todo, stop=stop) for code, todo in errands.items()]
    for runner in runners:
        runner.start()
    while not stop.is_set():
        try:
            held = hold_errands(errands, worker=worker(), by=NODE, at=timezone.now())
        except DatabaseError:  # what is held stays so for a while; then it is tried again
            LOG.exception("Errands could not be held")
            connect_anew()
        else:
            for runner in runners:
                runner.held = runner.code in held
        stop.wait(HOLD)
    for runner in runners:
        runner.join(PATIENCE)


def work_once(*, errands: Mapping[str, ToDo] = ERRANDS) -> None:
    """Do each errand that nobody else holds until nothing is left of it."""
    held = hold_errands(errands, worker=worker(), by=NODE, at=timezone.now())
    for code in (code for code in errands if code in held):
        while did(code, todo=errands[code]).done:
            pass


class Runner(Thread):
    """Does one errand again and again while this process holds it, so that none waits for another."""

    def __init__(self, code: str, todo: ToDo, *, stop: Event) -> None:
        """Keep which."""
        super().__init__(name=code, daemon=True)
        self.code, self.held = code, False
        self._todo, self._stopped, self._noted_at = todo, stop, timezone.now()
        self._failed = 0

    def run(self) -> None:
        """Do it, rest, and do it again."""
        rest = 0.05  # for whoever holds it to be known
        while not self._stopped.wait(rest):
            rest = self._turn() if self.held else 0.05
        connection.close()

    def _turn(self) -> float:
        """Do the errand once, and say after how many seconds to do it again."""
        came = did(self.code, todo=self._todo, since=self._noted_at)
        if came.done or came.why or (timezone.now() - self._noted_at).total_seconds() >= QUIET:
            self._noted_at = timezone.now()
        self._failed = self._failed + 1 if came.why else 0
        if came.why:
            return float(min(SLOWEST, max(1.0, self._todo.every) * 2**self._failed))
        return 0.0 if came.done else self._todo.every


def did(code: str, *, todo: ToDo, since: datetime | None = None) -> Came:
    """Do an errand once and note what came of it, unless nothing did lately; its fault is its own."""
    began = timezone.now()
    try:
        came = Came(began, todo.does(by=NODE, at=began))
    except Exception as fault:
        LOG.warning("%s: %s", code, fault, exc_info=fault)
        came = Came(began, 0, f"{type(fault).__name__}: {fault}")
        connect_anew()
    quiet = since is not None and (began - since).total_seconds() < QUIET
    if came.done or came.why or not quiet:
        try:
            note_errand(code, came=came, by=NODE, at=timezone.now())
        except DatabaseError:
            LOG.exception("%s: what came of it could not be noted", code)
    return came


def connect_anew() -> None:
    """Let the connection to the database go, for it may be what failed; the next question opens another."""
    if not connection.in_atomic_block:
        connection.close()


def free_the_dead() -> None:
    """Free what processes of this machine held that are no more, so that nothing waits for them."""
    here = socket.gethostname()
    for one in workers_holding():
        host, _, number = one.rpartition(":")
        if host == here and number.isdecimal() and (int(number) == os.getpid() or not lives(int(number))):
            let_go(one, by=NODE, at=timezone.now())


def lives(number: int) -> bool:
    """Say whether there is a process of this number on this machine."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # someone else's, and alive
        return True
    return True
