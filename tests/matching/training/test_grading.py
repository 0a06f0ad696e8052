"""Pairs to learn from: the first blocks by their keys are as good as all blocks."""

import numpy as np
import pytest

from wraparound.matching.blocking.blocks import met
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.training.grading import first_pairs, pairs_within


@pytest.mark.parametrize("most", [1, 40, 400, 10_000])
def test_pairs_of_the_first_blocks_are_those_of_all_blocks(most):
    some = np.random.default_rng(9).integers(0, 1 << 63, 900, np.uint64) * np.uint64(2)
    keys, records = some[np.arange(2_000) % 900], np.arange(2_000, dtype=np.int32)
    permits = Permits(np.zeros(2_000, np.int16), np.zeros(1, np.bool_), False)
    expected = pairs_within(met(keys, records=records), permits=permits, most=most)
    found = first_pairs(keys, records=records, permits=permits, most=most)
    assert [ends.tolist() for ends in found] == [ends.tolist() for ends in expected]
    assert len(found[0]) >= min(most, 900)
