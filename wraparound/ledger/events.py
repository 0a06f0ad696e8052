"""What the ledger itself tells of."""

from dataclasses import dataclass
from typing import ClassVar

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class LookedAt(Event):
    """Someone was shown something: what it is called, and what stood on it."""

    told: ClassVar[str] = "Looked at {what}"
    what: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class DaySealed(Event):
    """A day's chain was signed, up to and with one entry."""

    told: ClassVar[str] = "Signed the ledger of {day}, up to entry {place}"
    day: str
    place: int
    hash: str
