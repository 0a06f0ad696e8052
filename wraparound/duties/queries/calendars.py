"""Calendars: whose a secret address is, and what stands in it."""

from datetime import datetime
from hashlib import sha256

from django.utils.timezone import localdate

from wraparound.access.queries import account_called, actor_of
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.duties.models import CalendarFeed
from wraparound.duties.ports import OUTSIDE
from wraparound.duties.queries.lists import AGENCY, MINE, Asked, listed_for
from wraparound.duties.rules.ical import Item
from wraparound.duties.words import Standing
from wraparound.kernel.acting import Actor

MOST = 500  # items in one calendar


def calendar_of(username: str) -> CalendarFeed | None:
    """Give the calendar that somebody has, without its secret."""
    return CalendarFeed.objects.filter(username=username, ended_at__isnull=True).first()


def secret_of(feed: CalendarFeed) -> str:
    """Draw the secret of a calendar's address: the same each time, and nowhere in the database."""
    if OUTSIDE.mark is None:
        raise RuntimeError("No secret is drawn before the wiring says by what.")
    return OUTSIDE.mark(f"calendar {feed.pk} of {feed.username}")[:48]


def hash_of(secret: str) -> str:
    """Give the hash by which an address is looked up."""
    return sha256(secret.encode()).hexdigest()


def calendar_shown(secret: str, *, at: datetime) -> tuple[CalendarFeed, Actor] | None:
    """Give the calendar of an address, and whose it is; None where nobody has it, or has left. Cost: three queries."""
    feed = CalendarFeed.objects.filter(hash=hash_of(secret), ended_at__isnull=True).first()
    account = account_called(feed.username) if feed else None
    if feed is None or account is None:
        return None
    by = actor_of(account, on=localdate(at))
    return (feed, by) if permitted(by.roles, permission=Permission.OWE_DUTIES) else None


def items_of(feed: CalendarFeed, *, by: Actor, at: datetime) -> list[Item]:
    """List what stands in a calendar: what its owner owes, and if they wish what their agency's desk owes."""
    found = listed_for(Asked(MINE), by=by, at=at)
    if feed.with_desk:
        found = found | listed_for(Asked(AGENCY), by=by, at=at).filter(owner="")
    runs = found.filter(standing=Standing.OPEN).order_by("due_at", "pk")[:MOST]
    return [Item(one.pk, one.due_at, one.words, one.started_at) for one in runs]
