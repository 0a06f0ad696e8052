"""A feed that is late is told to its owner, once, until a file comes."""

from datetime import datetime

from wraparound.feeds.events import FeedLate, FeedNoLongerLate
from wraparound.feeds.models import Feed
from wraparound.feeds.policies import check_may_manage_feeds
from wraparound.feeds.queries import FeedNow, feeds_with_their_newest_load
from wraparound.feeds.rules import tells_late
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def tell_lateness(*, by: Actor, at: datetime) -> int:
    """Tell the owner of each feed that has become late, and give how many were told now. Cost: one query if none."""
    check_may_manage_feeds(by)
    found = feeds_with_their_newest_load()
    return sum(_settled(one, by=by, at=at) for one in found if _late(one, at=at) != bool(one.feed.late_told_at))


@whole
def settle_lateness(feed: Feed, *, by: Actor, at: datetime) -> None:
    """Say that a feed is late no longer, once a file has come that is new enough."""
    check_may_manage_feeds(by)
    now = next(iter(feeds_with_their_newest_load(feed.code)))
    if now.feed.late_told_at and not _late(now, at=at):
        _settled(now, by=by, at=at)


def _late(now: FeedNow, *, at: datetime) -> bool:
    opened = now.feed.opened_at.date() if now.feed.opened_at else None
    return tells_late(now.as_of, late_after_days=now.feed.late_after_days, opened_on=opened, on=at.date())


def _settled(now: FeedNow, *, by: Actor, at: datetime) -> bool:
    """Turn a feed from on time to late or back, if nobody else has meanwhile; say whether it was told to be late."""
    feed, late = now.feed, not now.feed.late_told_at
    turned = Feed.objects.filter(pk=feed.pk, late_told_at__isnull=late).update(late_told_at=at if late else None)
    if not turned:
        return False
    event = (
        FeedLate(feed.code, feed.agency.code, feed.owner, now.as_of, feed.late_after_days)
        if late
        else FeedNoLongerLate(feed.code, feed.agency.code, feed.owner)
    )
    write_down(event, by=by, at=at)
    return late
