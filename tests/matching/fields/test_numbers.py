"""Numbers meant to be one person's, guards from verified ones, and columns known only by their shape."""

import pyarrow as pa
import pytest

from wraparound.kernel.identifiers import nhs_check_digit
from wraparound.matching.fields import prepared
from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.model import Shares
from wraparound.matching.pipeline.inputs import Input, gathered_inputs
from wraparound.matching.words import Field


def number(k):
    nine = next(f"999{n:06}" for n in range(7 * k, 7 * k + 7) if nhs_check_digit(f"999{n:06}") is not None)
    return nine + str(nhs_check_digit(nine))


def fields(**given):
    return prepared({name: [pa.array(values)] for name, values in given.items()})


def test_an_nhs_number_is_digits_and_one_with_a_wrong_check_digit_is_none():
    good = number(1)
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    found = fields(nhs_number=[f"{good[:3]} {good[3:6]} {good[6:]}", wrong, None]).columns["nhs_number"].to_pylist()
    assert found == [good, None, None]


def test_an_identifier_is_compared_without_spaces_or_case():
    assert fields(identifier=["AB 12-3", "ab123"]).columns["identifier"].to_pylist() == ["ab123", "ab123"]


def test_a_slip_in_an_identifier_is_a_level_of_its_own():
    (comparison,) = fields(identifier=["AB123"]).comparisons
    assert [level.label for level in comparison.levels[1:4]] == [
        "same identifier", "one slip in the identifier", "two slips in the identifier",
    ]  # fmt: skip
    assert comparison.shares is Shares.MISTAKEN


def test_two_columns_of_identifiers_are_two_numbers():
    both = prepared({"identifier": [pa.array(["A1"]), pa.array(["B2"])]})
    assert [c.name for c in both.comparisons] == ["identifier", "identifier_2"]


def test_only_verified_numbers_guard():
    found = fields(nhs_number=[number(1), number(2), number(3)], nhs_number_verified=[True, False, None])
    assert found.guards == ["nhs_number_guard"]
    assert found.columns["nhs_number_guard"].to_pylist() == [number(1), None, None]
    assert fields(nhs_number=[number(1)]).guards == []


def test_a_map_says_which_words_mean_verified():
    table = pa.table({"n": [number(1), number(2), number(3)], "status": ["01", "02", " 01 "]})
    status = ColumnUse(Field.NHS_NUMBER_VERIFIED, true_when=("01",))
    mapping = Mapping("health", columns=uses([("n", ColumnUse(Field.NHS_NUMBER)), ("status", status)]))
    given = gathered_inputs([Input(table, mapping, "health.csv")]).given
    assert given["nhs_number_verified"][0].to_pylist() == [True, False, True]
    assert prepared(given).columns["nhs_number_guard"].to_pylist() == [number(1), None, number(3)]


@pytest.mark.parametrize(
    ("text", "sex"), [("F", "f"), ("Female", "f"), ("2", "f"), ("male", "m"), ("1", "m"), ("9", None), ("", None)]
)
def test_sex_is_its_letter_or_code_and_not_known_is_missing(text, sex):
    assert fields(sex=[text]).columns["sex"].to_pylist() == [sex]


def test_what_is_known_only_by_its_shape_is_compared_by_its_shape():
    found = fields(text=["Likes FOOTBALL"], category=["Red"], number=["12.5"], school=["Elm Row"], surgery=["Oak"])
    names = [c.name for c in found.comparisons]
    assert names == ["school", "surgery", "text_1", "category_1", "number_1"]
    assert found.columns["text_1"].to_pylist() == ["likes football"]
    assert found.columns["category_1"].to_pylist() == ["red"]


def test_numbers_are_near_and_numbers_that_are_words_are_only_the_same():
    near, words = fields(number=["1", "2", "9"]).comparisons[0], fields(number=["1", "two"]).comparisons[0]
    assert [level.label for level in near.levels] == ["not known", "same number", "near", "different"]
    assert [level.label for level in words.levels] == ["not known", "same", "different"]


def test_every_comparison_begins_with_not_known_and_ends_with_everything_else():
    found = fields(nhs_number=[number(1)], upn=["x"], uln=["1"], identifier=["A"], sex=["M"], text=["a"], number=["1"])
    for comparison in found.comparisons:
        assert comparison.levels[0].is_null
        assert comparison.levels[-1].label == "different"
