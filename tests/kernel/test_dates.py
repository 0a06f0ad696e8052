"""Dates: every usual form, what is impossible, what only stands in, and expected births."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.dates import (
    PartialDate,
    age_on,
    birth_window,
    date_fault,
    default_degree,
    due_date_from_weeks,
    is_excel_serial,
    read_date,
    swapped,
)

DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
WRITINGS = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y%m%d",
    "%Y/%m/%d",
    "%d %b %Y",
    "%B %d, %Y",
    "%A %d %B %Y",
]
WRITINGS += ["%d%b%Y", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M", "%d %m %Y", "%d%m%Y"]


@pytest.mark.parametrize(
    "text",
    [
        *["2019-03-12", "12/03/2019", "12-3-19", "12.03.2019", "20190312", "12 Mar 2019", "12th of March 2019"],
        *["March 12, 2019", "Tue 12 Mar 2019", "12Mar19", "2019-03-12T00:00:00Z", "2019-03-12 10:15:00.000+01:00"],
        *["12/03/2019 10:15", " 12/03/2019 ", "2019/3/12", "12032019", "12 Mar 2019, 10:15"],
    ],
)
def test_a_day_is_read_from_every_usual_form(text):
    assert read_date(text) == PartialDate(2019, 3, 12)


@pytest.mark.parametrize(
    ("text", "iso"),
    [("2019", "2019"), ("2019.0", "2019"), ("03/2019", "2019-03"), ("2019-3", "2019-03"), ("Mar 2019", "2019-03")],
)
def test_part_of_a_date_is_kept_as_a_part(text, iso):
    found = read_date(text)
    assert found is not None
    assert found.text == iso


@given(DAYS, st.sampled_from(WRITINGS))
def test_a_day_comes_back_from_every_writing(day, writing):
    text = day.strftime(writing.replace("%Y", f"{day.year:04}"))
    assert read_date(text) == (day.year, day.month, day.day)


@given(DAYS)
def test_the_iso_form_reads_back(day):
    whole = PartialDate(day.year, day.month, day.day)
    for found in (whole, whole._replace(day=None), PartialDate(day.year)):
        assert read_date(found.text) == found


@pytest.mark.parametrize(("order", "iso"), [("dmy", "2019-02-01"), ("mdy", "2019-01-02"), ("ymd", "2001-02-19")])
def test_the_order_settles_what_is_ambiguous(order, iso):
    found = read_date("01/02/19", order=order)
    assert found is not None
    assert found.text == iso


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
def test_the_order_gives_way_to_what_is_certain(order):
    assert read_date("25/03/2019", order=order) == read_date("03/25/2019", order=order) == PartialDate(2019, 3, 25)
    assert read_date("2019-03-25", order=order) == PartialDate(2019, 3, 25)


@given(st.integers(0, 99), st.integers(1950, 2100))
def test_a_two_digit_year_falls_in_the_hundred_years_that_end_with_the_pivot(year, pivot):
    found = read_date(f"01/02/{year:02}", pivot=pivot)
    assert found is not None
    assert pivot - 100 < found.year <= pivot
    assert found.year % 100 == year


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *[(text, "missing") for text in (None, "", "  ", "00/00/0000", "0000-00-00", "-", "/ /")],
        *[(text, "impossible") for text in ("31/02/2015", "2015-02-31", "29/02/2019", "13/13/2013", "0001-01-01")],
        *[(text, "impossible") for text in ("9999-12-31", "32 Mar 2019", "2019-00", "20191301")],
        *[(text, "unreadable") for text in ("n/a", "soon", "12", "07700 900123", "3 kids 2019", "1/2/3/4", "Mar")],
        *[
            (text, "unreadable")
            for text in ("12 March", "March April 2019", "12345", "1 2019 3", "9" * 5000, f"{'1' * 5000}/1/1")
        ],
    ],
)
def test_no_date_is_told_apart_from_an_impossible_one(text, fault):
    assert read_date(text) is None
    assert date_fault(text) == fault


def test_a_date_that_is_read_has_no_fault():
    assert date_fault("12/03/2019") is None


def test_a_spreadsheets_count_of_days_is_read_only_when_asked():
    assert read_date("43536") is None
    assert read_date("43536", excel_serial=True) == read_date("43536.75", excel_serial=True) == PartialDate(2019, 3, 12)
    assert read_date("1", excel_serial=True) == PartialDate(1900, 1, 1)
    assert read_date("59", excel_serial=True) == PartialDate(1900, 2, 28)
    assert date_fault("60", excel_serial=True) == "impossible"
    assert read_date("61", excel_serial=True) == PartialDate(1900, 3, 1)
    assert date_fault("0", excel_serial=True) == "missing"
    assert date_fault("999999", excel_serial=True) == "impossible"
    assert read_date("12/03/2019", excel_serial=True) == PartialDate(2019, 3, 12)


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("41773", True),
        (" 10000 ", True),
        ("41773.0", True),
        ("2014", False),
        ("140514", False),
        ("61773", False),
        ("", False),
    ],
)
def test_five_digits_alone_are_a_spreadsheets_count(text, serial):
    assert is_excel_serial(text) is serial


@given(st.text() | st.text("0123456789/-. :TMar²٣", max_size=14), st.booleans())
def test_strange_text_never_raises(text, excel_serial):
    found = read_date(text, excel_serial=excel_serial)
    assert (found is None) == (date_fault(text, excel_serial=excel_serial) is not None)


def test_a_partial_date_spans_its_days():
    assert PartialDate(2019, 3, 12).earliest == PartialDate(2019, 3, 12).latest == date(2019, 3, 12)
    assert (PartialDate(2020, 2).earliest, PartialDate(2020, 2).latest) == (date(2020, 2, 1), date(2020, 2, 29))
    assert (PartialDate(2019, 12).earliest, PartialDate(2019, 12).latest) == (date(2019, 12, 1), date(2019, 12, 31))
    assert (PartialDate(2019).earliest, PartialDate(2019).latest) == (date(2019, 1, 1), date(2019, 12, 31))


def test_default_dates_come_in_degrees():
    dates = [PartialDate(2019, 3, 12), PartialDate(2019, 3, 1), PartialDate(2019, 1, 1), PartialDate(2019, 3)]
    assert [default_degree(when) for when in dates] == [0, 1, 2, 3]
    assert default_degree(PartialDate(2019)) == 3


@given(DAYS)
def test_swapping_day_and_month_twice_gives_the_day_back(day):
    when = PartialDate(day.year, day.month, day.day)
    other = swapped(when)
    assert (other is None) == (day.day > 12 or day.day == day.month)
    assert other is None or swapped(other) == when


def test_a_partial_date_has_nothing_to_swap():
    assert swapped(PartialDate(2019, 3)) is swapped(PartialDate(2019)) is None


def test_a_child_is_expected_forty_weeks_on():
    assert due_date_from_weeks(40, on=date(2026, 5, 1)) == date(2026, 5, 1)
    assert due_date_from_weeks(20, days=3, on=date(2026, 1, 1)) == date(2026, 1, 1) + timedelta(days=137)


@given(DAYS.filter(lambda day: 1900 < day.year < 2100), st.integers(0, 42), st.integers(0, 6))
def test_weeks_of_pregnancy_lead_back_to_the_expected_date(expected, weeks, days):
    on = expected - timedelta(days=280 - 7 * weeks - days)
    assert due_date_from_weeks(weeks, days=days, on=on) == expected
    first, last = birth_window(expected)
    assert first < expected < last


def test_a_birth_is_plausible_from_22_weeks_to_43():
    first, last = birth_window(date(2026, 6, 1))
    assert due_date_from_weeks(22, on=first) == due_date_from_weeks(43, on=last) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2010, 5, 1), date(2026, 4, 30), 15),
        (date(2010, 5, 1), date(2026, 5, 1), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 5, 1), date(2026, 5, 1), 0),
        (date(2026, 5, 2), date(2026, 5, 1), -1),
    ],
)
def test_a_person_grows_older_on_the_birthday(birth, on, age):
    assert age_on(birth, on=on) == age
