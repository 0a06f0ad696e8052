"""How rows are read, when they wait, when a feed is late, and when somebody must look first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.files import COLUMNS, DAY, MAP
from wraparound.feeds.rules import faults_of_map, fits, lateness, may_become, row_of, too_many_end
from wraparound.feeds.rules.maps import kept_map, map_of
from wraparound.feeds.words import ColumnMap, Fault, LoadState, Use
from wraparound.identity.words import Row

BY = map_of(MAP)
GOOD = {"Ref": "R1", "First": "Amara", "Last": "Okonjo", "Born": "14/05/2014", "Since": "1/9/2025", "Worker": "Jo"}


def read(**changes):
    return row_of(GOOD | changes, by_map=BY, as_of=DAY)


def test_a_good_row_says_who_someone_is_and_what_the_agencys_part_is():
    row = read()
    assert row.key == "R1"
    assert row.said == {"given_names": ["Amara"], "surname": ["Okonjo"], "birth_date": ["2014-05-14"]}
    assert row.part == {"begins_on": "2025-09-01", "professional": "Jo"}


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"Ref": " "}, "Ref", "the agency's own reference is empty"),
        ({"Ref": "R" * 201}, "Ref", "the agency's own reference is longer than 200 characters"),
        ({"Born": "31/02/2015"}, "Born", "no calendar has this day"),
        ({"Born": "soon"}, "Born", "it cannot be read as a date"),
        ({"Born": "02/09/2026"}, "Born", "the birth date is after the day of the file"),
        ({"Since": "at Easter"}, "Since", "it cannot be read as a date"),
        ({"First": "", "Last": None}, "", "it has no name and no number"),
    ],
)
def test_a_row_that_has_to_wait_says_where_what_and_what_would_be_right(changes, column, reason):
    fault = read(**changes)
    assert isinstance(fault, Fault)
    assert (fault.column, fault.reason) == (column, reason)
    assert fault.right


def test_days_that_a_spreadsheet_counted_are_read():
    row = read(Born="41773", Since="45901.0")
    assert (row.said["birth_date"], row.part["begins_on"]) == (["2014-05-14"], "2025-09-01")


def test_one_field_may_have_several_columns_and_says_a_value_once():
    by_map = map_of({"id": "Ref", "columns": [["A", "phone"], ["B", "phone"], ["C", "phone"], ["Last", "surname"]]})
    row = row_of(
        {"Ref": "1", "A": "04980 746390", "B": "", "C": "04980 746390", "Last": "Okonjo"}, by_map=by_map, as_of=DAY
    )
    assert row.said["phone"] == ["04980 746390"]


def test_what_means_verified_is_what_the_map_says():
    use = {"field": "nhs_number_verified", "true_when": ["01"]}
    by_map = map_of({"id": "Ref", "columns": [["Last", "surname"], ["Status", use]]})
    said = [row_of({"Ref": "1", "Last": "Li", "Status": word}, by_map=by_map, as_of=DAY).said for word in ("01", "03")]
    assert [one["nhs_number_verified"] for one in said] == [["true"], ["false"]]


@given(st.dictionaries(st.sampled_from(list(COLUMNS)), st.one_of(st.none(), st.text(max_size=300))))
def test_any_row_is_either_read_or_waits_and_never_fails(values):
    assert isinstance(row_of(values, by_map=BY, as_of=DAY), Row | Fault)


@pytest.mark.parametrize(
    ("as_of", "days", "late", "words"),
    [
        (None, 9, True, "No file has come yet"),
        (None, 0, False, "No file has come yet"),
        (date(2026, 9, 1), 9, False, "On time"),
        (date(2026, 8, 22), 9, True, "1 day late"),
        (date(2026, 8, 1), 9, True, "22 days late"),
        (date(2020, 1, 1), 0, False, "No date agreed"),
    ],
)
def test_lateness_is_told_in_words(as_of, days, late, words):
    found = lateness(as_of, late_after_days=days, on=DAY)
    assert (found.late, found.words) == (late, words)


@pytest.mark.parametrize(
    ("would_end", "held", "many"), [(0, 0, False), (20, 30, False), (21, 30, True), (21, 200, False), (41, 200, True)]
)
def test_somebody_looks_before_very_many_records_end_at_once(would_end, held, many):
    assert too_many_end(would_end, held=held) is many


@pytest.mark.parametrize(
    ("name", "pattern", "yes"),
    [
        ("health.csv", "health.csv", True),
        ("HEALTH.CSV", "health.csv", True),
        ("health-2026.csv", "health*.csv", True),
        ("voluntary.csv", "voluntary.xlsx", True),
        ("housing.csv", "health.csv", False),
        ("anything", "", False),
    ],
)
def test_a_file_is_a_feeds_by_its_name(name, pattern, yes):
    assert fits(name, pattern=pattern) is yes


def test_a_map_is_kept_in_the_order_of_its_columns_and_read_back_the_same():
    columns = {"Status": Use("nhs_number_verified", ("01",)), "Home": Use("phone"), "A": Use("surname")}
    by_map = ColumnMap("Ref", columns, "ymd")
    assert map_of(kept_map(by_map)) == by_map
    assert [name for name, _ in kept_map(by_map)["columns"]] == ["Status", "Home", "A"]


def test_all_faults_of_a_map_are_told_at_once():
    by_map = map_of({"id": "Nr", "columns": [["First", "given"], ["Town", "town"]]})
    assert faults_of_map(by_map, columns=["First"]) == [
        'There is no column "Nr".',
        'There is no column "Town".',
        '"First" is mapped to "given", which is no field.',
        "No column is a name, an NHS number or a UPN, so nobody could be found by it.",
    ]


def test_a_load_never_goes_back_from_refused_and_a_done_one_can_be_linked_again():
    assert not any(may_become(LoadState.REFUSED, then=state) for state in LoadState)
    assert may_become(LoadState.DONE, then=LoadState.FILED)
    assert not may_become(LoadState.RECEIVED, then=LoadState.DONE)
