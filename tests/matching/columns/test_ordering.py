"""The canonical order of rows: by two hashes, all their bits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.columns import parting, sharing
from wraparound.matching.columns.ordering import laid_rows, order_of

halves = st.sampled_from([0, 1, 7, 0xFFFFFFFF])  # few, so that upper halves are often the same and lower ones not
words = st.tuples(halves, halves).map(lambda both: both[0] << 32 | both[1])


@given(st.lists(st.tuples(words, words), max_size=40))
def test_rows_stand_by_key_then_tie_then_place(rows):
    key, tie = (np.array([row[k] for row in rows], np.uint64) for k in range(2))
    assert order_of(key, tie=tie).tolist() == np.lexsort((tie, key)).tolist()


@pytest.mark.parametrize("part", [3, 7])
@pytest.mark.parametrize("few", [0, 2_000])
def test_rows_put_in_order_part_by_part_stand_as_if_they_were_all_at_once(monkeypatch, part, few):
    monkeypatch.setattr(parting, "PART", part)
    monkeypatch.setattr(sharing, "FEW", few)
    chance = np.random.default_rng(part)
    key = chance.integers(0, 1 << 63, 300, np.uint64)[chance.integers(0, 300, 900)] * np.uint64(2)
    key[chance.random(len(key)) < 0.3] = 0  # without a key
    tie = chance.integers(0, 1 << 63, 700, np.uint64)[chance.integers(0, 700, 900)]
    assert order_of(key, tie=tie).tolist() == np.lexsort((tie, key)).tolist()


def test_rows_are_laid_out_in_their_order_and_nothing_is_beside_them():
    chance = np.random.default_rng(2)
    columns = [chance.integers(-9, 9, 5_000).astype(np.int32) for _ in range(3)]
    order = chance.permutation(5_000).astype(np.int32)
    rows = laid_rows(columns, order=order)
    assert (rows[:, :3] == np.stack(columns, axis=1)[order]).all()
    assert not rows[:, 3:].any()
    assert rows.ctypes.data % 64 == 0
