"""Columns tell of families: who, how they stand to the child, and three words for parental responsibility."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.agencies.words import FamilyField
from wraparound.feeds.rules import row_of
from wraparound.feeds.rules.family import ANY, asked_by, family_of, relation_of
from wraparound.feeds.rules.maps import kept_map, map_of
from wraparound.feeds.words import ColumnMap, Use
from wraparound.identity.words import Answered, Kin, LivesWith, Relation, Responsibility

SCHOOL = ColumnMap(
    "Ref",
    {
        "Surname": Use("surname"),
        "Contact1": Use("carer_name"),
        "Contact1Relationship": Use("relation", of="Contact1"),
        "Contact1PR": Use("responsibility", of="Contact1"),
        "Contact2": Use("relative_name"),
        "Contact2Relationship": Use("relation", of="Contact2"),
        "Contact2PR": Use("responsibility", ("FULL",), of="Contact2"),
        "Contact2LivesWith": Use("lives_with", of="Contact2"),
        "Father": Use("relative_name", relation="father"),
        "Tenancy": Use("household"),
        "Moved": Use("home_since"),
        "Worker": Use("professional"),
        "Worker2": Use("professional", of="2"),
        "Worker2Until": Use("ends_on", of="2"),
    },
)


def read(**values):
    return row_of({"Ref": "1", "Surname": "Okonjo", **values}, by_map=SCHOOL, as_of=date(2026, 9, 1))


def test_what_is_said_of_each_relative_is_kept_with_the_one_it_is_about():
    row = read(
        Contact1="Ngozi  Okonjo", Contact1Relationship="Mum", Contact1PR="Y",
        Contact2="Peter Obi", Contact2Relationship="step-father", Contact2PR="full", Contact2LivesWith="N",
    )  # fmt: skip
    assert row.family == (
        Kin("Ngozi Okonjo", Relation.MOTHER, Responsibility.HAS, LivesWith.NOT_ASKED),
        Kin("Peter Obi", Relation.STEP_PARENT, Responsibility.HAS, LivesWith.NO),
    )


def test_the_engine_is_given_what_it_was_given_before_and_nothing_of_the_family():
    row = read(Contact1="Ngozi Okonjo", Contact2="Peter Obi", Father="Sam Okonjo", Tenancy="T1", Worker="Jo Farrant")
    assert row.said == {"surname": ["Okonjo"], "carer_name": ["Ngozi Okonjo"]}
    assert row.home == {"household": "T1"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Y", "has"), ("yes", "has"), ("1", "has"), ("N", "has_not"), ("No", "has_not"), ("0", "has_not"),
        ("", "not_asked"), ("U", "not_asked"), ("Not asked", "not_asked"), ("Unknown", "not_asked"), ("?", "not_asked"),
    ],
)  # fmt: skip
def test_what_is_neither_yes_nor_no_is_never_taken_for_a_no(text, word):
    assert read(Contact1="Ngozi Okonjo", Contact1PR=text).family[0].responsibility == word


@pytest.mark.parametrize(
    ("text", "answered"),
    [("Not asked", Answered.NOT_ASKED), ("Not known", Answered.NOT_KNOWN), ("N/K", Answered.NOT_KNOWN)],
)
def test_a_father_who_was_not_asked_for_and_one_who_is_not_known_are_told_apart(text, answered):
    assert read(Father=text).family == (Kin("", Relation.FATHER, answered=answered),)
    assert read().family == ()


def test_one_person_named_twice_in_a_row_is_one_with_what_says_more():
    row = read(Contact1="Sam Okonjo", Contact1PR="Y", Father="Sam Okonjo")
    assert row.family == (Kin("Sam Okonjo", Relation.FATHER, Responsibility.HAS),)


def test_a_further_involvement_has_columns_of_its_own_and_a_day_that_is_read():
    row = read(Worker="Jo Farrant", Worker2="Ade Bello", Worker2Until="1/2/2026", Moved="3/4/2020")
    assert (row.part, row.more) == (
        {"professional": "Jo Farrant"},
        ({"professional": "Ade Bello", "ends_on": "2026-02-01"},),
    )
    assert row.home == {"home_since": "2020-04-03"}
    assert read(Moved="31/2/2020").column == "Moved"


def test_a_feed_says_what_it_asks_about():
    asks = asked_by(SCHOOL)
    assert {"responsibility", "lives_with", "household", f"relation:{ANY}", "relation:father"} <= asks
    assert "relation:mother" not in asks
    assert asked_by(ColumnMap("Ref", {"Parent": Use("carer_name")})) == {"relation:parent_or_carer"}


def test_a_map_with_families_is_kept_and_read_again():
    assert map_of(kept_map(SCHOOL)) == SCHOOL


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Mother", "mother"), ("DAD", "father"), ("Step Mother", "step_parent"), ("Grandmother", "grandparent"),
        ("Half-brother", "sibling"), ("Foster carer", "foster_carer"), ("Carer", "parent_or_carer"),
        ("Social worker", "other"), ("Step-brother", "sibling"), ("Mum's partner", "step_parent"),
    ],
)  # fmt: skip
def test_a_relation_is_read_as_agencies_write_it(text, relation):
    assert relation_of(text) == relation


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["relative_name", "carer_name", "relation", "responsibility", "lives_with"]),
            st.text(max_size=9),
        ),
        max_size=6,
    )
)
def test_whatever_stands_there_nobody_is_named_twice_or_without_a_name(cells):
    family = family_of([(str(place), Use(field), text) for place, (field, text) in enumerate(cells)])
    names = [kin.name for kin in family if kin.answered == Answered.NAMED]
    assert len(names) == len(set(names))
    assert all((kin.name == "") == (kin.answered != Answered.NAMED) for kin in family if kin.name.strip() or not names)
    assert set(FamilyField)
