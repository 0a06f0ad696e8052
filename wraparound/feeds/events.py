"""What has happened to feeds and loads."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class FeedOpened(Event):
    """An agency's feed was set up, or its map was changed."""

    feed: str
    agency: str


@dataclass(frozen=True)
class FileReceived(Event):
    """A file came in for a feed."""

    feed: str
    load: int
    name: str
    sha256: str


@dataclass(frozen=True)
class LoadHeld(Event):
    """So many records would end that somebody must look first."""

    feed: str
    load: int
    would_end: int


@dataclass(frozen=True)
class LoadFiled(Event):
    """All rows of a file are filed or set aside."""

    feed: str
    load: int
    rows: int
    set_aside: int
    ended: int


@dataclass(frozen=True)
class LoadRefused(Event):
    """A file could not be used."""

    feed: str
    load: int
    why: str


@dataclass(frozen=True)
class RowMended(Event):
    """Somebody mended a row that had been set aside, and it was filed."""

    feed: str
    load: int
    row: int


@dataclass(frozen=True)
class FeedLate(Event):
    """A feed's file has not come when it was agreed, and its owner is told; said once, until a file comes."""

    told: ClassVar[str] = "The feed {feed} is late: its owner is told"
    feed: str
    agency: str
    owner: str
    newest: date | None
    late_after_days: int


@dataclass(frozen=True)
class FeedNoLongerLate(Event):
    """A feed that was late is on time again."""

    feed: str
    agency: str
    owner: str


@dataclass(frozen=True)
class LoadWaits(Event):
    """A file is one of a set, and waits for the other."""

    feed: str
    load: int
    part: str


@dataclass(frozen=True)
class SetTakenIn(Event):
    """A file that waited was taken in together with the other of its set."""

    feed: str
    load: int
    together: int
