"""What a record's content is, when the engine learns anew, and when two sources say the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.identity.rules import (
    born,
    called,
    digest_of,
    distinct_values,
    few_wait,
    fresh_code,
    parts_of,
    should_count,
    should_learn,
)
from wraparound.identity.words import Row

WORDS = st.dictionaries(st.sampled_from(["surname", "postcode", "phone"]), st.lists(st.text(), min_size=1), max_size=3)


@given(WORDS, WORDS)
def test_two_rows_have_one_digest_only_if_they_say_the_same(one, other):
    same = digest_of(Row("1", one)) == digest_of(Row("2", other))
    assert same == (one == other)


@given(WORDS)
def test_the_order_of_columns_changes_no_digest(said):
    assert digest_of(Row("1", said)) == digest_of(Row("1", dict(reversed(said.items()))))


def test_an_agencys_part_keeps_whole_days_only():
    (part,) = parts_of(Row("1", {}, {"begins_on": "2025-09-01", "ends_on": "2026-03", "professional": "Jo Farrant"}))
    assert (str(part["begins_on"]), part["ends_on"], part["professional"], part["team"]) == (
        "2025-09-01",
        None,
        "Jo Farrant",
        "",
    )


@pytest.mark.parametrize(
    ("records", "learnt_from", "yes"),
    [(1_999, None, False), (2_000, None, True), (3_999, 2_000, False), (4_000, 2_000, True), (100, 50, False)],
)
def test_the_engine_learns_when_there_is_enough_and_again_when_the_area_has_doubled(records, learnt_from, yes):
    assert should_learn(records, learnt_from=learnt_from) is yes


@pytest.mark.parametrize(
    ("records", "alone"),
    [(0, 20), (5_000, 40), (1_000_000, 4_020)],
)
def test_what_waits_is_linked_one_by_one_only_while_that_is_sooner_done(records, alone):
    assert few_wait(alone, records=records)
    assert not few_wait(alone + 1, records=records)


@pytest.mark.parametrize(
    ("records", "feeds", "yes"),
    [(1_249, {"a", "b"}, False), (1_250, {"a", "b"}, True), (1_000, {"a"}, False), (1_000, {"a", "c"}, True)],
)
def test_an_area_is_counted_anew_when_it_has_grown_by_a_quarter_or_has_a_new_feed(records, feeds, yes):
    assert should_count(records, counted=1_000, feeds=feeds, known={"a", "b"}) is yes


@pytest.mark.parametrize(
    ("field", "values", "distinct"),
    [
        ("sex", ["F", "2", "female"], ["Female"]),
        ("sex", ["1", "F"], ["Male", "Female"]),
        ("nhs_number", ["999 000 0018", "9990000018"], ["9990000018"]),
        ("postcode", ["QA14QN", "qa1 4qn"], ["QA1 4QN"]),
        ("birth_date", ["2014-05-14", "2014-05-15"], ["2014-05-14", "2014-05-15"]),
    ],
)
def test_sources_that_say_the_same_in_other_words_agree(field, values, distinct):
    assert distinct_values(values, field=field) == distinct


def test_a_person_is_called_as_the_record_says_or_said_to_have_no_name():
    assert called({"given_names": ["Amara", "Joy"], "surname": ["Okonjo"]}) == "Amara Joy Okonjo"
    assert called({"full_name": ["OKONJO, Amara"]}) == "OKONJO, Amara"
    assert called({}) == "Name not given"


def test_an_unborn_child_has_an_expected_date():
    assert born({"expected_birth_date": ["2027-01-05"]}) == "2027-01-05"
    assert born({}) == ""


@given(st.text())
def test_a_code_made_by_hand_has_the_form_of_any_other(seed):
    assert re.fullmatch("P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", fresh_code(seed))
