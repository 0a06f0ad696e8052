"""Work in a process beside this one: it makes values some ahead of their use, and ends when this one ends."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from queue import Queue
from threading import Thread
from typing import Any, Self, TypeVar

Made = TypeVar("Made")
Make = Callable[[Any], Iterator[Made]]
MADE, DONE, FAILED = "made", "done", "failed"
AHEAD = 16  # values made that nobody has taken yet
SELDOM = (200_000, 10, 10)  # objects made, and lesser looks, after which Python looks for cycles among them


class Beside:
    """A process of its own, started when it is first asked for something; `ready` is called there before all else."""

    def __init__(self, ready: Callable[[], object] = bool) -> None:
        """Say what makes it ready; nothing is started yet."""
        self._ready = ready
        self._process: BaseProcess | None = None
        self._begun: deque[tuple[Make[Any], Any]] = deque()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.end()

    @property
    def runs(self) -> bool:
        """Say whether the process is there."""
        return self._process is not None

    def begin(self, make: Make[Any], *, given: Any) -> None:
        """Have it make, after all that it was asked before, what a later call of `made` is going to ask for."""
        if (make, given) in self._begun:
            return
        self._start()
        self._asks.send((make, given))
        self._begun.append((make, given))

    def made(self, make: Make[Made], *, given: Any) -> Iterator[Made]:
        """Give what a function of a module makes there of what it is given; what it raises is raised here.

        It is begun at once, unless it has been; what was begun instead is let go, and so is everything where whoever
        takes the values stops in the middle: that ends the process, and the next call starts another.
        """
        if self._begun and self._begun[0] != (make, given):
            self.end()
        if not self._begun:
            self.begin(make, given=given)
        return self._taken()

    def _taken(self) -> Iterator[Any]:
        try:
            while (told := self._answers.recv())[0] == MADE:
                yield told[1]
        except BaseException:  # also where nobody takes more
            self.end()
            raise
        self._begun.popleft()
        if told[0] == FAILED:
            raise told[1]

    def end(self) -> None:
        """End the process, whatever it does."""
        self._begun.clear()
        if self._process:
            self._process.kill()
            self._process.join()
            self._asks.close()
            self._answers.close()
            self._process = None

    def _start(self) -> None:
        if self._process:
            return
        context = get_context("spawn")
        asks, self._asks = context.Pipe(duplex=False)
        self._answers, answers = context.Pipe(duplex=False)
        process = context.Process(target=_serve, args=(asks, answers, self._ready), daemon=True)
        process.start()
        self._process = process
        asks.close()
        answers.close()


def _serve(asks: Connection, answers: Connection, ready: Callable[[], object]) -> None:
    """Make what is asked for until nobody is there to ask: then the pipe has ended, however that came about.

    Whoever stops the service tells every process of it; this one ends when the one that asks has come to its end.
    """
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    made: Queue[Any] = Queue(AHEAD)
    Thread(target=_send, args=(made, answers), daemon=True).start()
    try:
        ready()
        gc.freeze()  # what is there by now stays; and nothing that is made here goes in a circle
        gc.set_threshold(*SELDOM)
        while True:
            make, given = asks.recv()
            _answer(make, given, answers=made)
    except EOFError:
        return


def _send(made: "Queue[Any]", answers: Connection) -> None:
    """Send what is made, while more is being made; where nobody is there to take it, there is nothing left to do."""
    try:
        while True:
            answers.send_bytes(made.get())
    except OSError:
        os._exit(0)


def _answer(make: Make[Any], given: Any, *, answers: "Queue[Any]") -> None:
    try:
        for one in make(given):
            answers.put(ForkingPickler.dumps((MADE, one)))
    except Exception as fault:
        answers.put(ForkingPickler.dumps((FAILED, fault)))
    else:
        answers.put(ForkingPickler.dumps((DONE, None)))
