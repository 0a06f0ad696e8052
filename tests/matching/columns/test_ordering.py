"""The canonical order of rows: by two hashes, all their bits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.columns.ordering import order_of

halves = st.sampled_from([0, 1, 7, 0xFFFFFFFF])  # few, so that upper halves are often the same and lower ones not
words = st.tuples(halves, halves).map(lambda both: both[0] << 32 | both[1])


@given(st.lists(st.tuples(words, words), max_size=40))
def test_rows_stand_by_key_then_tie_then_place(rows):
    key, tie = (np.array([row[k] for row in rows], np.uint64) for k in range(2))
    assert order_of(key, tie=tie).tolist() == np.lexsort((tie, key)).tolist()
