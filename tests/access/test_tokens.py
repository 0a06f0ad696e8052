"""Hold what an agency says of someone to the issuer, audience, nonce and time we asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT
from wraparound.access.rules import Awaited, shown_by, wanting_of_claims

AWAITED = Awaited("https://login.example.org", "wraparound", "the nonce")
NOW = int(AT.timestamp())
GOOD = {
    "iss": "https://login.example.org", "aud": "wraparound", "sub": "rosa", "nonce": "the nonce",
    "iat": NOW, "exp": NOW + 300, "auth_time": NOW - 5, "email": "rosa@example.org", "email_verified": True,
}  # fmt: skip


def wanting(**changed):
    claims = {name: value for name, value in (GOOD | changed).items() if value != "gone"}
    return wanting_of_claims(claims, awaited=AWAITED, at=AT)


def test_what_was_asked_for_is_believed():
    assert wanting() == ""
    shown = shown_by(GOOD)
    assert (shown.subject, shown.email, shown.verified) == ("rosa", "rosa@example.org", True)
    assert wanting(aud=["wraparound", "another"], azp="wraparound") == ""
    assert wanting(exp=NOW - 59) == ""


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"iss": "https://login.example.org/"}, "another issuer"),
        ({"iss": "gone"}, "another issuer"),
        ({"aud": "another"}, "another service"),
        ({"aud": "gone"}, "another service"),
        ({"aud": []}, "another service"),
        ({"aud": ["wraparound", "another"]}, "to whom"),
        ({"azp": "another"}, "another service"),
        ({"nonce": "other"}, "another question"),
        ({"nonce": "gone"}, "another question"),
        ({"nonce": None}, "another question"),
        ({"sub": ""}, "who it is about"),
        ({"sub": 7}, "who it is about"),
        ({"sub": "x" * 256}, "who it is about"),
        ({"exp": NOW - 60 - 1}, "run out"),
        ({"exp": "gone"}, "run out"),
        ({"exp": "9999999999"}, "run out"),
        ({"exp": True}, "run out"),
        ({"iat": "gone"}, "just now"),
        ({"iat": NOW - 601}, "just now"),
        ({"iat": NOW + 61}, "just now"),
        ({"nbf": NOW + 61}, "does not hold yet"),
        ({"nbf": "soon"}, "does not hold yet"),
    ],
)
def test_anything_else_is_not(changed, told):
    assert told in wanting(**changed)


@pytest.mark.parametrize(
    ("auth_time", "believed"), [(NOW, True), (NOW - 59, True), (NOW - 3600, False), ("gone", False), (NOW + 90, False)]
)
def test_signing_in_again_must_have_happened_now(auth_time, believed):
    claims = {name: value for name, value in (GOOD | {"auth_time": auth_time}).items() if value != "gone"}
    anew = replace(AWAITED, signed_in_since=AT)
    assert (wanting_of_claims(claims, awaited=anew, at=AT + timedelta(seconds=1)) == "") == believed


@pytest.mark.parametrize("said", [False, "true", 1, None, "gone"])
def test_an_address_counts_only_when_it_is_said_to_be_verified(said):
    assert not shown_by(
        {name: value for name, value in (GOOD | {"email_verified": said}).items() if value != "gone"}
    ).verified


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.none() | st.booleans() | st.integers() | st.text(max_size=9)))
def test_whatever_is_said_instead_is_never_a_fault_of_ours(changed):
    wanting_of_claims(GOOD | changed, awaited=AWAITED, at=AT)
