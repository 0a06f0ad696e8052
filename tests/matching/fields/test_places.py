"""Homes, postcodes British and foreign, telephones and e-mail, as they are compared."""

import pyarrow as pa
import pytest

from wraparound.matching.fields import prepared


def fields(**given):
    return prepared({name: [pa.array(texts, pa.string())] for name, texts in given.items()})


def test_british_postcodes_are_one_spelling_and_lie_in_wider_places():
    found = fields(postcode=["qa1 2bd", "QA12BD", "QA1  2BD"])
    assert found.columns["postcode"].to_pylist() == ["QA1 2BD"] * 3
    assert found.columns["sector"].to_pylist() == ["QA1 2"] * 3
    assert found.columns["outward"].to_pylist() == ["QA1"] * 3


def test_foreign_postcodes_are_compared_as_they_are():
    found = fields(postcode=["2000", "2010", "0800"])
    assert found.columns["postcode"].to_pylist() == ["2000", "2010", "0800"]
    assert "sector" not in found.columns


@pytest.mark.parametrize("empty_first", [True, False])
def test_what_kind_of_postcode_it_is_does_not_depend_on_which_file_comes_first(empty_first):
    parts = [pa.nulls(3000, pa.string()), pa.array(["QA1 2BD"] * 5)]
    whole = pa.concat_arrays(parts if empty_first else parts[::-1])
    assert "sector" in prepared({"postcode": [whole]}).columns


def test_address_and_postcode_are_one_proof():
    found = fields(postcode=["QA1 2BD"], address=["1 Elm Row"])
    assert [c.name for c in found.comparisons] == ["postcode"]
    assert [c.name for c in fields(address=["1 Elm Row"]).comparisons] == ["address"]


def test_former_homes_are_homes_too():
    found = fields(postcode=["QA1 2BD"], previous_postcode=["QB3 4EF"])
    assert found.columns["postcode"].to_pylist() == [["QA1 2BD", "QB3 4EF"]]


def test_parts_of_an_address_are_each_compared():
    found = fields(house_number=["12a"], street=["Elm Row"], town=["Quarton"], county=["Q"], locality=["X"])
    assert [c.name for c in found.comparisons] == ["house_number", "street", "locality", "town", "county"]


@pytest.mark.parametrize("number", ["07700 900123", "+44 7700 900 123", "(07700) 900123", "0044 7700 900123"])
def test_a_telephone_number_has_one_spelling(number):
    assert fields(phone=[number]).columns["phone"].to_pylist() == ["+447700900123"]


def test_a_telephone_number_of_no_known_form_is_its_digits():
    assert fields(phone=["ext 4411", "none"]).columns["phone"].to_pylist() == ["4411", None]


def test_an_email_address_is_compared_whole_and_by_its_name():
    found = fields(email=[" Ada.O@Example.org "])
    assert found.columns["email"].to_pylist() == ["ada.o@example.org"]
    assert found.columns["email_name"].to_pylist() == ["ada.o"]
    assert found.columns["email_digits"].to_pylist() == ["none"]


def test_email_addresses_with_other_numbers_are_different():
    (comparison,) = fields(email=["ada.quorn69@example.org", "ada.quorn46@example.org"]).comparisons
    assert [level.label for level in comparison.levels[1:]] == [
        "same e-mail address", "same name before the @", "one slip in the letters of the e-mail address", "different",
    ]  # fmt: skip


def test_a_missing_home_is_not_known():
    found = fields(postcode=["QA1 2BD", None], phone=[None, "07700 900123"], carer_name=["Ada", ""])
    for name in ("postcode", "phone", "carer_name"):
        assert found.columns[name].null_count == 1
    assert all(comparison.levels[0].is_null for comparison in found.comparisons)
