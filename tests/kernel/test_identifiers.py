"""Identifiers: what is accepted, what is refused, and what a check digit catches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel import identifiers as ids

NINE = st.text("0123456789", min_size=9, max_size=9)
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def whole(nine: str) -> str | None:
    check = ids.nhs_check_digit(nine)
    return None if check is None else ids.normal_nhs_number(f"{nine}{check}")


@pytest.mark.parametrize(
    "text", ["9434765919", "943 476 5919", "943-476-5919", " 9434765919.0 ", "943\u00a0476\u00a05919", "943‐476‐5919"]
)
def test_an_nhs_number_is_read_however_it_is_spaced(text):
    assert ids.normal_nhs_number(text) == "9434765919"


@pytest.mark.parametrize(
    "text",
    [None, "", "9434765918", "943476591", "94347659190", "943476591X", "0000000000", "9999999999", "９434765919"],
)
def test_what_is_no_nhs_number_gives_none(text):
    assert ids.normal_nhs_number(text) is None


@given(NINE, st.integers(0, 9), st.integers(1, 9))
def test_every_wrong_digit_in_an_nhs_number_is_caught(nine, place, by):
    number = whole(nine)
    if number:
        wrong = str((int(number[place]) + by) % 10)
        assert ids.normal_nhs_number(number[:place] + wrong + number[place + 1 :]) is None


@given(NINE, st.integers(0, 8))
def test_every_swap_of_neighbours_in_an_nhs_number_is_caught(nine, place):
    number = whole(nine)
    if number and number[place] != number[place + 1]:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert ids.normal_nhs_number(swapped) is None


def test_a_check_digit_of_ten_is_never_valid():
    assert ids.nhs_check_digit("100000001") is None
    assert not any(ids.normal_nhs_number(f"100000001{digit}") for digit in range(10))


def test_a_remainder_of_zero_gives_check_digit_zero():
    assert ids.nhs_check_digit("100000300") == 0
    assert ids.nhs_check_digit("999000001") == 8
    assert ids.nhs_check_digit("not nine") is None


def test_an_nhs_number_is_shown_as_three_three_four():
    assert ids.shown_nhs_number("9990000018") == "999 000 0018"


def test_only_numbers_that_begin_with_999_are_for_tests():
    assert ids.is_test_nhs_number("9990000018")
    assert not ids.is_test_nhs_number("9434765919")


@given(NINE, st.integers(0, 9))
def test_no_number_is_both_an_nhs_number_and_a_uln(nine, last):
    number = f"{nine}{last}"
    assert ids.normal_nhs_number(number) is None or ids.normal_uln(number) is None


@pytest.mark.parametrize(
    ("text", "uln"),
    [
        ("9276308686", "9276308686"),
        ("10 0000 0043", "1000000043"),
        ("9276308685", None),
        ("9999999999", None),
        ("0000000042", None),
        (None, None),
    ],
)
def test_a_uln_must_pass_its_check_and_not_begin_with_zero(text, uln):
    assert ids.normal_uln(text) == uln


@given(st.text("123456789", min_size=1, max_size=1), st.text("0123456789", min_size=8, max_size=8))
def test_nine_digits_make_a_uln_with_one_last_digit_or_none(first, rest):
    nine = first + rest
    remainder = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 11
    passing = [last for last in range(10) if ids.normal_uln(f"{nine}{last}")]
    assert passing == ([10 - remainder] if remainder else [])


@pytest.mark.parametrize(
    "text", ["H801200001001", "h801 2000 01001", "H8O12OOOO1OO1", "H80I20000I00I", " H-801-2000-01-001"]
)
def test_a_upn_is_read_however_it_is_typed(text):
    assert ids.normal_upn(text) == "H801200001001"


@pytest.mark.parametrize(
    "text", [None, "", "UN1", "UN7", "A801200001001", "H80120000100", "I801200001001", "H80120000A001"]
)
def test_what_is_no_upn_gives_none(text):
    assert ids.normal_upn(text) is None


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789" + LETTERS))
def test_a_upn_passes_with_its_own_check_letter_only(eleven, last):
    rest = eleven + last
    own = ids.upn_check_letter(rest)
    assert [letter for letter in LETTERS if ids.normal_upn(letter + rest)] == [own]
    assert ids.is_temporary_upn(f"{own}{rest}") == last.isalpha()


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_every_wrong_digit_in_a_upn_is_caught(rest, place, by):
    wrong = rest[:place] + str((int(rest[place]) + by) % 10) + rest[place + 1 :]
    assert ids.upn_check_letter(rest) != ids.upn_check_letter(wrong)


def test_a_upn_comes_apart():
    assert ids.upn_parts("H801200001001") == ids.UpnParts("801", "2000", "01", "001")
    assert ids.upn_check_letter("too short") is None


def test_a_former_upn_counts_only_when_it_differs_from_the_current():
    assert ids.normal_former_upn("H801200001001", current=None) == "H801200001001"
    assert ids.normal_former_upn("H801200001001", current="H801200001001") is None
    assert ids.normal_former_upn("nonsense", current="H801200001001") is None


def test_the_reason_for_having_no_upn_is_kept():
    assert [ids.upn_unknown_code(code) for code in ("UN1", "un7", "UN8", "H801200001001", None)] == [
        "UN1",
        "UN7",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (ids.normal_urn, "100 001", "100001"),
        (ids.normal_urn, "100001.0", "100001"),
        (ids.normal_urn, "012345", None),
        (ids.normal_urn, "SC1234", None),
        (ids.normal_la_code, "201", "201"),
        (ids.normal_la_code, "20", None),
        (ids.normal_gss_code, "e09000001", "E09000001"),
        (ids.normal_gss_code, "201", None),
        (ids.normal_uprn, "000010023", "10023"),
        (ids.normal_uprn, "000000000000", None),
        (ids.normal_uprn, "1234567890123", None),
        (ids.normal_uprn, None, None),
    ],
)
def test_codes_of_schools_places_and_addresses_have_one_form(read, text, expected):
    assert read(text) == expected


READERS = [getattr(ids, name) for name in dir(ids) if name.startswith("normal_") and name != "normal_former_upn"]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(st.text(max_size=16) | st.text("0123456789UNH \u0660²", max_size=16))
def test_strange_text_never_raises_and_a_normal_form_stays(read, text):
    found = read(text)
    assert found is None or read(found) == found
