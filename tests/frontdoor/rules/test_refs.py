"""References and codes by chance."""

import re

from hypothesis import given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.refs import REF, code_by_chance, code_read, ref_of


@given(st.binary(min_size=5, max_size=5))
def test_a_reference_is_one_that_an_address_takes(chance):
    assert re.fullmatch(REF, ref_of(chance))


@given(st.binary(min_size=10, max_size=10))
def test_a_code_is_read_however_it_is_typed(chance):
    code = code_by_chance(chance)
    assert len(code) == 19
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} ", code.replace("0", "o")):
        assert code_read(typed) == code


def test_every_bit_of_chance_is_in_the_code():
    assert len({code_by_chance(number.to_bytes(10, "big")) for number in range(0, 1 << 16, 7)}) == len(
        range(0, 1 << 16, 7)
    )
