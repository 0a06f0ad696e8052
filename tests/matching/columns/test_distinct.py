"""Distinct values found as a column streams by."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.columns.distinct import RUN, Distinct

words = st.none() | st.text("ab\x00é漢", max_size=20)
parts = st.lists(st.lists(words, max_size=30), min_size=1, max_size=5)


def codes_of(found, text):
    codes = np.empty(len(text), np.int32)
    found.codes_of(text, out=codes)
    return codes.tolist()


@given(parts, st.integers(0, 3))
def test_values_keep_their_codes_from_part_to_part(columns, cut):
    found, expected = Distinct(), {}
    for column in columns:
        codes = codes_of(found, pa.array(column, pa.string())[cut:])
        wanted = [0 if word is None else expected.setdefault(word, len(expected) + 1) for word in column[cut:]]
        assert codes == wanted
    assert found.values().to_pylist() == list(expected)


def test_a_table_grows_as_far_as_it_must():
    many = 3 * RUN
    text = pa.array([f"{k % (2 * RUN)}" for k in range(many)])
    found = Distinct()
    assert codes_of(found, text) == [k % (2 * RUN) + 1 for k in range(many)]
    assert found.values().equals(text[: 2 * RUN])


def test_a_column_without_values_has_none():
    found = Distinct()
    assert codes_of(found, pa.nulls(3, pa.string())) == [0, 0, 0]
    assert found.values().to_pylist() == []
