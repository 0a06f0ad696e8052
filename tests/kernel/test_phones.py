"""Telephone numbers: one spelling for all ways of writing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.phones import normal_phone


@pytest.mark.parametrize(
    "text",
    [
        "07700900123",
        "07700 900 123",
        "(07700) 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "+44 07700 900123",
        "0044 7700 900123",
        "447700900123",
        "7700900123",
        "Mobile: 07700-900123 ext 4",
        "07700900123x12",
        "07700 900123 / 07700 900456",
        "none or 07700 900123",
    ],
)
def test_a_number_has_one_spelling(text):
    assert normal_phone(text) == "+447700900123"


@pytest.mark.parametrize(
    "text", [None, "", "n/a", "123", "900123", "07700 90012345", "00000000000", "07777777777", "999", "+44", "00"]
)
def test_what_is_no_number_gives_none(text):
    assert normal_phone(text) is None


def test_numbers_of_other_countries_keep_theirs():
    assert normal_phone("+48 600 000 123") == "+48600000123"
    assert normal_phone("0048 600 000 123") == "+48600000123"


def test_a_landline_is_read_like_a_mobile():
    assert normal_phone("01632 960 960") == "+441632960960"


@given(
    st.text("0123456789", min_size=3, max_size=3),
    st.sampled_from(["07700900{}", "07700 900 {}", "+44(0)7700900{}", "+44-7700-900-{}"]),
)
def test_every_drama_number_is_read_from_every_writing(last, writing):
    assert normal_phone(writing.format(last)) == f"+447700900{last}"


@given(st.text(max_size=20) | st.text("0123456789+() x/", max_size=24))
def test_strange_text_never_raises_and_a_normal_form_stays(text):
    found = normal_phone(text)
    assert found is None or (normal_phone(found) == found and found[1:].isascii() and found[1:].isdigit())
