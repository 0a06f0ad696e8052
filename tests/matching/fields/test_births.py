"""Birth dates whole, in part, by default, exchanged, impossible and expected."""

import pyarrow as pa
import pytest

from wraparound.matching.fields import prepared
from wraparound.matching.fields.births import iso_dates
from wraparound.matching.model.sql import read_condition, write_condition
from wraparound.matching.pipeline.defaults import default_model


def ready(*dates, expected=None):
    given = {"birth_date": [pa.array(dates, pa.string())]}
    if expected:
        given["expected_birth_date"] = [pa.array(expected, pa.string())]
    return {name: column.to_pylist() for name, column in prepared(given).columns.items()}


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("05/03/2014", "dmy", "2014-03-05"),
        ("05/03/2014", "mdy", "2014-05-03"),
        ("5 March 2014", "dmy", "2014-03-05"),
        ("2014-03-05", "dmy", "2014-03-05"),
        ("03/2014", "dmy", "2014-03"),
        ("2014", "dmy", "2014"),
        ("31/02/2014", "dmy", None),
        ("unknown", "dmy", None),
        ("", "dmy", None),
    ],
)
def test_dates_are_read_as_an_agency_writes_them(text, order, read):
    assert iso_dates(pa.array([text]), order=order).to_pylist() == [read]


def test_a_whole_date_is_known_by_its_day_month_and_year():
    found = ready("2014-03-25")
    assert (found["birth_date"], found["birth_sure"]) == (["2014-03-25"], ["2014-03-25"])
    assert (found["birth_month"], found["birth_year"]) == (["2014-03"], ["2014"])
    assert found["birth_stand_in"] == [None]


def test_day_and_month_can_be_exchanged_only_where_that_is_another_date():
    assert ready("2014-03-05", "2014-03-25", "2014-03-03")["birth_swapped"] == ["2014-05-03", None, None]


@pytest.mark.parametrize("date", ["2014-01-01", "2014-03", "2014"])
def test_a_default_or_partial_date_is_not_sure_and_only_stands_in(date):
    found = ready(date)
    assert (found["birth_sure"], found["birth_stand_in"]) == ([None], ["yes"])
    assert found["birth_year"] == ["2014"]


def test_a_missing_date_stands_in_for_nothing():
    found = ready(None, "2014-03-25")
    assert found["birth_stand_in"] == [None, None]
    assert found["birth_year"] == [None, "2014"]


def test_an_expected_date_meets_a_birth_near_it():
    found = ready("2026-06-10", None, expected=[None, "2026-06-20"])
    days = [int(day[0] if isinstance(day, list) else day) for day in found["birth_day"]]
    assert days[1] - days[0] == 10
    assert found["birth_date"] == ["2026-06-10", None]
    assert found["birth_stand_in"] == [None, None]


def test_expected_dates_alone_can_be_compared():
    found = prepared({"expected_birth_date": [pa.array(["2026-06-20", None])]})
    assert [c.name for c in found.comparisons] == ["birth_date"]


def test_a_model_in_a_file_asks_of_birth_dates_what_was_learnt():
    found = prepared({"birth_date": [pa.array(["2014-03-05", "1984-11-30"])]})
    (learnt,) = ([level.test for level in one.levels] for one in found.comparisons if one.name == "birth_date")
    assert [read_condition(write_condition(test)) for test in learnt] == learnt
    ours = next(one for one in default_model().comparisons if one.name == "birth_date")
    assert [level.test for level in ours.levels] == learnt
