"""What somebody types before it is sent: nothing of it is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wraparound.kernel.word import Word


@dataclass(frozen=True)
class Draft:
    """What is typed so far. `seen` is the mark of what the page had last; `owner` the account, link or browser.

    `page` says where it is typed, such as decide:C-7K3M-92QX; "" where a worry is told.
    """

    key: str
    owner: str
    said: Mapping[str, str]
    seen: str = ""
    page: str = ""
    kept_at: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """That a draft was kept: under which key, its mark now, and the contact that it has become already, if any.

    Where another tab had changed it meanwhile, it is kept apart, under a key of its own.
    """

    key: str
    seen: str
    is_apart: bool = False
    ref: str = ""


class DraftOf(Word):
    """What somebody behind the door types for long, with what has not become of it yet: kept while they do."""

    DECISION = "decide", "Not decided yet"
    NOTE = "note", "Not a note yet"
    WRITE_UP = "held", "Not written up yet"

    def page(self, ref: str) -> str:
        """Give where it is typed, by the reference of what it is about."""
        return f"{self}:{ref}"


class KnockKind(Word):
    """What is counted of the pages that ask for no account."""

    PUBLIC = "public", "A worry sent by the page for everyone"
    LINK = "link", "A link asked for to a work address"
    CODE = "code", "A reference and code that opened nothing"


@dataclass(frozen=True)
class Came:
    """From which network address something came, and whether it filled in the box that no person sees."""

    there: str
    trapped: bool = False
