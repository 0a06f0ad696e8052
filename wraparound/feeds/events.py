"""What has happened to feeds and loads."""

from dataclasses import dataclass

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
