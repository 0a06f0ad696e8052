"""Names of several words are one name, and a surname is known in every romanisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.names import folded, name_parts
from wraparound.matching.fields.compounds import (
    is_east_asian_given,
    is_east_asian_surname,
    is_particle,
    is_western_given,
    surname_families,
    whole_parts,
)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Yu Xuan", ("yuxuan",)),
        ("Yu-Xuan", ("yuxuan",)),
        ("Yuxuan", ("yuxuan",)),
        ("Grace Mei Ling", ("grace", "meiling")),
        ("Ji-woo", ("jiwoo",)),
        ("Al-Hassan", ("alhassan",)),
        ("Abdul Rahman Karim", ("abdulrahman", "karim")),
        ("De la Cruz", ("delacruz",)),
        ("van den Berg", ("vandenberg",)),
        ("Mc Carthy", ("mccarthy",)),
        ("Zoe Anne Marie", ("zoe", "anne", "marie")),
        ("Smith-Jones", ("smith", "jones")),
        ("O James", ("o", "james")),
        ("Abdul", ("abdul",)),
        ("", ()),
    ],
)
def test_a_name_of_several_words_is_one_part(written, parts):
    assert whole_parts(written) == parts


@given(st.text(max_size=30))
def test_no_letter_of_a_name_is_lost_or_moved(text):
    assert "".join(whole_parts(text)) == "".join(name_parts(text))


def test_a_particle_is_no_name_of_its_own():
    assert is_particle("van")
    assert not is_particle("hassan")


@pytest.mark.parametrize(
    "surnames", ["Chen Chan Tan", "Huang Wong", "Wang Wong", "Choudhury Chaudhry", "Mukherjee Mukhopadhyay"]
)
def test_the_spellings_of_one_surname_share_a_family(surnames):
    assert set.intersection(*[set(surname_families(name)) for name in surnames.split()])


def test_a_spelling_of_two_surnames_is_in_both_and_does_not_make_them_one():
    assert set(surname_families("Wong")) == {"huang", "wang"}
    assert not set(surname_families("Huang")) & set(surname_families("Wang"))


def test_an_unknown_surname_stands_for_itself_and_a_given_name_for_its_variants():
    assert surname_families("Abernathy") == ("abernathy",)
    assert surname_families("Mohammed") == surname_families("Muhammad")


@pytest.mark.parametrize("name", ["Yu Xuan", "Hei-Tung", "Wei", "Yuxuan", "Ji Woo", "Xin"])
def test_a_name_of_such_syllables_is_east_asian(name):
    assert is_east_asian_given(name)
    assert not is_western_given(name)


@pytest.mark.parametrize("name", ["Emily", "Jayden", "Mohammed", "Ivan Chi Kai", "Oluwaseun"])
def test_a_name_that_is_not_made_of_such_syllables_is_not(name):
    assert is_western_given(name)
    assert not is_east_asian_given(name)


@pytest.mark.parametrize("name", ["Kai", "Maya", "Lauren", "Leon", "Ben", "Jo", "De Souza", "", "K"])
def test_a_name_that_could_be_either_is_called_neither(name):
    assert not is_western_given(name)
    assert not is_east_asian_given(name)


def test_a_surname_is_east_asian_in_any_romanisation():
    assert all(map(is_east_asian_surname, ["Chen", "Wong", "Szeto", "Kwok", "Park"]))
    assert not any(map(is_east_asian_surname, ["Smith", "Khan", "", folded(None)]))
