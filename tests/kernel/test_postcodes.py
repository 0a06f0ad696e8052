"""Postcodes: one spelling, certain mends only, and invented ones told apart."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.postcodes import INWARD_LETTERS, area, inward, is_invented, normal_postcode, outward, sector

SHAPES = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        (" Sw1A  1aA. ", "SW1A 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("B33 8TH", "B33 8TH"),
        ("EC1A-1BB", "EC1A 1BB"),
        ("DN55\u00a01PT", "DN55 1PT"),
        ("gir 0aa", "GIR 0AA"),
        ("QA12 3XY", "QA12 3XY"),
    ],
)
def test_a_postcode_has_one_spelling(text, expected):
    assert normal_postcode(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SWIA IAA", "SW1A 1AA"),
        ("W1A OAX", "W1A 0AX"),
        ("0L1 1AA", "OL1 1AA"),
        ("S014 3AB", "SO14 3AB"),
        ("LI 5AB", "L1 5AB"),
        ("1P1 1AA", "IP1 1AA"),
        ("S0 1AA", "S0 1AA"),
    ],
)
def test_a_slip_is_mended_where_only_one_reading_is_possible(text, expected):
    assert normal_postcode(text) == expected


@pytest.mark.parametrize(
    "text", [None, "", "SW1A", "1AA", "SW1A 1A0", "SW1A 1CA", "ZZ99 3VZ", "ZZ99 3GZ", "not known", "12345", "SW1A 1AAA"]
)
def test_what_is_no_place_gives_none(text):
    assert normal_postcode(text) is None


def test_a_postcode_lies_in_wider_places():
    assert outward("sw1a1aa") == outward("SW1A") == "SW1A"
    assert inward("sw1a1aa") == "1AA"
    assert sector("sw1a1aa") == "SW1A 1"
    assert [area("SW1A 1AA"), area("M1 1AE")] == ["SW", "M"]
    assert outward("?") is inward("SW1A") is sector(None) is None


def test_areas_not_in_use_are_known_as_invented():
    assert is_invented("QA1 2AB")
    assert is_invented("V1 2AB")
    assert not is_invented("SW1A 1AA")
    assert not is_invented("GIR 0AA")


@given(st.sampled_from(SHAPES), st.data())
def test_spacing_and_case_never_matter(shape, data):
    def drawn(kind: str) -> str:
        return data.draw(st.sampled_from("QVX" if kind == "A" else "123456789"))

    code = "".join(map(drawn, shape)) + "7" + data.draw(st.text(INWARD_LETTERS, min_size=2, max_size=2))
    found = normal_postcode(code)
    assert found == f"{code[:-3]} {code[-3:]}"
    assert normal_postcode(" ".join(code.lower())) == found
    assert f"{outward(found)} {inward(found)}" == found


@given(st.text(max_size=9) | st.text("ABOI01Z ", max_size=8))
def test_strange_text_never_raises_and_a_normal_form_stays(text):
    found = normal_postcode(text)
    assert found is None or (normal_postcode(found) == found and re.fullmatch(r"[A-Z0-9]{2,4} \d[A-Z]{2}", found))
