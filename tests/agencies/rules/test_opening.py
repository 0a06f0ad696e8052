"""Opening hours say in words whether somebody is there."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.agencies.rules import DAYS, LONDON, hours_in_words, open_at
from wraparound.agencies.rules.opening import spans
from wraparound.agencies.words import OpeningHours

OFFICE = OpeningHours(**dict.fromkeys(DAYS[:5], "09:00 to 12:30, 13:30 to 17:00"))
ALWAYS = OpeningHours(**dict.fromkeys([*DAYS, "bank_holidays"], "00:00 to 24:00"))
NOON = OpeningHours(monday="12:00 to 13:00")
NIGHTS = OpeningHours(friday="18:00 to 24:00", saturday="00:00 to 02:00")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "moment", "is_open", "words"),
    [
        (OFFICE, "2026-09-02T10:00", True, "Open now, until 12:30pm."),
        (OFFICE, "2026-09-02T12:30", False, "Closed now. Opens today at 1:30pm."),
        (OFFICE, "2026-09-02T17:00", False, "Closed now. Opens tomorrow at 9am."),
        (OFFICE, "2026-09-04T18:00", False, "Closed now. Opens on Monday at 9am."),
        (OFFICE, "2026-08-31T10:00", False, "Closed now: today is Summer bank holiday. Opens tomorrow at 9am."),
        (OFFICE, "2026-12-24T18:00", False, "Closed now. Opens on Tuesday at 9am."),
        (OFFICE, "2026-04-02T18:00", False, "Closed now. Opens on Tuesday at 9am."),
        (ALWAYS, "2026-12-25T03:00", True, "Open at any time."),
        (NIGHTS, "2026-09-04T23:30", True, "Open now, until tomorrow at 2am."),
        (NIGHTS, "2026-09-05T01:00", True, "Open now, until 2am."),
        (NIGHTS, "2026-09-05T02:00", False, "Closed now. Opens on Friday at 6pm."),
        (OpeningHours(), "2026-09-05T02:00", False, "Closed now. No opening hours are known."),
        (OpeningHours(monday="12:00 to 24:00"), "2026-09-07T13:00", True, "Open now, until midnight."),
        (NOON, "2026-09-07T13:00", False, "Closed now. Opens on Monday 14 September at midday."),
    ],
)  # fmt: skip
def test_whether_somebody_is_there_is_said_in_words(hours, moment, is_open, words):
    found = open_at(at(moment), hours=hours)
    assert (found.is_open, found.words) == (is_open, words)


def test_the_clock_is_that_of_england_whatever_zone_the_moment_has():
    assert open_at(datetime.fromisoformat("2026-07-01T08:30+00:00"), hours=OFFICE).is_open
    assert not open_at(datetime.fromisoformat("2026-12-01T08:30+00:00"), hours=OFFICE).is_open


@given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)), st.sampled_from([OFFICE, ALWAYS, NIGHTS]))
def test_somebody_is_there_exactly_within_the_hours(moment, hours):
    here = moment.replace(tzinfo=LONDON)
    found = open_at(here, hours=hours)
    assert found.words.startswith("Open" if found.is_open else "Closed")
    later = open_at(here + timedelta(minutes=1), hours=hours)
    if found.is_open and not later.is_open:
        assert "until" in found.words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("closed", ()),
        ("9:00 to 17.00", ((540, 1020),)),
        ("09:00-12:30, 13:30–17:00", ((540, 750), (810, 1020))),
        ("00:00 to 24:00", ((0, 1440),)),
        ("17:00 to 09:00", None),
        ("09:00 to 24:30", None),
        ("09:00 to 12:00, 11:00 to 13:00", None),
        ("9 to 5", None),
        ("", None),
        ("25:00 to 26:00", None),
    ],
)
def test_hours_are_read_as_people_write_them(text, found):
    assert spans(text) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("closed", "closed"),
        ("08:30 to 12:00, 13:00 to 17:15", "8:30am to midday and 1pm to 5:15pm"),
        ("00:00 to 24:00", "open all day and night"),
        ("20:00 to 24:00", "8pm to midnight"),
        ("by arrangement", "by arrangement"),
    ],
)
def test_hours_are_said_as_people_say_them(text, words):
    assert hours_in_words(text) == words
