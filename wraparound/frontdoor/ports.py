"""What the front door needs from outside: something that sets a paper in type."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wraparound.frontdoor.words.papers import Paper


class Printer(Protocol):
    """Sets papers in type."""

    def set_in_type(self, paper: Paper, *, at: datetime) -> bytes:
        """Give a paper as a tagged PDF that says when it was made."""


@dataclass
class Outside:
    """What the wiring has plugged in."""

    printer: Printer | None = None


OUTSIDE = Outside()
