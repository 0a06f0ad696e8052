"""References of work: by chance, of one shape, and never a child's code."""

import re

from hypothesis import given
from hypothesis import strategies as st

from wraparound.post.rules.facts import REFERENCE
from wraparound.teams.rules.refs import REF, ref_of


@given(st.binary(min_size=5, max_size=8))
def test_a_reference_has_a_shape_that_a_letter_may_say(chance):
    assert re.fullmatch(REF, ref_of(chance))
    assert REFERENCE.fullmatch(ref_of(chance))
