"""Making and ending the secret address at which a calendar reads when duties are due."""

from datetime import datetime

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.duties.events import CalendarEnded, CalendarMade
from wraparound.duties.models import CalendarFeed
from wraparound.duties.queries.calendars import calendar_of, hash_of, secret_of
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def make_calendar(*, with_desk: bool, by: Actor, at: datetime) -> CalendarFeed:
    """Make someone a new secret address; the one they had opens nothing any more."""
    check_may(by, permission=Permission.OWE_DUTIES)
    _end(by, at=at)
    feed = CalendarFeed.objects.create(username=by.username, with_desk=with_desk, made_at=at)
    feed.hash = hash_of(secret_of(feed))
    feed.save(update_fields=["hash"])
    write_down(CalendarMade(with_desk), by=by, at=at)
    return feed


@whole
def end_calendar(*, by: Actor, at: datetime) -> bool:
    """End someone's secret address; says whether they had one."""
    ended = _end(by, at=at)
    if ended:
        write_down(CalendarEnded(), by=by, at=at)
    return ended


def _end(by: Actor, *, at: datetime) -> bool:
    held = calendar_of(by.username)
    return bool(held and CalendarFeed.objects.filter(pk=held.pk, ended_at__isnull=True).update(ended_at=at))
