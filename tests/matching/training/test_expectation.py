"""Learning from patterns: what went in comes out."""

from itertools import product

import numpy as np
import pytest

from wraparound.matching.model import CARELESSLY, EXPLAINS, HOUSEHOLD, NAMESAKES, PERSON, TWINS, Shares, careless
from wraparound.matching.training.expectation import STRANGERS, Ladder, learn
from wraparound.matching.training.grading import Patterns

NOTHING_MISSING = NOTHING_PARENTAL = np.zeros(3, bool)
FIELDS = [Shares.HOUSEHOLD, Shares.HOUSEHOLD, Shares.TWINS, Shares.NAMESAKES, Shares.NOBODY]
M = [np.array([0.9 - 0.04 * k, 0.06 + 0.02 * k, 0.04 + 0.02 * k]) for k in range(5)]
U = [np.array([0.01 + 0.004 * k, 0.04, 0.95 - 0.004 * k]) for k in range(5)]
SHARES = {PERSON: 0.3, HOUSEHOLD: 0.15, TWINS: 0.05, NAMESAKES: 0.03, CARELESSLY: 0.06}
LADDERS = {c: Ladder(U[c], NOTHING_MISSING, shares, NOTHING_PARENTAL) for c, shares in enumerate(FIELDS)}


def expected_patterns(shares, *, pairs=2_000_000):
    """Give every pattern as often as the explanations together let it be expected."""
    levels = np.array(list(product(range(3), repeat=5)), np.int8)
    whole = np.zeros(len(levels))
    for explanation, share in (shares | {STRANGERS: 1 - sum(shares.values())}).items():
        like = np.full(len(levels), share)
        for c, field in enumerate(FIELDS):
            agrees = explanation in EXPLAINS[field]
            m = careless(M[c], null=NOTHING_MISSING) if explanation == CARELESSLY else M[c]
            like *= (m if agrees else U[c])[levels[:, c]]
        whole += like
    counts = np.round(whole * pairs).astype(np.int64)
    return Patterns(levels[counts > 0], counts[counts > 0])


def test_m_is_found_again_from_patterns_alone():
    learnt = learn(expected_patterns(SHARES), ladders=LADDERS)
    for c in range(5):
        assert learnt.m[c] == pytest.approx(M[c], abs=0.01)


def test_the_share_of_housemates_twins_and_namesakes_is_found_again():
    shares = learn(expected_patterns(SHARES), ladders=LADDERS).shares
    assert shares.sum() == pytest.approx(1.0)
    assert shares[:STRANGERS].tolist() == pytest.approx([SHARES[k] for k in range(STRANGERS)], abs=0.02)


def test_where_nobody_lives_together_hardly_any_share_is_given_to_homes():
    shares = learn(expected_patterns({PERSON: 0.4}), ladders=LADDERS).shares
    assert shares[HOUSEHOLD] + shares[TWINS] + shares[NAMESAKES] < 0.01


def test_fields_that_cannot_tell_a_household_leave_it_out():
    alone = {c: Ladder(U[c], NOTHING_MISSING, Shares.NOBODY, NOTHING_PARENTAL) for c in range(5)}
    shares = learn(expected_patterns({PERSON: 0.4}), ladders=alone).shares
    assert shares[HOUSEHOLD] == shares[TWINS] == shares[NAMESAKES] == 0.0


def test_learning_comes_to_rest_and_says_so():
    learnt = learn(expected_patterns(SHARES), ladders=LADDERS)
    assert learnt.changes[0] > learnt.changes[-1]
    assert learnt.settled == (learnt.changes[-1] <= 1e-5)
    assert all(m.sum() == pytest.approx(1.0) and (m > 0).all() for m in learnt.m.values())


def test_what_is_missing_is_not_learnt_from():
    patterns = expected_patterns(SHARES)
    gaps = Patterns(patterns.levels + np.int8(1), patterns.counts)
    null = np.array([True, False, False, False])
    ladders = {c: Ladder(np.concatenate([[0.0], U[c]]), null, FIELDS[c], np.zeros(4, bool)) for c in range(5)}
    learnt = learn(gaps, ladders=ladders)
    assert all(m[0] == 0.0 for m in learnt.m.values())
    assert learnt.m[0][1:] == pytest.approx(M[0], abs=0.01)
