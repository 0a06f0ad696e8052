"""What the ledger itself tells of."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class LookedAt(Event):
    """Someone was shown something: what it is called, and what stood on it."""

    what: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class DaySealed(Event):
    """A day's chain was signed, up to and with one entry."""

    day: str
    place: int
    hash: str
