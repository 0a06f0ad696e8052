"""Pages are made a few at a time in each process of the server: made all at once, each would come later.

Python runs one thread at a time. Threads that make pages side by side hand that turn to and fro at every look into the
database, wait for it each time, and the page that was asked for first is done hardly before the last.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from django.db import connection
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
AT_ONCE = {"sqlite": 1, "postgresql": 2}  # with PostgreSQL one page waits for the database while another is made
PATIENCE = 0.2  # seconds after which a page that takes long is no longer waited for


class Turns:
    """Lets so many go at a time, and others too where those take long."""

    def __init__(self, at_once: int) -> None:
        """Have nobody at work."""
        self._at_once, self._free = at_once, Condition()
        self._until: dict[object, float] = {}  # of those at work: until when they are waited for

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for those at work, unless they have been for long; then be one of them."""
        mine = object()
        with self._free:
            while len(self._until) >= self._at_once:
                first, until = next(iter(self._until.items()))
                if (left := until - monotonic()) > 0:
                    self._free.wait(left)
                else:
                    self._until.pop(first, None)
            self._until[mine] = monotonic() + PATIENCE
        try:
            yield
        finally:
            with self._free:
                if self._until.pop(mine, None):
                    self._free.notify()


def a_few_at_a_time(answer: Answer) -> Answer:
    """Make a page when its turn has come."""
    turns = Turns(AT_ONCE[connection.vendor])

    def in_turn(request: HttpRequest) -> HttpResponse:
        with turns.taken():
            return answer(request)

    return in_turn
