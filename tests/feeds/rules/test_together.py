"""Rows of one reference: put together where they tell of one child, set aside where they tell of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.feeds.rules.together import together
from wraparound.feeds.words import ColumnMap, Fault, Use
from wraparound.identity.rules import digest_of
from wraparound.identity.words import Answered, Kin, Relation, Row

COLUMNS = {
    "First": "given_names", "Last": "surname", "Name": "full_name", "Born": "birth_date", "NHS": "nhs_number",
    "UPN": "upn",
}  # fmt: skip
MAP = ColumnMap("Ref", {name: Use(field) for name, field in COLUMNS.items()})
MILL_LANE = {"address": "1 Mill Lane", "postcode": "QA1 4QN"}
AMARA = {"given_names": ["Amara"], "surname": ["Okonjo"], "birth_date": ["2014-05-14"]}


def row(part=None, *, family=(), home=None, **said):
    told = {field: [value] if isinstance(value, str) else value for field, value in said.items()}
    return Row(
        "R1", {name: values for name, values in (AMARA | told).items() if values}, part or {}, (), family, home or {}
    )


def as_one(*rows):
    return together(dict(enumerate(rows, start=2)), by_map=MAP)


def test_a_row_alone_stays_as_it_is_and_rows_that_say_the_same_are_as_one():
    alone = row({"service": "Youth club"}, home={"household": "H1"})
    assert as_one(alone) is alone
    assert digest_of(as_one(alone, alone, alone)) == digest_of(alone)


def test_each_row_brings_its_involvement_its_relatives_and_its_home():
    one = as_one(
        row(
            {"service": "Club", "begins_on": "2024-01-01"},
            family=(Kin("Ngozi"),),
            address="1 Mill Lane",
            postcode="QA1 4QN",
        ),
        row({"service": "Camp", "begins_on": "2025-01-01"}, family=(Kin("Peter", Relation.FATHER),)),
        row({"service": "Club", "begins_on": "2024-01-01"}, family=(Kin("Ngozi", Relation.MOTHER),)),
    )
    assert [part["service"] for part in (one.part, *one.more)] == ["Camp", "Club"], "the newest first, none twice"
    assert sorted((kin.name, str(kin.relation)) for kin in one.family) == [("Ngozi", "mother"), ("Peter", "father")]
    assert [(home.line, home.postcode) for home in one.homes] == [("1 Mill Lane", "QA1 4QN")]


def test_of_homes_that_say_since_when_all_but_the_latest_are_over():
    one = as_one(
        row(address="1 Mill Lane", postcode="QA1 4QN", home={"home_since": "2015-02-01"}),
        row(address="9 High Street", postcode="QA2 1AA", home={"home_since": "2022-03-01"}),
        row(address="Her father's, 3 Low Road", postcode="QA3 1AA"),
    )
    assert {(home.postcode, str(home.since_on), str(home.until_on)) for home in one.homes} == {
        ("QA1 4QN", "2015-02-01", "2022-03-01"),
        ("QA2 1AA", "2022-03-01", "None"),
        ("QA3 1AA", "None", "None"),
    }
    assert one.said["postcode"][0] == "QA2 1AA", "where the child lives now comes first"


def test_who_was_asked_for_in_one_row_and_named_in_another_is_named():
    unknown = Kin("", Relation.FATHER, answered=Answered.NOT_KNOWN)
    one = as_one(row(family=(unknown,)), row({"service": "Club"}, family=(Kin("Peter", Relation.FATHER),)))
    assert [kin.name for kin in one.family] == ["Peter"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"given_names": "AMARA"}, {"given_names": "Amara"}),
        ({"given_names": "Amara Jane"}, {"given_names": "Amara"}),
        ({"given_names": ["Amara", "Jane"]}, {"given_names": "Jane Amara"}),
        ({"surname": "Okonjo-Smith"}, {"surname": "Okonjo"}),
        ({"full_name": "OKONJO, Amara"}, {"full_name": "Amara Okonjo"}),
        ({"birth_date": "2014-05"}, {"birth_date": "2014-05-14"}),
        ({"birth_date": None}, {"birth_date": "2014-05-14"}),
        ({"nhs_number": "999 000 0018"}, {"nhs_number": "9990000018"}),
        ({"nhs_number": "9990000018"}, {"upn": "A999000000001"}),
        ({"known_as": "Mari"}, {"known_as": "Amy"}),
        ({"postcode": "QA1 4QN"}, {"postcode": "QA2 1AA"}),
        ({"identifier": "A1"}, {"identifier": "B2"}),
    ],
)
def test_what_can_be_one_child_is_one(one, other):
    assert isinstance(as_one(row(**one), row(**other)), Row)


@pytest.mark.parametrize(
    ("column", "one", "other", "words"),
    [
        ("First", {"given_names": "Amara"}, {"given_names": "Ben"}, "first name"),
        ("First", {"given_names": "Amara Jane"}, {"given_names": "Amara Rose"}, "first name"),
        ("Last", {"surname": "Okonjo"}, {"surname": "Turelwall"}, "surname"),
        ("Name", {"full_name": "Amara Okonjo"}, {"full_name": "Ben Okonjo"}, "name"),
        ("Born", {"birth_date": "2014-05-14"}, {"birth_date": "2014-05-15"}, "birth date"),
        ("NHS", {"nhs_number": "9990000018"}, {"nhs_number": "9990000026"}, "NHS number"),
        ("UPN", {"upn": "A999000000001"}, {"upn": "B999000000002"}, "UPN"),
    ],
)
def test_rows_that_cannot_be_one_child_all_wait_and_say_in_what_they_differ(column, one, other, words):
    found = as_one(row(), row(**one), row(**other))
    assert list(found) == [2, 3, 4]
    assert {fault.column for fault in found.values()} == {column}
    assert all(fault.reason.endswith(f"have the same reference and not the same {words}") for fault in found.values())
    assert {fault.right for fault in found.values()} == {"all rows of one reference are about one person"}


def test_where_one_row_has_to_wait_the_others_of_its_reference_wait_for_it():
    bad = Fault("Born", "soon", "it cannot be read as a date", "a date such as 31/12/2015")
    found = as_one(row(), bad)
    assert found[3] is bad
    assert (found[2].column, found[2].reason) == ("Ref", "row 3 has the same reference and has to wait")
    assert as_one(bad) == {2: bad}


DAYS = st.sampled_from(["2024-01-01", "2025-01-01"])
PARTS = st.fixed_dictionaries({}, optional={"service": st.sampled_from("AB"), "begins_on": DAYS})
KIN = st.builds(Kin, st.sampled_from(["Ngozi", "Peter"]), st.sampled_from(["mother", "other"]))
ROWS = st.builds(
    row,
    PARTS,
    family=st.lists(KIN, max_size=2).map(tuple),
    home=st.fixed_dictionaries({}, optional={"home_since": DAYS}),
    given_names=st.sampled_from(["Amara", "AMARA", "Amara Jane", "Ben"]),
    postcode=st.sampled_from(["QA1 4QN", "QA2 1AA"]),
    phone=st.sampled_from([[], ["0191 498 0001"], ["0191 498 0002"]]),
)


@given(st.lists(ROWS, min_size=1, max_size=5).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_the_rows_does_not_matter(both):
    one, other = (as_one(*rows) for rows in both)
    assert isinstance(one, Row) == isinstance(other, Row)
    if isinstance(one, Row):
        assert one == other
        assert digest_of(one) == digest_of(other)
