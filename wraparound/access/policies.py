"""Refusing those who have not the right, have not said why, or have not shown lately who they are."""

from collections.abc import Collection, Iterable
from datetime import datetime

from wraparound.access.rules import ATTEMPTS_FROM, SENSITIVE, Pace, lately, permitted, shut_until
from wraparound.access.words import Permission, Purpose, Scope
from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor, MayNot

PURPOSES = [str(one) for one in Purpose if one is not Purpose.OTHER]  # a system has no words of its own


class MayNotDo(MayNot):
    """The actor's roles do not include what this asks for."""


class MayNotWithoutPurpose(MayNot):
    """Children are looked up for a purpose, and none was given in this sitting."""


class MayNotUnlessSignedInLately(MayNot):
    """What this asks for is sensitive, and the actor signed in too long ago."""


class MayNotTryAgainYet(MayNot):
    """Too many attempts to sign in went wrong."""


class MayNotReviewOneself(MayNot):
    """Nobody says of their own looking that it was right."""


class MayNotEndForOthers(MayNot):
    """A sitting is ended by the one it belongs to."""


class MayNotWithoutToken(MayNot):
    """No token was shown, or one that opens nothing."""


class MayNotOutOfScope(MayNot):
    """The token was given for something else."""


class MayNotSoOften(MayNot):
    """The token has made all the calls that it may make in this minute."""


def check_may(by: Actor, *, permission: Permission) -> None:
    """Let those through whose role allows it; raises MayNotDo for anyone else."""
    if not permitted(by.roles, permission=permission):
        raise MayNotDo(f"Your role does not let you {permission.label}.")


def check_may_now(by: Actor, *, permission: Permission, at: datetime) -> None:
    """Let those through whose role allows it and who, for what is sensitive, have shown lately who they are."""
    check_may(by, permission=permission)
    if permission in SENSITIVE and not lately(by.signed_in_at, at=at):
        raise MayNotUnlessSignedInLately("Sign in again to do this: it is a while since you showed who you are.")


def check_may_look_up(by: Actor) -> None:
    """Let those look children up whose role it is and who have said what for in this sitting."""
    check_may(by, permission=Permission.LOOK_UP_CHILDREN)
    if not by.purpose:
        raise MayNotWithoutPurpose("Say what you are looking for before you look a child up.")


def check_may_try(named: Iterable[datetime], *, there: Iterable[datetime] = (), at: datetime) -> None:
    """Let someone try to sign in, unless too many attempts went wrong just now under this name or from there."""
    if shut_until(named, at=at) or shut_until(there, at=at, most=ATTEMPTS_FROM):
        raise MayNotTryAgainYet("Too many attempts to sign in went wrong. Wait a quarter of an hour and try again.")


def check_may_change_ways(by: Actor, *, at: datetime) -> None:
    """Let someone change how they sign in who has shown lately who they are: an unattended screen is not enough."""
    if not lately(by.signed_in_at, at=at):
        raise MayNotUnlessSignedInLately("Sign in again to do this: it is a while since you showed who you are.")


def check_may_open_accounts(by: Actor, *, at: datetime) -> None:
    """Let keepers of information governance open accounts and invite, and an operator at the machine."""
    if OPERATOR not in by.roles:
        check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)


def check_may_review(by: Actor, *, who: str) -> None:
    """Let keepers of information governance review what others opened, never what they opened themselves."""
    check_may(by, permission=Permission.REVIEW_BREAK_GLASS)
    if by.username == who:
        raise MayNotReviewOneself("You broke this glass yourself. Someone else reviews it.")


def check_in_scope(scopes: Collection[str], *, scope: Scope) -> None:
    """Let a token ask only for what it was given for."""
    if scope not in scopes:
        raise MayNotOutOfScope(f"This token was not given for this: it needs the scope {scope} ({scope.label}).")


def check_pace(pace: Pace) -> None:
    """Let a token go on unless it has made all its calls of this minute."""
    if pace.over:
        raise MayNotSoOften(
            f"This token may make {pace.limit:,} calls a minute, and has. Go on in {pace.resets_in} seconds."
        )


def purpose_said(said: str) -> str:
    """Give the purpose that a system says it looks a child up for; raises MayNotWithoutPurpose where it says none."""
    if said in PURPOSES:
        return said
    begins = f'"{said[:40]}" is no purpose. Say' if said else "Say"
    raise MayNotWithoutPurpose(
        f"{begins} what the child is looked up for: Wraparound-Purpose, or purpose in the address, is one of "
        f"{', '.join(PURPOSES)}."
    )
