"""A late feed is told to its owner, once, until a file comes."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.feeds.files import ANALYST, came, feed, line
from wraparound.access.words import Role
from wraparound.feeds.actions import tell_lateness
from wraparound.feeds.commands.taking_in import NODE
from wraparound.feeds.events import FeedLate
from wraparound.feeds.models import Feed
from wraparound.feeds.policies import MayNotManageFeeds
from wraparound.feeds.queries.pages import late_feeds_of
from wraparound.ledger.actions import listen, writing
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
LATE = AT + timedelta(days=30)


def told() -> list[str]:
    return [event for event in Entry.objects.order_by("pk").values_list("event", flat=True) if "Late" in event]


def test_a_feed_is_told_late_once_and_cleared_when_a_file_comes():
    feed()
    came(line(1))
    assert tell_lateness(by=NODE, at=AT + timedelta(days=9)) == 0
    assert tell_lateness(by=NODE, at=LATE) == 1
    assert tell_lateness(by=NODE, at=LATE + timedelta(hours=1)) == 0
    assert told() == ["feeds.FeedLate"]
    came(line(1), line(2), at=LATE)  # tells of an old day: it is late still
    assert told() == ["feeds.FeedLate"]
    Feed.objects.update(late_after_days=60)
    came(line(1), line(2), line(3), at=LATE)
    assert told() == ["feeds.FeedLate", "feeds.FeedNoLongerLate"]
    assert Feed.objects.get().late_told_at is None
    assert tell_lateness(by=NODE, at=LATE + timedelta(days=60)) == 1, "the next lateness is told again"


@pytest.mark.parametrize(("days", "late_after", "told_late"), [(8, 9, 0), (10, 9, 1), (400, 0, 0)])
def test_before_the_first_file_the_days_run_from_when_the_feed_was_set_up(days, late_after, told_late):
    feed()
    Feed.objects.update(late_after_days=late_after)
    assert tell_lateness(by=NODE, at=AT + timedelta(days=days)) == told_late


def test_the_owner_sees_it_and_so_do_those_who_bring_files_in_and_nobody_else():
    feed()
    Feed.objects.update(owner="Data@example.org")
    tell_lateness(by=NODE, at=LATE)
    professional = someone(Role.PROFESSIONAL)
    assert len(late_feeds_of(by=ANALYST, email="", on=LATE.date())) == 1
    assert len(late_feeds_of(by=professional, email="data@example.org", on=LATE.date())) == 1
    assert late_feeds_of(by=professional, email="other@example.org", on=LATE.date()) == []
    assert late_feeds_of(by=professional, email="", on=LATE.date()) == []


def test_others_can_hear_of_it(monkeypatch):
    monkeypatch.setattr(writing, "_listeners", {})
    heard = []
    listen(FeedLate, listener=lambda event, **_: heard.append(event))
    feed()
    tell_lateness(by=NODE, at=LATE)
    assert [(event.feed, event.late_after_days) for event in heard] == [("club", 9)]


def test_only_the_node_and_those_who_bring_files_in_may_tell():
    with pytest.raises(MayNotManageFeeds):
        tell_lateness(by=someone(Role.PROFESSIONAL), at=LATE)
