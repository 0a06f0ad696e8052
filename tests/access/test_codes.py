"""Hold the codes of apps to RFC 6238, and recovery codes to being readable and hard to guess."""

from base64 import b32decode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT
from wraparound.access.rules import address_for_app, code_of, fitting_step, hash_of, recovery_code, step_of

SECRET = b"12345678901234567890"
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("seconds", "code"),  # RFC 6238, appendix B, the last six of its eight digits
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert code_of(SECRET, step=step_of(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(("late", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_wrong_by_half_a_minute_either_way(late, fits):
    code = code_of(SECRET, step=step_of(AT))
    assert (fitting_step(SECRET, code=code, at=AT + late * HALF_A_MINUTE, after=0) is not None) == fits


def test_a_code_that_was_used_fits_no_more_nor_does_an_older_one():
    now = step_of(AT)
    for step, fits in [(now - 1, False), (now, False), (now + 1, True)]:
        found = fitting_step(SECRET, code=code_of(SECRET, step=step), at=AT, after=now)
        assert (found == step) == fits


@given(st.text(max_size=12))
def test_what_is_no_code_never_fits(said):
    fits = {code_of(SECRET, step=step_of(AT) + late) for late in (-1, 0, 1)}
    found = fitting_step(SECRET, code=said, at=AT, after=0)
    assert (found is not None) == ("".join(said.split()) in fits)


def test_spaces_in_a_code_do_not_matter():
    code = code_of(SECRET, step=step_of(AT))
    assert fitting_step(SECRET, code=f" {code[:3]} {code[3:]} ", at=AT, after=0)


@given(st.binary(min_size=20, max_size=20), st.text(max_size=30))
def test_an_app_reads_the_same_secret_from_the_address(secret, account):
    parts = urlsplit(address_for_app(secret, account=account, issuer="Wraparound"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == f"/Wraparound:{account}"
    shown = parse_qs(parts.query)["secret"][0]
    assert b32decode(shown + "=" * (-len(shown) % 8)) == secret


@given(st.lists(st.integers(0, 29), min_size=16, max_size=16))
def test_a_recovery_code_is_four_groups_and_found_however_it_is_typed(numbers):
    code = recovery_code(numbers)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert not set(code) & set("01ilou")
    assert hash_of(code.replace("-", " ")) == hash_of(code)


@given(st.lists(st.integers(0, 29), min_size=16, max_size=16), st.lists(st.integers(0, 29), min_size=16, max_size=16))
def test_other_numbers_are_another_code(one, other):
    assert (hash_of(recovery_code(one)) == hash_of(recovery_code(other))) == (one == other)
