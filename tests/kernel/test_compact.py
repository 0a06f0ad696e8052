"""Compact JSON is the standard library's, byte for byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.compact import compact

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES, st.booleans())
def test_it_is_what_the_standard_library_writes(value, sort_keys):
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    assert compact(value, sort_keys=sort_keys) == written


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError):
        compact({"when": object()})
