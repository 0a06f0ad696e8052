"""Hold passwords to length and to what is tried first, and to nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.access.queries import common_passwords
from wraparound.access.rules import PASSWORD_AT_LEAST, PASSWORD_AT_MOST, wanting_of_password

ABOUT = ["rosa.wendle", "Rosa Wendle", "rosa.wendle@ashmere.example.org", "Ashmere Council", "ashmere", "wraparound"]


def wanting(password):
    return wanting_of_password(password, common=common_passwords(), about=ABOUT)


@pytest.mark.parametrize("password", ["kettle orbit marzipan", "тёплый осенний день", "x7#kQ9!pLm2v"])
def test_what_is_long_and_unusual_will_do(password):
    assert wanting(password) == ""


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "at least"),
        ("kettle orbi", "at least"),
        ("x" * 201, "at most"),
        ("aaaaaaaaaaaaaaaa", "tried first"),
        ("passwordpassword", "tried first"),
        ("Password1234!", "tried first"),
        ("sunshine123456", "tried first"),
        ("123456789012", "tried first"),
        ("abcdefghijklm", "tried first"),
        ("qwertyuiopasdf", "tried first"),
        ("RosaWendle2026", "mostly your name"),
        ("wendle.ashmere", "mostly your name"),
        ("Wraparound!12", "mostly your name"),
    ],
)
def test_what_is_tried_first_will_not(password, told):
    assert told in wanting(password)


@given(st.text(max_size=PASSWORD_AT_LEAST - 1))
def test_nothing_short_will_do(password):
    assert wanting(password)


@given(st.sampled_from(sorted(common_passwords())), st.text(alphabet="0123456789!", max_size=8))
def test_no_common_password_will_do_with_digits_behind_it(common, behind):
    assert wanting(common + behind)


@given(st.text(min_size=PASSWORD_AT_MOST + 1, max_size=PASSWORD_AT_MOST + 50))
def test_nothing_endless_is_hashed(password):
    assert wanting(password)
