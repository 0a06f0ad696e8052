"""Working days, bank holidays and clocks, against dates that were published."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.working_days import (
    add_hours,
    add_weeks,
    add_working_days,
    bank_holidays,
    easter_sunday,
    hours_between,
    is_working_day,
    working_days_between,
)

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31))

PUBLISHED = {
    1995: "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26",
    1998: "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28",
    1999: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31",
    2002: "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26",
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_published(year):
    assert [f"{day:%m-%d}" for day in bank_holidays(year)] == PUBLISHED[year].split()


@pytest.mark.parametrize("year", range(1978, 2100))
def test_every_year_has_its_bank_holidays_on_weekdays(year):
    holidays = bank_holidays(year)
    assert len(holidays) >= 8
    assert all(day.year == year and day.weekday() < 5 for day in holidays)


def test_a_moved_holiday_says_so():
    assert bank_holidays(2016)[date(2016, 12, 27)] == "Christmas Day (substitute day)"
    assert bank_holidays(2021)[date(2021, 12, 27)] == "Christmas Day (substitute day)"
    assert bank_holidays(2021)[date(2021, 12, 28)] == "Boxing Day (substitute day)"


@pytest.mark.parametrize("easter", ["1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2024-03-31", "2038-04-25"])
def test_easter_is_where_the_church_has_it(easter):
    assert easter_sunday(int(easter[:4])).isoformat() == easter


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-04-02", 0, "2026-04-02"),
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-04-04", 1, "2026-04-07"),
        ("2025-12-24", 1, "2025-12-29"),
        ("2026-01-05", 45, "2026-03-09"),
        ("2026-04-07", -1, "2026-04-02"),
    ],
)
def test_the_day_of_the_trigger_is_day_zero(start, count, end):
    assert add_working_days(date.fromisoformat(start), count=count).isoformat() == end


@given(DAYS, st.integers(0, 60))
def test_counting_undoes_adding(start, count):
    end = add_working_days(start, count=count)
    assert working_days_between(start, end=end) == count
    assert count == 0 or is_working_day(end)


@given(DAYS.filter(is_working_day), st.integers(-60, 60))
def test_going_forth_and_back_returns_to_the_same_working_day(start, count):
    there = add_working_days(start, count=count)
    assert add_working_days(there, count=-count) == start
    assert working_days_between(start, end=there) == count
    assert working_days_between(there, end=start) == -count


@given(DAYS, st.integers(0, 800))
def test_counting_agrees_with_looking_at_each_day(start, days):
    looked = sum(is_working_day(start + timedelta(days=day)) for day in range(1, days + 1))
    assert working_days_between(start, end=start + timedelta(days=days)) == looked


def test_calendar_weeks_do_not_skip_holidays():
    assert add_weeks(date(2025, 12, 18), weeks=1) == date(2025, 12, 25)


def test_hours_pass_also_when_the_clocks_change():
    before = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    assert add_hours(before, hours=24) == datetime(2026, 3, 29, 13, tzinfo=LONDON)
    assert add_hours(before, hours=24).hour == 13
    assert hours_between(before, end=datetime(2026, 3, 29, 12, tzinfo=LONDON)) == 23


@given(MOMENTS, st.integers(-200, 200))
def test_counting_hours_undoes_adding_them(moment, hours):
    start = moment.replace(tzinfo=UTC).astimezone(LONDON)
    assert hours_between(start, end=add_hours(start, hours=hours)) == hours


def test_hours_cannot_be_counted_without_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        add_hours(datetime(2026, 3, 28, 12), hours=1)
