"""What the ledger needs from outside: who may read it and of whom, how people are called, and a key to sign with."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from wraparound.kernel.acting import Actor
from wraparound.ledger.words import InCommon


class Signer(Protocol):
    """Signs in the node's name."""

    @property
    def key(self) -> str:
        """Give the public key, as 64 hexadecimal digits."""

    def sign(self, words: bytes) -> str:
        """Sign, as 128 hexadecimal digits."""


class Names(Protocol):
    """Knows what people and agencies are called; leaves out those it does not know."""

    def accounts(self, usernames: Iterable[str]) -> dict[str, str]:
        """Name people at work by their usernames."""

    def agencies(self) -> dict[str, str]:
        """Name all agencies for which people work, by their codes."""

    def usernames(self, called: str) -> list[str]:
        """Give the usernames of those whose name or username holds some words."""


class Persons(Protocol):
    """Knows of the persons whose numbers stand in the ledger what the ledger does not."""

    def hidden_from(self, by: Actor) -> Any:
        """Give those of whom a reader may learn nothing, as a condition on numbers for a query."""

    def in_common(self, looks: Mapping[str, Collection[int]], *, on: date) -> dict[str, InCommon]:
        """Say what people at work have in common with the persons whose records each of them opened."""


@dataclass
class Outside:
    """What the wiring has plugged in."""

    check_may_read: Callable[[Actor], None] | None = None
    rules: str = ""  # the version of the table that says who may
    names: Names | None = None
    signer: Callable[[], Signer] | None = None
    persons: Persons | None = None


OUTSIDE = Outside()
