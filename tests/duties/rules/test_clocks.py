"""Clocks against a slow plain model: minute by minute, day by day, written with nothing of the fast one."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.agencies.words import ClockKind, HoursOf, OpeningHours
from wraparound.duties.rules.calendars import OFFICE, opening
from wraparound.duties.rules.clocks import due_by, hours_of, running
from wraparound.duties.words import Clock, Pause, Stood
from wraparound.kernel.working_days import bank_holidays

LONDON = ZoneInfo("Europe/London")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALL_DAY = "00:00 to 24:00"
NIGHTS = OpeningHours(**dict.fromkeys(WEEK, "00:00 to 01:30, 22:00 to 24:00"), bank_holidays="00:00 to 24:00")
NEVER_SHUT = OpeningHours(**dict.fromkeys(WEEK, ALL_DAY), bank_holidays=ALL_DAY)
TWICE_A_DAY = OpeningHours(
    monday="08:30 to 12:30, 13:15 to 17:45",
    tuesday="08:30 to 12:30",
    thursday="13:15 to 20:00",
    saturday="09:00 to 13:00",
)
HOURS = [OFFICE, NIGHTS, NEVER_SHUT, TWICE_A_DAY]


def london(*parts):
    return datetime(*parts, tzinfo=LONDON).astimezone(UTC)


def is_open(moment: datetime, hours: OpeningHours) -> bool:
    """Look at the clock on the wall and read what is written on the door."""
    wall = moment.astimezone(LONDON)
    held = wall.date() in bank_holidays(wall.year)
    written = hours.bank_holidays if held else getattr(hours, WEEK[wall.weekday()])
    now = f"{wall:%H:%M}"
    return written != "closed" and any(
        begins <= now < ends for begins, ends in (part.split(" to ") for part in written.split(", "))
    )


def is_paused(moment: datetime, pauses) -> bool:
    return any(pause.begins_at <= moment < pause.ends_at for pause in pauses)


def slow_hours(start, minutes, pauses, opens=lambda _: True):
    moment = start
    while minutes:
        minutes -= opens(moment) and not is_paused(moment, pauses)
        moment += MINUTE
    return moment


def slow_days(start, count, pauses, counts=lambda _: True):
    day = start.astimezone(LONDON).date()
    while count:
        day += DAY
        count -= counts(day) and not is_paused(end_of(day), pauses)
    return end_of(day)


def end_of(day: date) -> datetime:
    return datetime(*(day + DAY).timetuple()[:3], tzinfo=LONDON).astimezone(UTC)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def slow_months(start, months, pauses):
    day = start.astimezone(LONDON).date()
    month, year = day.month, day.year
    for _ in range(months):
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
    until = date(year, month, min(day.day, monthrange(year, month)[1]))
    return slow_days(start, (until - day).days, pauses)


def slow(stood, clock, hours):
    start, pauses, count = stood.started_at, stood.pauses, clock.count
    return {
        ClockKind.HOURS: lambda: slow_hours(start, count * 60, pauses),
        ClockKind.WORKING_HOURS: lambda: slow_hours(start, count * 60, pauses, lambda moment: is_open(moment, hours)),
        ClockKind.WORKING_DAYS: lambda: slow_days(start, count, pauses, works),
        ClockKind.DAYS: lambda: slow_days(start, count, pauses),
        ClockKind.WEEKS: lambda: slow_days(start, count * 7, pauses),
        ClockKind.MONTHS: lambda: slow_months(start, count, pauses),
    }[clock.kind]()


# Around the nights when clocks change, Easter, Christmas, New Year, and any time else.
FIRSTS = [(2026, 3, 27), (2026, 10, 23), (2026, 4, 1), (2025, 12, 22), (2027, 12, 30), (2028, 2, 27), (2026, 5, 1)]
moments = st.builds(
    lambda first, minutes: datetime(*first, tzinfo=UTC) + minutes * MINUTE,
    st.sampled_from(FIRSTS),
    st.integers(0, 8_000),
) | st.builds(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE, st.integers(0, 2_500_000))
MOST = {"hours": 100, "working_hours": 30, "working_days": 50, "days": 70, "weeks": 26, "months": 12}
clocks = st.sampled_from(list(ClockKind)).flatmap(
    lambda kind: st.builds(Clock, st.just(kind), st.integers(1, MOST[kind]))
)


@st.composite
def stoods(draw):
    """A start, and up to three pauses after it that do not meet; some begin or end at midnight."""
    start = cursor = draw(moments)
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        begins = cursor + draw(st.integers(1, 6_000)) * MINUTE
        ends = begins + draw(st.integers(1, 6_000)) * MINUTE
        if draw(st.booleans()):
            begins, ends = (end_of(one.astimezone(LONDON).date()) for one in (begins, ends))
        if begins < ends:
            pauses.append(Pause(begins, ends))
            cursor = ends
    return Stood(start, tuple(pauses))


@settings(max_examples=300)
@given(stoods(), clocks, st.sampled_from(HOURS))
def test_every_clock_says_what_counting_by_hand_says(stood, clock, hours):
    assert due_by(stood, clock=clock, hours=hours) == slow(stood, clock, hours)


@given(moments, st.integers(1, 40_000), st.sampled_from(HOURS))
def test_open_time_counted_forth_is_what_lies_between_and_is_counted_back(start, seconds, hours):
    begins = int(start.timestamp())
    ends = opening(hours).add(begins, seconds=seconds)
    assert opening(hours).between(begins, end=ends) == seconds
    back = opening(hours).take(ends, seconds=seconds)
    assert back >= begins
    assert opening(hours).between(back, end=ends) == seconds
    assert is_open(datetime.fromtimestamp(back, UTC), hours)


@settings(max_examples=40)
@given(moments, st.integers(1, 3_000), st.sampled_from(HOURS))
def test_open_time_is_the_minutes_in_which_the_door_is_open(start, minutes, hours):
    begins = int(start.timestamp())
    by_hand = sum(is_open(start + minute * MINUTE, hours) for minute in range(minutes))
    assert by_hand * 60 == opening(hours).between(begins, end=begins + minutes * 60)


@pytest.mark.parametrize(
    ("start", "clock", "due"),
    [
        # A referral on the Thursday before Easter has until the end of the Tuesday after it.
        (london(2026, 4, 2, 10), Clock(ClockKind.WORKING_DAYS, 1), london(2026, 4, 8)),
        # The day of the trigger is day 0, be it a minute before midnight.
        (london(2026, 9, 1, 23, 59), Clock(ClockKind.DAYS, 1), london(2026, 9, 3)),
        # Red at four on a Friday runs on at nine on Monday.
        (london(2026, 9, 4, 16), Clock(ClockKind.WORKING_HOURS, 4, HoursOf.OFFICE), london(2026, 9, 7, 12)),
        # To the very end of the day is still that day.
        (london(2026, 9, 4, 13), Clock(ClockKind.WORKING_HOURS, 4, HoursOf.OFFICE), london(2026, 9, 4, 17)),
        # Police protection over the night in which clocks go back: 72 hours as they pass.
        (london(2026, 10, 24, 12), Clock(ClockKind.HOURS, 72), london(2026, 10, 27, 11)),
        (london(2026, 3, 28, 12), Clock(ClockKind.HOURS, 72), london(2026, 3, 31, 13)),
        (london(2026, 11, 30, 9), Clock(ClockKind.MONTHS, 3), london(2027, 3, 1)),
        (london(2026, 9, 1, 9), Clock(ClockKind.WEEKS, 6), london(2026, 10, 14)),
    ],
)
def test_clocks_by_table(start, clock, due):
    assert due_by(Stood(start), clock=clock, hours=NEVER_SHUT) == due


def test_a_day_at_whose_end_the_clock_stood_does_not_count_and_a_pause_within_a_day_takes_nothing():
    clock, start = Clock(ClockKind.DAYS, 2), london(2026, 9, 1, 9)
    lunch = Pause(london(2026, 9, 2, 12), london(2026, 9, 2, 13))
    night = Pause(london(2026, 9, 2, 18), london(2026, 9, 3, 8))
    assert due_by(Stood(start, (lunch,)), clock=clock) == london(2026, 9, 4)
    assert due_by(Stood(start, (night,)), clock=clock) == london(2026, 9, 5)


def test_what_was_set_takes_the_rules_place_and_moves_by_what_it_stood_still():
    stood = Stood(london(2026, 9, 1, 9), set_due_at=london(2026, 9, 1, 12))
    assert due_by(stood, clock=Clock(ClockKind.MONTHS, 3)) == london(2026, 9, 1, 12)
    paused = Stood(stood.started_at, (Pause(london(2026, 9, 1, 10), london(2026, 9, 2, 10)),), stood.set_due_at)
    assert due_by(paused, clock=Clock(ClockKind.MONTHS, 3)) == london(2026, 9, 2, 12)


def test_what_was_given_longer_holds_only_where_it_is_later():
    clock, start = Clock(ClockKind.DAYS, 2), london(2026, 9, 1, 9)
    assert due_by(Stood(start, extended_until=london(2026, 9, 10)), clock=clock) == london(2026, 9, 10)
    assert due_by(Stood(start, extended_until=london(2026, 9, 2)), clock=clock) == london(2026, 9, 4)


def test_an_agency_whose_hours_nobody_knows_keeps_office_hours():
    clock = Clock(ClockKind.WORKING_HOURS, 4)
    holidays_alone = OpeningHours(bank_holidays=ALL_DAY)
    assert hours_of(clock, hours=None) is hours_of(clock, hours=holidays_alone) is OFFICE
    assert hours_of(Clock(ClockKind.WORKING_HOURS, 4, HoursOf.OFFICE), hours=NEVER_SHUT) is OFFICE
    with pytest.raises(ValueError, match="never open"):
        opening(OpeningHours()).add(0, seconds=60)
    with pytest.raises(ValueError, match="never open"):
        opening(OpeningHours()).take(0, seconds=60)


def test_a_clock_runs_between_its_pauses():
    stood = Stood(london(2026, 9, 1, 9), (Pause(london(2026, 9, 1, 10), london(2026, 9, 1, 11)),))
    ran = running(stood, until=london(2026, 9, 1, 12))
    assert [(ends - begins) // 3600 for begins, ends in ran] == [1, 1]
