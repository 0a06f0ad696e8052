"""How common one person's pairs are, by rules that are nearly always right."""

from dataclasses import astuple
from itertools import combinations

import numpy as np
import pytest

from tests.matching.plainly import permits_of, shares_a_block, store_of, values_of
from wraparound.matching.columns.store import Sources
from wraparound.matching.model import Alternatives, Model, Rule
from wraparound.matching.training.certain import blocks_of_all, pairs_of, with_certain

RULES = (Rule(("number",)), Rule(("given", "born")), Rule(("born", "street")))
ALTERNATIVES = Alternatives(household=2e-4, twins=1e-5, namesakes=3e-5, careless=1e-4)


@pytest.fixture(scope="module")
def table():
    chance = np.random.default_rng(4)
    return {
        name: [f"{name} {k}" if k else None for k in chance.integers(0, most, 60)]
        for name, most in (("number", 30), ("given", 6), ("born", 9), ("street", 5))
    }


def brought(table, *, rows):
    """Count, pair by pair, what the rules bring together."""
    known = {row: values_of(table, row) for row in rows}
    return sum(any(shares_a_block(rule, known[a], known[b]) for rule in RULES) for a, b in combinations(rows, 2))


def counted(store):
    return pairs_of(blocks_of_all(RULES, store=store), store=store, permits=permits_of(store))


def certain_of(model, *, store):
    blocks = blocks_of_all(RULES, store=store)
    return with_certain(model, blocks=blocks, recall=0.8, store=store, permits=permits_of(store))


def test_a_pair_that_several_rules_bring_counts_once(table):
    store = store_of(table)
    assert counted(store) == brought(table, rows=range(60))


def test_pairs_that_may_not_be_compared_are_not_counted(table):
    source = np.repeat([0, 1], 30).astype(np.int16)
    store = store_of(table, sources=Sources(source, np.array([False, True])))
    kept = brought(table, rows=range(60)) - brought(table, rows=range(30, 60))
    assert counted(store) == kept


def test_one_persons_pairs_are_those_that_the_rules_bring_by_their_recall(table):
    store = store_of(table)
    model = Model((), RULES, prior=4e-4, alternatives=ALTERNATIVES)
    found = certain_of(model, store=store)
    expected = brought(table, rows=range(60)) / 0.8 / (60 * 59 / 2)
    assert found.prior + found.alternatives.careless == pytest.approx(expected)
    times = found.prior / model.prior
    assert astuple(found.alternatives) == pytest.approx([times * share for share in astuple(ALTERNATIVES)])


def test_rules_that_bring_nothing_say_nothing(table):
    store = store_of({name: [None] * 4 for name in table})
    model = Model((), RULES, prior=4e-4)
    assert certain_of(model, store=store) == model
