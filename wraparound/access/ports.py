"""What access needs from outside: a seal for secrets, passkeys checked, and agencies' own sign-ins asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from wraparound.access.words import NewPasskey, Offer, Shown
from wraparound.kernel.acting import CannotDo


class CannotReachAgency(CannotDo):
    """The agency's own sign-in does not answer; that says nothing of the one who asked."""


class CannotBelieveAgency(CannotDo):
    """The agency's own sign-in answered something that may not be believed, or refused."""


class CannotUsePasskey(CannotDo):
    """What the browser answered is not what a passkey of this service says."""


class CannotUnseal(CannotDo):
    """A secret was sealed with another key than this node's."""


class Vault(Protocol):
    """Seals secrets that must be read again, so that a copy of the database alone gives none of them away."""

    def seal(self, secret: bytes) -> str:
        """Encrypt."""

    def unseal(self, sealed: str) -> bytes:
        """Decrypt; raises CannotUnseal."""

    def mark(self, words: str) -> str:
        """Give 64 hexadecimal digits that are the same for the same words and from which nobody can tell them."""


class Passkeys(Protocol):
    """Asks browsers for passkeys and checks what they answer. `host` is the address people type, with its port."""

    def offer_new(self, *, host: str, account: int, called: tuple[str, str], held: Iterable[str]) -> Offer:
        """Ask for a new passkey of someone, called by username and name, on a device that holds none of these."""

    def accept_new(self, answer: str, *, host: str, challenges: Iterable[str]) -> NewPasskey:
        """Check a new passkey; raises CannotUsePasskey."""

    def offer(self, *, host: str, held: Iterable[str] = ()) -> Offer:
        """Ask for any passkey, or for one of these."""

    def named(self, answer: str) -> str:
        """Say which passkey an answer is from; raises CannotUsePasskey."""

    def accept(self, answer: str, *, host: str, challenges: Iterable[str], material: str, account: int) -> int:
        """Check that a passkey signed, and give how often it says it has; raises CannotUsePasskey."""


@dataclass(frozen=True)
class Asked:
    """What must be remembered between sending someone to their agency and their coming back."""

    agency: str
    state: str
    nonce: str
    verifier: str  # of PKCE: what only the browser's own session knows
    returns_to: str
    at: datetime
    again: bool = False  # whether they had to sign in there anew


class AgencySignIn(Protocol):
    """An agency's own sign-in, by OpenID Connect."""

    @property
    def title(self) -> str:
        """Give what people call it."""

    def address(self, asked: Asked) -> str:
        """Give the address to send someone to; raises CannotReachAgency."""

    def shown(self, asked: Asked, *, answer: Mapping[str, str], at: datetime) -> Shown:
        """Fetch and check what the agency says of someone; raises CannotReachAgency and CannotBelieveAgency."""


@dataclass
class Outside:
    """What the wiring has plugged in."""

    vault: Vault | None = None
    passkeys: Passkeys | None = None
    agencies: dict[str, AgencySignIn] = field(default_factory=dict)  # by the agency's code


OUTSIDE = Outside()
