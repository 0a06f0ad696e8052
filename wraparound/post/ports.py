"""What post needs from outside: who carries letters, what remembers those just given, a mailbox in development."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from wraparound.post.words import Delivered, Message


class CannotReach(Exception):  # noqa: N818 – named by what is so
    """Nobody who carries letters answers, or they do not let us in: no letter is to blame."""


class NotTaken(Exception):  # noqa: N818 – named by what is so
    """A letter was not taken; `for_good` if it never will be. Its text is what was said."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        """Keep whether to try again."""
        super().__init__(words)
        self.for_good = for_good


class Round(Protocol):
    """One round with letters: given one after another."""

    def give(self, message: Message) -> None:
        """Give a letter away; it is taken when this returns. Raises NotTaken or CannotReach."""


class Carrier(Protocol):
    """Carries letters, such as a mail server."""

    def round(self) -> AbstractContextManager[Round]:
        """Begin a round; raises CannotReach."""


class Journal(Protocol):
    """Remembers, outside the database, which letters were given away and not yet marked as sent."""

    def note(self, message_id: str) -> None:
        """Remember that a letter was taken."""

    def noted(self) -> list[str]:
        """List the letters that were taken and are not yet marked as sent."""

    def strike(self, message_id: str) -> None:
        """Forget a letter that is marked as sent."""


class Postbox(Protocol):
    """Letters that lie in a folder, in development."""

    def letters(self) -> list[Delivered]:
        """Give what lies there, the newest first."""

    def letter(self, number: str) -> Delivered | None:
        """Give one of them by the number that it bears there."""


@dataclass
class Outside:
    """What the wiring has plugged in."""

    carrier: Carrier | None = None
    journal: Journal | None = None
    postbox: Postbox | None = None
    service: str = ""  # the address at which people reach this node, with a slash at its end
    domain: str = "wraparound.invalid"  # what message numbers end with


OUTSIDE = Outside()
