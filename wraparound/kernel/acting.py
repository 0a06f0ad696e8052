"""Who does something, what has happened, and why something was refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


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
    token: int | None = None  # an agency's token by which a system of theirs asks; None where it is a person
    link: int | None = None  # a link from a letter by which they came, without an account; it opens one thing

    def __str__(self) -> str:
        """Name them as colleagues do."""
        return self.name or self.username


class Event:
    """Something that has happened, in the past tense: a frozen dataclass of ids and plain values, not of objects.

    It is told to people by `told`, a sentence with its fields in braces, or else by its docstring's first sentence.
    """

    told: ClassVar[str] = ""
    on_the_way: ClassVar[bool] = False  # a step nobody is told of before a later one, which is on the disk with it
    known: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        """Remember every kind of event by its name, so that what was written down long ago can be told."""
        Event.known[cls.named()] = cls

    @classmethod
    def named(cls) -> str:
        """Give the name under which it is written down: feeds.LoadFiled."""
        return f"{(cls.__module__.split('.')[1:] or [cls.__module__])[0]}.{cls.__name__}"


class Refusal(Exception):  # noqa: N818 – named by what is so
    """Something cannot be done, or may not be; its text is for the person who asked."""


class CannotDo(Refusal):
    """The state of things does not allow it. Each capability has its own, named CannotX."""


class MayNot(Refusal):
    """The one who asks has not the right. Each capability has its own, named MayNotX."""
