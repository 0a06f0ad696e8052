"""Fairness: the groups add up to the whole, intervals behave, and the gap is between those large enough."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.matching.evaluate import by_group, scores, twins_joined
from wraparound.matching.evaluate.groups import share_of

UNHURRIED = settings(deadline=None)
RECORDS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from("abc")), min_size=1, max_size=20)


def text(values):
    return np.array(list(values), dtype=object)


@UNHURRIED
@given(RECORDS)
def test_the_groups_add_up_to_the_whole(records):
    person, truth = (np.array([record[k] for record in records]) for k in (0, 1))
    found = by_group(person, truth=truth, group=text(record[2] for record in records))
    whole = scores(person, truth=truth)
    assert sum(one.records for one in found.groups) == len(records)
    assert sum(one.true_pairs for one in found.groups) == pytest.approx(whole.true)
    assert sum(one.true_pairs * one.recall.value for one in found.groups) == pytest.approx(whole.both)


@UNHURRIED
@given(RECORDS)
def test_an_interval_holds_its_value_and_stays_between_nought_and_one(records):
    person, truth = (np.array([record[k] for record in records]) for k in (0, 1))
    for one in by_group(person, truth=truth, group=text(record[2] for record in records)).groups:
        for share in (one.precision, one.recall, one.f1):
            assert 0 <= share.low <= share.value + 1e-12
            assert share.value - 1e-12 <= share.high <= 1


def test_one_group_has_the_figures_of_the_whole():
    person, truth = np.array([0, 0, 1, 1, 1, 2]), np.array([0, 0, 0, 1, 1, 2])
    (one,) = by_group(person, truth=truth, group=text("aaaaaa")).groups
    whole = scores(person, truth=truth)
    assert (one.precision.value, one.recall.value, one.f1.value) == pytest.approx(
        (whole.precision, whole.recall, whole.f1)
    )


def test_records_without_truth_or_group_are_left_out():
    found = by_group(np.zeros(4), truth=np.array([0, 0, -1, 0]), group=text(["a", "a", "a", None]))
    assert [(one.group, one.records) for one in found.groups] == [("a", 2)]


def served(pairs, missed):
    """Return persons and truth of so many true pairs, the first few of them missed."""
    truth = np.repeat(np.arange(pairs), 2)
    person = np.arange(2 * pairs)
    person[2 * missed + 1 :: 2] -= 1
    return person, truth


def test_the_gap_is_between_the_best_and_the_worst_of_those_large_enough():
    (well, well_truth), (badly, badly_truth), (few, few_truth) = served(400, 4), served(400, 40), served(9, 9)
    person = np.concatenate([well, badly + 1000, few + 3000])
    truth = np.concatenate([well_truth, badly_truth + 1000, few_truth + 3000])
    group = text(["well"] * 800 + ["badly"] * 800 + ["few"] * 18)
    gap = by_group(person, truth=truth, group=group).gaps["recall"]
    assert (gap.best, gap.worst) == ("well", "badly")
    assert gap.value == pytest.approx(0.09)
    assert 0.05 < gap.low < 0.09 < gap.high < 0.13


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    chance, covered, tries = np.random.default_rng(5), 0, 400
    for _ in range(tries):
        sizes = chance.integers(1, 6, 150)
        right = chance.beta(9, 1, 150)
        part = np.repeat((chance.random(150) < 0.9) * 1.0, sizes) if right.size else sizes
        share = share_of(part, of=np.ones(len(part)), by=np.repeat(np.arange(150), sizes))
        covered += share.low <= 0.9 <= share.high
    assert 0.92 <= covered / tries <= 0.98


def test_twins_joined_are_counted_once_a_set():
    truth = np.array([0, 0, 1, 2, 3, 4, 5])
    person = np.array([9, 9, 9, 7, 6, 5, 5])
    twin_group = text(["t", "t", "t", "u", "u", None, None])
    found = twins_joined(person, truth=truth, twin_group=twin_group)
    assert (found.sets, found.joined, found.share) == (2, 1, 0.5)


def test_a_twin_whose_other_has_no_record_is_no_set():
    found = twins_joined(np.array([0, 0]), truth=np.array([0, 0]), twin_group=text(["t", "t"]))
    assert (found.sets, found.joined, found.share) == (0, 0, 0.0)
