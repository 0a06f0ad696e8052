"""Tells people how far a command is, on stderr, and keeps the time."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

WORTH_TELLING = 1.0  # seconds: what ends sooner needs no progress


class Telling:
    """Shows progress: a bar on a terminal, a line now and then elsewhere once a second has passed."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._begun = self._told_at = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def seconds(self) -> float:
        """Give the seconds since the beginning."""
        return time.monotonic() - self._begun

    def __call__(self, what: str, share: float) -> None:
        """Be told what is being done, and the share of all the work that is behind."""
        if self._quiet:
            return
        if sys.stderr.isatty():
            self._show(what, share=share)
            return
        now = time.monotonic()
        if what != self._said and now - self._told_at > WORTH_TELLING:
            self._said, self._told_at = what, now
            print(f"{share:4.0%} {what} …", file=sys.stderr)

    def _show(self, what: str, *, share: float) -> None:
        """Move the bar, which appears when it is first needed."""
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(what, total=1.0)
        if self._task is not None:
            self._bar.update(self._task, description=what, completed=share)
