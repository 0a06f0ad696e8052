"""What an agency's own sign-in must have said to be believed (OpenID Connect Core 1.0, section 3.1.3.7)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from wraparound.access.words import Shown

SLACK = timedelta(minutes=1)  # by which two machines' clocks may differ
OLD = timedelta(minutes=10)  # a token is fetched at once: an older one was kept by somebody
EVER, FOR_EVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
LONGEST = 255  # letters of a subject that are kept


@dataclass(frozen=True)
class Awaited:
    """What we asked: of whom, as whom, with which word that must come back, and since when they must have signed in."""

    issuer: str
    client: str
    nonce: str
    signed_in_since: datetime | None = None


def wanting_of_claims(claims: Mapping[str, Any], *, awaited: Awaited, at: datetime) -> str:
    """Say what is wrong with claims whose signature is right; nothing if they may be believed."""
    audience = claims.get("aud")
    meant = audience if isinstance(audience, list) else [audience]
    faults = (
        (claims.get("iss") != awaited.issuer, "it comes from another issuer"),
        (awaited.client not in meant, "it is meant for another service"),
        (claims.get("azp", awaited.client) != awaited.client, "it was given to another service"),
        (len(meant) > 1 and "azp" not in claims, "it does not say to whom it was given"),
        (not _same(claims.get("nonce"), awaited.nonce), "it answers another question than ours"),
        (not _is_subject(claims.get("sub")), "it does not say who it is about"),
        (not _between(claims.get("exp"), begins=at - SLACK, ends=FOR_EVER), "it has run out"),
        (not _between(claims.get("iat"), begins=at - OLD, ends=at + SLACK), "it was not made just now"),
        ("nbf" in claims and not _between(claims["nbf"], begins=EVER, ends=at + SLACK), "it does not hold yet"),
        (
            awaited.signed_in_since is not None
            and not _between(claims.get("auth_time"), begins=awaited.signed_in_since - SLACK, ends=at + SLACK),
            "it does not say that they have just signed in",
        ),
    )
    return next((words for wrong, words in faults if wrong), "")


def shown_by(claims: Mapping[str, Any]) -> Shown:
    """Give what claims that are believed say of someone; an address counts as verified only if it is said to be."""
    email = claims.get("email")
    return Shown(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        email=email if isinstance(email, str) else "",
        verified=claims.get("email_verified") is True,
        at=_instant(claims.get("auth_time")),
    )


def _same(said: object, awaited: str) -> bool:
    return isinstance(said, str) and bool(awaited) and hmac.compare_digest(said.encode(), awaited.encode())


def _is_subject(said: object) -> bool:
    return isinstance(said, str) and 0 < len(said) <= LONGEST


def _between(said: object, *, begins: datetime, ends: datetime) -> bool:
    instant = _instant(said)
    return instant is not None and begins <= instant <= ends


def _instant(said: object) -> datetime | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (ValueError, OverflowError, OSError):
        return None
