"""Who does something, what has happened, and why something was refused."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Actor:
    """Someone at work: the account, for which agency, in which roles, and the purpose of this sitting."""

    username: str
    agency: str  # the agency's code
    name: str = ""
    roles: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    purpose: str = ""
    signed_in_at: datetime | None = None  # when they last showed who they are

    def __str__(self) -> str:
        """Name them as colleagues do."""
        return self.name or self.username


class Event:
    """Something that has happened, in the past tense: a frozen dataclass of ids and plain values, not of objects."""


class Refusal(Exception):  # noqa: N818 – named by what is so
    """Something cannot be done, or may not be; its text is for the person who asked."""


class CannotDo(Refusal):
    """The state of things does not allow it. Each capability has its own, named CannotX."""


class MayNot(Refusal):
    """The one who asks has not the right. Each capability has its own, named MayNotX."""
