"""Whether a process that serves pages can search yet: the engine is opened, and compiled, beside its first pages."""

from collections.abc import Callable
from threading import Event, Thread
from time import sleep

from wraparound.identity.queries.index import warm

WARM_AFTER = 5.0  # seconds: the first page goes before the engine, unless it is a search
PATIENCE = 1.5  # seconds that a search waits for the engine, before it says that it is not ready
LOOK = 2.0  # seconds between looks whether there is an index now


class Engine:
    """The engine of the search in this process, as far as somebody makes it ready beside the pages."""

    def __init__(self, opened: Callable[[], bool] = warm, *, patience: float = PATIENCE) -> None:
        """Have nobody at it: then whoever searches first makes it ready as they go, and waits as long as it takes.

        `opened` opens and asks the index, and says whether there is one; a search waits `patience` seconds.
        """
        self._opened, self._patience = opened, patience
        self._beside, self._asked, self._ready = False, Event(), Event()

    def make_ready_beside(self, *, then: Callable[[], None]) -> None:
        """Begin to make it ready, as soon as there is an index; when it is, call `then`."""
        self._beside = True
        Thread(target=self._make_ready, args=[then], daemon=True).start()

    def is_ready(self) -> bool:
        """Say whether a search would be answered at once; wait a little for it, and no longer."""
        self._asked.set()
        return not self._beside or self._ready.wait(self._patience)

    def _make_ready(self, then: Callable[[], None]) -> None:
        self._asked.wait(WARM_AFTER)
        while not self._opened():
            sleep(LOOK)
        self._ready.set()
        then()


ENGINE = Engine()
