"""Hold days, moments and amounts to what a reader would say."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wraparound.web import wording

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (timedelta(seconds=30), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=14), "2 weeks ago"),
        (timedelta(days=40), "1 month ago"),
        (timedelta(days=800), "2 years ago"),
        (-timedelta(hours=4), "in 4 hours"),
    ],
)
def test_how_long_ago(gone, words):
    assert wording.ago(NOW - gone, now=NOW) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 9, 3, 13, 5, tzinfo=UTC), "3 September 2026 at 2:05pm"),  # British summer time
        (datetime(2026, 1, 3, 13, 5, tzinfo=UTC), "3 January 2026 at 1:05pm"),
        (datetime(2026, 1, 3, 12, 0, tzinfo=UTC), "3 January 2026 at midday"),
        (datetime(2026, 1, 3, 0, 0, tzinfo=UTC), "3 January 2026 at midnight"),
        (datetime(2026, 1, 3, 0, 30, tzinfo=UTC), "3 January 2026 at 12:30am"),
        (None, ""),
    ],
)
def test_a_moment(at, words):
    assert wording.moment(at) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 12, 1, 0, 0, tzinfo=UTC), "the end of 30 November 2026"),
        (datetime(2026, 8, 31, 23, 0, tzinfo=UTC), "the end of 31 August 2026"),
        (datetime(2026, 12, 1, 9, 30, tzinfo=UTC), "1 December 2026 at 9:30am"),
        (None, ""),
    ],
)
def test_what_is_due_at_midnight_is_due_by_the_end_of_the_day_before(at, words):
    assert wording.due(at) == words


def test_a_day():
    assert wording.day(date(2026, 9, 3)) == "3 September 2026"
    assert wording.day(datetime(2026, 6, 3, 23, 30, tzinfo=UTC)) == "4 June 2026"
    assert wording.day(None) == ""


@pytest.mark.parametrize(("number", "words"), [(1, "1 child"), (0, "0 children"), (2300, "2,300 children")])
def test_a_count(number, words):
    assert wording.count(number, one="child", many="children") == words


def test_a_count_of_what_takes_an_s():
    assert wording.count(2, one="hour") == "2 hours"
