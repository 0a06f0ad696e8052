"""The same records give the same persons in any order, once or twice, however wide a component is."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wraparound.matching.clusters.beliefs import Thresholds, beliefs_of
from wraparound.matching.clusters.components import WIDEST, NamedPairs, groups_of, within

SLOW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
QUICK = settings(max_examples=60, deadline=None)
LINKS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-8, 40)), max_size=30)


def pairs_of(links):
    """Return links (two records and bits) as kept pairs, each once."""
    once = {(min(a, b), max(a, b)): bits for a, b, bits in links if a != b}
    ends = np.array(sorted(once), np.int32).reshape(-1, 2)
    weight = np.array([float(once[tuple(pair)]) for pair in ends.tolist()])
    return NamedPairs(ends[:, 0], ends[:, 1], weight, np.ones(len(ends), np.bool_))


def test_the_same_records_twice_give_the_same_persons_and_weights(linking):
    one, other = linking([]), linking([])
    assert one.persons == other.persons
    assert np.array_equal(one.linked.weight, other.linked.weight)


@SLOW
@given(seed=st.integers(0, 2**32 - 1))
def test_rows_in_any_order_give_the_same_persons(linking, seed):
    assert linking([], shuffle=seed).persons == linking([]).persons


@SLOW
@given(seed=st.integers(0, 2**32 - 1))
def test_files_in_any_order_and_sources_apart_give_the_same_persons(linking, seed):
    sources = np.random.default_rng(seed).permutation(["schools", "police", "housing"]).tolist()
    assert linking([], forbidden=sources).persons == linking([], forbidden=["schools", "police", "housing"]).persons


@QUICK
@given(LINKS)
def test_components_join_all_that_a_chain_of_links_reaches_and_nothing_else(links):
    pairs = pairs_of(links)
    label = within(12, runs=[pairs], least=0.0)
    reach = np.eye(12, dtype=bool)
    for a, b, weight in zip(pairs.left, pairs.right, pairs.weight, strict=True):
        reach[a, b] = reach[b, a] = reach[a, b] or weight >= 0
    for _ in range(4):
        reach = (reach.astype(int) @ reach.astype(int)) > 0
    assert np.array_equal(label[:, None] == label[None, :], reach)
    assert all(label[record] <= record for record in range(12))


def test_a_component_that_is_too_wide_is_taken_apart_at_its_weakest_links():
    records = 3 * WIDEST
    left = np.arange(records - 1, dtype=np.int32)
    weight = np.where(left % 8 == 7, 2.0, 30.0)
    pairs = NamedPairs(left, left + 1, weight, np.ones(len(left), np.bool_))
    sizes = np.bincount(within(records, runs=[pairs], least=0.0), minlength=records)
    assert set(sizes[sizes > 0].tolist()) == {8}


def test_a_wide_component_of_links_beyond_doubt_stays_whole():
    records = WIDEST + 20
    left = np.arange(records - 1, dtype=np.int32)
    pairs = NamedPairs(left, left + 1, np.full(len(left), 95.0), np.ones(len(left), np.bool_))
    assert not within(records, runs=[pairs], least=0.0).any()


def test_groups_are_two_records_or_more():
    groups = groups_of(np.array([0, 1, 1, 3, 0, 5], np.int32))
    assert groups.members.tolist() == [0, 4, 1, 2]
    assert groups.starts.tolist() == [0, 2, 4]


def test_beliefs_begin_at_their_thresholds():
    grades = beliefs_of(np.array([-8.0, -7.0, -0.1, 0.0, 9.9, 10.0]), at=Thresholds())
    assert grades.tolist() == [0, 1, 1, 2, 2, 3]
