"""Work in a process beside this one: it makes values one ahead of their use, and ends when this one ends."""

import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Self, TypeVar

Made = TypeVar("Made")
Make = Callable[..., Iterator[Made]]
MADE, DONE, FAILED = "made", "done", "failed"


class Beside:
    """A process of its own, started when it is first asked for something; `ready` is called there before all else."""

    def __init__(self, ready: Callable[[], object] = bool) -> None:
        """Say what makes it ready; nothing is started yet."""
        self._ready = ready
        self._process: BaseProcess | None = None

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.end()

    def made(self, make: Make[Made], **given: Any) -> Iterator[Made]:
        """Give what a function of a module makes there, told so much; what it raises is raised here.

        Whoever stops in the middle ends the process; the next call starts another.
        """
        self._start()
        self._asks.send((make, given))
        try:
            while (told := self._answers.recv())[0] == MADE:
                yield told[1]
        except BaseException:  # also where nobody takes more
            self.end()
            raise
        if told[0] == FAILED:
            raise told[1]

    def end(self) -> None:
        """End the process, whatever it does."""
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
    try:
        ready()
        while True:
            make, given = asks.recv()
            _answer(make, given, answers=answers)
    except (EOFError, BrokenPipeError):
        return


def _answer(make: Make[Any], given: dict[str, Any], *, answers: Connection) -> None:
    try:
        for one in make(**given):
            answers.send((MADE, one))
    except (EOFError, BrokenPipeError):
        raise
    except Exception as fault:
        answers.send((FAILED, fault))
    else:
        answers.send((DONE, None))
