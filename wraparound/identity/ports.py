"""What identity needs from outside: which files tell of the area's children, how fresh each is, whom else to ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wraparound.access.words import Permission
from wraparound.identity.words import Coverage


class Covers(Protocol):
    """Knows what the area's feeds cover."""

    def of(self, agency: str = "", *, at: datetime) -> Coverage:
        """Give what a search covers, in all feeds or in one agency's."""


@dataclass(frozen=True)
class Onward:
    """A way on from a child's page to what another capability does about the child."""

    words: str
    address: str  # the name of an address that takes the child's code
    permission: Permission


@dataclass
class Outside:
    """What the wiring has plugged in."""

    covers: Covers | None = None
    onward: tuple[Onward, ...] = ()


OUTSIDE = Outside()
