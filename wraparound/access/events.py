"""What has happened to accounts, roles, sittings and the glass."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class AccountOpened(Event):
    """Someone was given a way in."""

    username: str
    agency: str


@dataclass(frozen=True)
class RoleGiven(Event):
    """An account was given a role."""

    username: str
    role: str
    team: str
    begins_on: str


@dataclass(frozen=True)
class RoleEnded(Event):
    """A role ended."""

    username: str
    role: str
    team: str
    ends_on: str


@dataclass(frozen=True)
class SignedIn(Event):
    """Someone signed in."""

    way: str
    address: str


@dataclass(frozen=True)
class SignInRefused(Event):
    """Someone tried to sign in and was refused."""

    username: str
    address: str
    result: str


@dataclass(frozen=True)
class SittingEnded(Event):
    """A time signed in was ended by the one it belongs to."""

    sitting: int


@dataclass(frozen=True)
class SessionsCleared(Event):
    """Sessions that were over were deleted."""

    sessions: int


@dataclass(frozen=True)
class PurposeGiven(Event):
    """Someone said what they look children up for, in this sitting."""

    purpose: str
    words: str


@dataclass(frozen=True)
class GlassBroken(Event):
    """Someone opened what was closed to them; its owners and the keepers of information governance are to know."""

    glass: int
    owners: tuple[str, ...]
    reason: str
    ends_at: str


@dataclass(frozen=True)
class GlassReviewed(Event):
    """A keeper of information governance said whether it was right."""

    glass: int
    finding: str
    remark: str


@dataclass(frozen=True)
class Invited(Event):
    """Someone was given a link with which they set up how they sign in."""

    account: int
    username: str
    ends_at: str


@dataclass(frozen=True)
class WaysEnded(Event):
    """All ways of an account to sign in were ended, and it was signed out everywhere."""

    account: int
    username: str


@dataclass(frozen=True)
class AccountClosed(Event):
    """An account was closed, and it was signed out everywhere."""

    username: str


@dataclass(frozen=True)
class AccountReopened(Event):
    """A closed account may sign in again."""

    username: str


@dataclass(frozen=True)
class HomeNoted(Event):
    """The postcode of someone's home was noted on their account, or taken off it; nobody can read it there."""

    username: str
    noted: bool


@dataclass(frozen=True)
class WayChanged(Event):
    """Someone changed how they sign in."""

    username: str
    what: str


@dataclass(frozen=True)
class TokenGiven(Event):
    """A system of an agency was given a token."""

    token: int
    agency: str
    name: str
    role: str
    scopes: tuple[str, ...]
    ends_at: str


@dataclass(frozen=True)
class TokenTakenBack(Event):
    """A token of an agency's system was taken back."""

    token: int
    agency: str
    name: str


@dataclass(frozen=True)
class LinkMade(Event):
    """A link to one thing was made for a work address."""

    link: int
    address: str
    agency: str
    about: str
    ends_at: str


@dataclass(frozen=True)
class LinkOpened(Event):
    """Someone opened a link from a letter, in the one browser in which it opens."""

    link: int
    about: str


@dataclass(frozen=True)
class LinkWithdrawn(Event):
    """A link was taken back: it opens nothing from now on."""

    link: int
    about: str
