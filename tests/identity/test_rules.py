"""What a record's content is, when the engine learns anew, and when two sources say the same."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.agencies.words import InvolvementField
from wraparound.identity.rules import (
    age_in_years,
    called,
    digest_of,
    distinct_values,
    few_wait,
    fresh_code,
    hidden,
    home_key,
    home_of,
    is_expected,
    mostly_born,
    mostly_called,
    mostly_of_sex,
    parts_of,
    plain_name,
    should_count,
    should_learn,
    written_phone,
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
    told = {"begins_on": "2025-09-01", "ends_on": "2026-03", "professional": "Jo Farrant"}
    (part,) = parts_of(Row("1", {}, told))
    said = dict(zip(InvolvementField, part, strict=True))
    assert [str(said[one]) for one in ("begins_on", "ends_on", "professional", "team")] == [
        "2025-09-01",
        "None",
        "Jo Farrant",
        "",
    ]


def test_no_part_is_kept_where_none_is_told_and_several_where_several_are():
    assert parts_of(Row("1", {})) == []
    assert len(parts_of(Row("1", {}, {"service": "A"}, ({"service": "B"}, {"service": "C"})))) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 Mill Road, Pellness", "12 MILL RD", True),
        ("Flat 3, 12 Mill Road", "12 Mill Road Flat 3", True),
        ("Flat 3, 12 Mill Road", "12 Mill Road", False),
        ("12a Mill Road", "12b Mill Road", False),
        ("Rose Cottage, Mill Lane", "rose cottage", True),
        ("Rose Cottage, Mill Lane", "Ivy Cottage, Mill Lane", False),
    ],
)
def test_a_home_is_one_however_it_is_written(one, other, same):
    keys = [home_key(line, postcode=code)[0] for line, code in ((one, "QA1 6LY"), (other, "qa16ly"))]
    assert (keys[0] == keys[1]) == same


def test_a_home_without_a_postcode_or_a_number_tells_no_household():
    assert home_key("12 Mill Road", postcode="") == ("", "")
    assert home_key("", postcode="QA1 6LY") == ("", "QA1 6LY")


def test_a_home_is_read_from_one_line_or_from_several_columns():
    lines = {"house_number": ["12"], "street": ["Mill Road"], "town": ["Pellness"], "postcode": ["QA1 6LY"]}
    whole = {"address": ["12 Mill Road, Pellness"], "postcode": ["QA1 6LY"]}
    assert home_of(Row("1", lines)) == home_of(Row("1", whole))
    assert home_of(Row("1", {"surname": ["Li"]})) is None
    assert str(home_of(Row("1", whole, home={"home_since": "2020-02-01"})).since_on) == "2020-02-01"


def test_a_number_is_hidden_however_it_is_written_and_wherever_it_stands():
    withheld = {"9990000018", "X1"}
    for text in ("9990000018", "999 000 0018", "999-000-0018", "ref/999 000 0018", "x1"):
        assert hidden(text, withheld=withheld) == "Withheld", text
    for text in ("9990000026", "X12", "Amara"):
        assert hidden(text, withheld=withheld) == text


def test_names_are_one_in_whatever_order_and_case():
    assert plain_name("OKONJO, Ngozi") == plain_name("Ngozi Okonjo") != plain_name("Ngozi Obi")


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


def _named(*names):
    return [{"full_name": [name]} for name in names]


@pytest.mark.parametrize(
    ("names", "name"),
    [
        (("Emelia Clarke", "Amelia Kayla CLARKE", "Amelia Kayla Clarke", "CLARKE, A"), "Amelia Kayla Clarke"),
        (("Ben Ash", "Benjamin Ash"), "Benjamin Ash"),
        (("Ben Ash",), "Ben Ash"),
        (("BEN ASH", "Ben Ash"), "Ben Ash"),
    ],
)
def test_a_person_goes_by_the_name_that_most_records_say_and_of_equals_by_the_fullest(names, name):
    assert mostly_called(_named(*names)) == mostly_called(_named(*reversed(names))) == name


def test_a_person_was_born_on_the_day_that_most_records_state():
    days = ("2014-05-15", "2014-05-14", "2014-05-14")
    assert mostly_born([{"birth_date": [day]} for day in days] + [{}]) == "2014-05-14"
    assert mostly_born([{}]) == mostly_born([]) == ""


def test_an_unborn_child_has_an_expected_date_until_a_record_states_when_they_were_born():
    unborn, birth = {"expected_birth_date": ["2027-01-05"]}, {"birth_date": ["2026-12-30"]}
    assert (mostly_born([unborn, unborn]), is_expected([unborn, {}])) == ("2027-01-05", True)
    assert (mostly_born([unborn, unborn, birth]), is_expected([unborn, birth])) == ("2026-12-30", False)
    assert not is_expected([{}])


@pytest.mark.parametrize(
    ("born_on", "age"),
    [("2017-03-03", 9), ("2017-11-26", 9), ("2017-11-27", 8), ("2027-01-05", None), ("2017", None), ("", None)],
)
def test_an_age_is_in_whole_years_and_only_of_a_day_that_is_known_whole(born_on, age):
    assert age_in_years(born_on, on=date(2026, 11, 26)) == age


def test_a_sex_is_what_most_records_state_whatever_their_code_for_it():
    assert mostly_of_sex([{"sex": ["1"]}, {"sex": ["M"]}, {"sex": ["F"]}, {"sex": ["U"]}, {}]) == "Male"
    assert mostly_of_sex([{"sex": ["1"]}, {"sex": ["F"]}]) == mostly_of_sex([{"sex": ["9"]}]) == mostly_of_sex([]) == ""


@given(st.text())
def test_a_code_made_by_hand_has_the_form_of_any_other(seed):
    assert re.fullmatch("P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", fresh_code(seed))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("01632960123", "01632 960123"),
        ("0113 4960123", "0113 496 0123"),
        ("01214960123", "0121 496 0123"),
        ("02079460123", "020 7946 0123"),
        ("07700900123", "07700 900123"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("ask mum", "ask mum"),
    ],
)
def test_a_telephone_number_is_written_in_its_usual_groups(text, written):
    assert written_phone(text) == written
