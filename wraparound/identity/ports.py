"""What identity needs from outside: which files tell of the area's children, how fresh each is, whom else to ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wraparound.identity.words import Coverage


class Covers(Protocol):
    """Knows what the area's feeds cover."""

    def of(self, agency: str = "", *, at: datetime) -> Coverage:
        """Give what a search covers, in all feeds or in one agency's."""


@dataclass
class Outside:
    """What the wiring has plugged in."""

    covers: Covers | None = None


OUTSIDE = Outside()
