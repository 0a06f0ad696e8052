"""Files of notifications, as a police force or an emergency department sends them: their shapes, rows and incidents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wraparound.feeds.words import Fault
from wraparound.frontdoor.words.telling import ChildTold, Referrer
from wraparound.kernel.word import Word


class NoticeState(Word):
    """What became of one row of a file of notifications."""

    READY = "ready", "Next to go in"
    IN = "in", "Went in"
    BEFORE = "before", "Told before"
    WAITS = "waits", "Waits to be mended"
    NOT_ONE = "not_one", "Not a notification"


@dataclass(frozen=True)
class NoticeColumn:
    """One column of a shape of notifications: what it is, and under which headings it comes.

    `says` is the label of words that stand beside the story: of the incident (`more`) or of one child (`child`).
    """

    field: str
    name: str
    at: tuple[str, ...]
    needed: bool = False
    says: str = ""


@dataclass(frozen=True)
class NoticeShape:
    """A kind of file of notifications."""

    code: str
    name: str
    date_order: str
    columns: tuple[NoticeColumn, ...]


@dataclass(frozen=True)
class Notice:
    """One row as it is read: one child of one incident."""

    reference: str
    day: date | None
    time: str
    words: tuple[str, ...]  # of the incident
    child: ChildTold
    of_child: tuple[str, ...]
    who: Referrer


@dataclass(frozen=True)
class NoticeRow:
    """One row of a file, with what keeps it from going in, if anything does."""

    row: int
    reference: str
    values: Mapping[str, str]
    fault: Fault | None = None


@dataclass(frozen=True)
class NoticesGiven:
    """A file of notifications as it is given, row by row. `unread` are headings that the shape knows nothing of."""

    name: str
    sha256: str
    kind: str
    agency: str
    headings: tuple[str, ...]
    unread: tuple[str, ...]
    rows: tuple[NoticeRow, ...]
