"""Signing in and out, and what a sitting is for."""

from datetime import datetime

from django.contrib.sessions.models import Session

from wraparound.access.events import PurposeGiven, SessionsCleared, SignedIn, SignInRefused, SittingEnded
from wraparound.access.models import Account, SignIn, Sitting
from wraparound.access.policies import MayNotDo, MayNotEndForOthers, check_may
from wraparound.access.words import Permission, Purpose, SignInResult, WayIn
from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotGivePurpose(CannotDo):
    """Something else than the usual purposes wants words of one's own."""


@whole
def begin_sitting(
    key: str, *, ends_at: datetime, way: WayIn, address: str, browser: str, by: Actor, at: datetime
) -> Sitting:
    """Write down that someone signed in, and where, so that they can see it and end it."""
    account = Account.objects.get(username=by.username)
    account.last_login = at
    account.save(update_fields=["last_login"])
    SignIn.objects.create(username=by.username, address=address, way=way, result=SignInResult.SIGNED_IN, at=at)
    write_down(SignedIn(way, address), by=by, at=at)
    began, _ = Sitting.objects.update_or_create(
        key=key,
        defaults={"account": account, "address": address, "browser": browser, "began_at": at, "ends_at": ends_at},
    )
    return began


@whole
def refuse_sign_in(username: str, *, result: SignInResult, way: WayIn, address: str, by: Actor, at: datetime) -> SignIn:
    """Write down an attempt to sign in that went wrong, so that too many of them shut the door."""
    tried = username[:150]
    write_down(SignInRefused(tried, address, result), by=by, at=at)
    return SignIn.objects.create(username=tried, address=address, way=way, result=result, at=at)


@whole
def end_sitting(sitting: int, *, by: Actor, at: datetime) -> None:
    """End a time signed in, at whichever browser it is; raises MayNotEndForOthers for what is not one's own."""
    found = Sitting.objects.filter(pk=sitting, account__username=by.username).first()
    if found is None:
        raise MayNotEndForOthers("This is not a place where you are signed in.")
    if found.ended_at is None:
        _end(found, by=by, at=at)


@whole
def leave_sitting(key: str, *, by: Actor, at: datetime) -> None:
    """Sign out here."""
    for found in Sitting.objects.filter(key=key, account__username=by.username, ended_at__isnull=True):
        _end(found, by=by, at=at)


@whole
def end_sittings_of(account: Account, *, by: Actor, at: datetime) -> None:
    """Sign an account out everywhere, for how it signs in has changed."""
    for found in Sitting.objects.filter(account=account, ended_at__isnull=True):
        _end(found, by=by, at=at)


@whole
def give_purpose(purpose: Purpose, *, words: str = "", by: Actor, at: datetime) -> str:
    """Say what children are looked up for in this sitting; give what the sitting is to remember."""
    check_may(by, permission=Permission.LOOK_UP_CHILDREN)
    if purpose == Purpose.OTHER and not words.strip():
        raise CannotGivePurpose("Say in your own words what you look children up for.")
    write_down(PurposeGiven(purpose, words.strip()), by=by, at=at)
    return str(purpose)


@whole
def clear_sessions(*, by: Actor, at: datetime) -> int:
    """Delete what browsers left behind: sessions that are over, and those of browsers where nobody signed in.

    Sittings stay, with when they ended; this is only what kept them open. Nothing of a person is written down.
    """
    if OPERATOR not in by.roles:
        raise MayNotDo("Only an operator at the machine clears sessions.")
    count, _ = Session.objects.filter(expire_date__lte=at).delete()
    if count:
        write_down(SessionsCleared(count), by=by, at=at)
    return count


def _end(found: Sitting, *, by: Actor, at: datetime) -> None:
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    Session.objects.filter(session_key=found.key).delete()
    write_down(SittingEnded(found.pk), by=by, at=at)
