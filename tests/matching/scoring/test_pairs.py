"""Kept pairs are put in order, each once, however they were found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.scoring.pairs import Pairs, once

FOUND = st.lists(st.lists(st.tuples(st.integers(0, 8), st.integers(9, 60))), max_size=4)


def pairs_of(found):
    """Return pairs whose odds follow from who they are of."""
    ends = np.array(found, np.int32).reshape(-1, 2)
    odds = ends[:, :1] * 100.0 + ends[:, 1:] + np.arange(5)
    return Pairs(ends[:, 0].copy(), ends[:, 1].copy(), odds)


@given(FOUND)
def test_every_pair_found_is_there_once_and_in_order(found):
    whole = once([pairs_of(part) for part in found])
    expected = sorted({pair for part in found for pair in part})
    assert list(zip(whole.left.tolist(), whole.right.tolist(), strict=True)) == expected
    assert whole.odds.tolist() == pairs_of(expected).odds.tolist()


def test_pairs_found_by_several_threads_are_in_order_too():
    chance = np.random.default_rng(6)
    left = chance.integers(0, 6_000, 20_000)
    found = np.stack([left, left + chance.integers(1, 40, len(left))], axis=1)
    whole = once([pairs_of(part) for part in np.array_split(np.concatenate([found, found[:3_000]]), 7)])
    expected = np.unique(found, axis=0)
    assert np.stack([whole.left, whole.right], axis=1).tolist() == expected.tolist()
    assert whole.odds.tolist() == pairs_of(expected).odds.tolist()
