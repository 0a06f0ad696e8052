"""Who may see feeds, and who may bring files in."""

from hashlib import sha256
from hmac import compare_digest

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor, MayNot

MACHINE = "machine"  # the role of the node's own worker, which no account can hold


class MayNotSeeFeeds(MayNot):
    """Seeing feeds is not part of the actor's role."""


class MayNotManageFeeds(MayNot):
    """Bringing files in is not part of the actor's role."""


class MayNotSend(MayNot):
    """The token is not the feed's."""


class MayNotSendFor(MayNot):
    """The feed is not the agency's, or there is none; the answer is the same."""


def check_may_send(token: str, *, kept: str) -> None:
    """Let those send a file who present the feed's token; `kept` is its SHA-256, or nothing."""
    presented = sha256(token.encode()).hexdigest()
    if not compare_digest(presented, kept or "no token was given") or not token:
        raise MayNotSend("Present the token of this feed: Authorization: Bearer TOKEN.")


def check_may_send_for(agency: str | None, *, by: Actor) -> None:
    """Let a system send files for feeds of its own agency, if bringing files in is its role."""
    check_may_manage_feeds(by)
    if agency is None or agency != by.agency:
        raise MayNotSendFor("Your agency has no feed of this code.")


def check_may_see_feeds(by: Actor) -> None:
    """Let those see feeds whose role it is."""
    if not permitted(by.roles, permission=Permission.SEE_FEEDS):
        raise MayNotSeeFeeds("Your role does not let you see the feeds.")


def check_may_mend(by: Actor) -> None:
    """Let those mend rows who bring files in; those of shielded persons, which nobody else sees, their keepers."""
    if not permitted(by.roles, permission=Permission.KEEP_SHIELDS):
        check_may_manage_feeds(by)


def check_may_manage_feeds(by: Actor) -> None:
    """Let those bring files in whose role it is, and the node itself."""
    if MACHINE not in by.roles and not permitted(by.roles, permission=Permission.MANAGE_FEEDS):
        raise MayNotManageFeeds("Your role does not let you bring files in.")
