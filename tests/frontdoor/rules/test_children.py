"""What a contact says of a child, as a record of the index says it."""

from datetime import date

import pytest

from wraparound.frontdoor.rules.children import age_of, key_of, record_of
from wraparound.frontdoor.words.telling import ChildTold

ON = date(2026, 9, 1)


def test_the_last_word_of_a_name_is_taken_for_the_surname_and_what_is_not_said_is_left_out():
    told = record_of(ChildTold(name="Hattie May Alder", born="3 2 2015", address="1 Mill Road, Pellness QA1 6LY"))
    held = {"given_names": ["Hattie May"], "surname": ["Alder"], "birth_date": ["2015-02-03"], "postcode": ["QA1 6LY"]}
    assert told == held
    assert record_of(ChildTold(name="Alder", born="about six")) == {"surname": ["Alder"]}


def test_a_child_who_is_not_born_has_the_day_that_is_expected():
    assert record_of(ChildTold(name="Baby Alder", born="2027-01-03", unborn=True))["expected_birth_date"] == [
        "2027-01-03"
    ]


@pytest.mark.parametrize(
    ("born", "age"),
    [("2015-02-03", 11), ("3 2 2015", 11), ("2015", 11), ("", None), ("about six", None), ("2027-01-01", None)],
)
def test_an_age_is_read_from_however_a_birth_date_is_written(born, age):
    assert age_of(born, on=ON) == age


def test_a_child_of_a_contact_has_a_reference_of_its_own():
    assert key_of("C-7K3M-92QX", place=2) == "C-7K3M-92QX/2"
