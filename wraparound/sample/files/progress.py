"""How the writing of many files tells how far it has come."""

from typing import Protocol


class Progress(Protocol):
    """Hears how far the writing has come."""

    def __call__(self, done: int, *, total: int) -> None:
        """Hear that so many of so many are done."""
