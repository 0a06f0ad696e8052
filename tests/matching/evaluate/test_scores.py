"""Precision, recall and F1 by counting, against counting every pair by hand."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.matching.evaluate import pairwise_scores, scores

UNHURRIED = settings(deadline=None)
RECORDS = st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 4), st.integers(0, 2)), max_size=14)


def by_hand(records, *, within=False):
    found = true = both = 0
    for (person, whose, source), (other, others, other_source) in combinations(records, 2):
        if whose < 0 or others < 0 or (within and source == other_source):
            continue
        found += person == other
        true += whose == others
        both += person == other and whose == others
    return found, true, both


def arrays(records):
    return (np.array([record[k] for record in records], np.int64) for k in range(3))


@UNHURRIED
@given(RECORDS)
def test_counting_groups_is_counting_pairs(records):
    person, truth, source = arrays(records)
    got = scores(person, truth=truth)
    assert (got.found, got.true, got.both) == by_hand(records)
    got = scores(person, truth=truth, within=source)
    assert (got.found, got.true, got.both) == by_hand(records, within=True)


@UNHURRIED
@given(RECORDS, st.booleans())
def test_a_list_of_all_pairs_found_scores_as_their_persons_do(records, within):
    person, truth, source = arrays(records)
    pairs = [(a, b) for a, b in combinations(range(len(records)), 2) if person[a] == person[b]]
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    how = {"truth": truth, "within": source if within else None}
    assert pairwise_scores([(left, right)], **how) == scores(person, **how)


@pytest.mark.parametrize(
    ("person", "truth", "expected"),
    [
        ([0, 0, 1, 1], [0, 0, 1, 1], (1.0, 1.0, 1.0)),
        ([0, 0, 0, 0], [0, 0, 1, 1], (2 / 6, 1.0, 0.5)),
        ([0, 1, 2, 3], [0, 0, 1, 1], (1.0, 0.0, 0.0)),
        ([0, 0, 1, 2], [0, 1, 2, 3], (0.0, 1.0, 0.0)),
        ([0, 1], [0, 1], (1.0, 1.0, 1.0)),
        ([], [], (1.0, 1.0, 1.0)),
    ],
)
def test_the_figures_are_what_they_say(person, truth, expected):
    got = scores(np.array(person, np.int64), truth=np.array(truth, np.int64))
    assert (got.precision, got.recall, got.f1) == pytest.approx(expected)
    assert got.as_dict() == {"precision": got.precision, "recall": got.recall, "f1": got.f1}


def test_labels_may_be_words():
    got = scores(np.array(["P-1", "P-1", "P-2"]), truth=np.array(["a", "a", "a"]))
    assert (got.found, got.true, got.both) == (1, 3, 1)
