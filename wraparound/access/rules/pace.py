"""What an agency's token is like and how often it may ask: for how long it holds, in which roles, how many calls."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wraparound.access.words import Role

# So that a token that lies about somewhere is found by whoever scans for secrets.
TOKEN_PREFIX = "wrap_"  # noqa: S105 – the beginning of each, and the secret of none
TOKEN_ROLES = (Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD, Role.ANALYST)  # no system keeps shields or gives accounts
TOKEN_LASTS_AT_MOST = timedelta(days=366)
PACES = (60, 120, 600, 3_000)  # calls in a minute that a keeper chooses from
MOST_A_MINUTE = 100_000
MINUTE = 60  # seconds


@dataclass(frozen=True)
class Pace:
    """How many calls a token may make in a minute, how many are left of the one under way, and when it ends."""

    limit: int
    left: int
    resets_in: int  # seconds
    over: bool


def minute_of(at: datetime) -> int:
    """Give the number of the minute since 1970 in which an instant lies."""
    return int(at.timestamp()) // MINUTE


def pace(calls: int, *, limit: int, at: datetime) -> Pace:
    """Say how a token stands after so many calls in the minute under way, this one counted."""
    return Pace(limit, max(limit - calls, 0), MINUTE - int(at.timestamp()) % MINUTE, calls > limit)


def username_of_token(number: int) -> str:
    """Give the name under which the ledger has what was done with a token."""
    return f"token:{number}"


def token_of_username(username: str) -> int | None:
    """Give the number of the token that a name in the ledger is of; None where it is a person's."""
    kind, _, number = username.partition(":")
    return int(number) if kind == "token" and number.isdecimal() else None
