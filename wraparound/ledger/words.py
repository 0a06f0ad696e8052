"""The ledger's words."""

from dataclasses import dataclass
from datetime import date

from wraparound.kernel.word import Word


class Kind(Word):
    """Whether an entry tells of an act or of a look."""

    ACT = "act", "did"
    LOOK = "look", "looked at"


@dataclass(frozen=True)
class InCommon:
    """What someone has in common, or not, with the children whose records they opened: how many children of each."""

    name: int = 0  # who bear their surname
    address: int = 0  # who live in the postcode of their home
    no_link: int = 0  # whom their agency never knew, where meeting strangers is not their work


@dataclass(frozen=True)
class Asked:
    """What a reader of the ledger asks for; what is left out narrows nothing."""

    person: int | None = None  # the child it is about
    username: str = ""  # whose entries
    called: str = ""  # words of the name of those whose entries
    day: date | None = None
    agency: str = ""
    kind: str = ""
    event: str = ""
    before: int | None = None  # only what is older than this entry: the next page

    def in_words(self) -> str:
        """Say it, as the ledger writes down that it was asked."""
        parts = [
            f"about child {self.person}" if self.person is not None else "",
            f"by {self.username or self.called}" if self.username or self.called else "",
            f"on {self.day.isoformat()}" if self.day else "",
            *(part for part in (self.agency, self.kind, self.event) if part),
        ]
        said = ", ".join(part for part in parts if part)
        return f"the ledger ({said})" if said else "the ledger"
