"""Chance is seeded, falls as often as it says, and spreads names as names are spread."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.sample.chance import either, falling, happens, picked, present, texts, top, urn


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_an_urn_gives_each_word_its_share(rng):
    drawn = urn(["Ann", "Bo"], weights=np.asarray([3.0, 1.0])).draw(rng, size=20_000)
    assert 0.73 < (drawn == "Ann").mean() < 0.77


def test_an_empty_urn_is_no_error_until_it_is_drawn_from(rng):
    assert len(urn([], weights=np.asarray([])).words) == 0


def test_names_fall_by_rank_and_never_rise():
    weights = falling(500, flat=5, steep=0.8)
    assert (np.diff(weights) < 0).all()
    assert 8 < weights[0] / weights[99] < 12


def test_chance_strikes_as_often_as_told(rng):
    assert 0.09 < happens(rng, chance=0.1, size=50_000).mean() < 0.11
    assert np.bincount(picked(rng, weights=(1, 3), size=40_000))[1] / 40_000 == pytest.approx(0.75, abs=0.02)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40), st.integers(0, 40))
def test_the_highest_are_marked_and_only_among_those_allowed(scores, count):
    score = np.asarray(scores)
    among = np.arange(len(score)) % 2 == 0
    marked = top(score, among=among, count=count)
    assert not marked[~among].any()
    assert marked.sum() == min(count, among.sum())
    if marked.any() and (among & ~marked).any():
        assert score[marked].min() >= score[among & ~marked].max()


def test_texts_keep_none_apart_from_the_empty():
    values = texts(["a", None, ""])
    assert present(values).tolist() == [True, False, True]
    assert either(np.asarray([True, False, True]), yes=values, no=None).tolist() == ["a", None, ""]
