"""Weights are sums that can be done by hand, and no pair worth keeping is ever lost."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.plainly import odds, permits_of, shares_a_block, store_of, values_of
from wraparound.matching.columns.store import Sources
from wraparound.matching.model import (
    OTHERWISE,
    Alternatives,
    Comparison,
    Level,
    Measure,
    Model,
    Rule,
    Shares,
    alike,
    missing,
    same,
)
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import Bringing, scored

EVERYTHING = -1e6
cells = st.none() | st.sampled_from(["amy", "ami", "may", "zoë", "oliver", "olivier"])
lists = st.lists(st.sampled_from(["ash", "oak", "oka"]), max_size=3)
rows = st.tuples(cells, lists, st.none() | st.sampled_from(["1", "2", "3"]))
tables = st.lists(rows, min_size=2, max_size=9).map(
    lambda found: dict(zip(["given", "home", "number"], map(list, zip(*found, strict=True)), strict=True))
)
rules = st.lists(
    st.lists(st.sampled_from(["given", "home", "number"]), min_size=1, max_size=2, unique=True), min_size=1, max_size=3
).map(lambda found: tuple(Rule(tuple(columns)) for columns in found))

GIVEN = Comparison(
    "given",
    (
        Level("none", missing("given"), is_null=True),
        Level("same", same("given"), m=0.7, u=0.02, tf_column="given"),
        Level("alike", alike("given", measure=Measure.JARO_WINKLER, amount=0.8), m=0.2, u=0.03),
        Level("else", OTHERWISE, m=0.1, u=0.95),
    ),
    shares=Shares.NAMESAKES,
)
HOME = Comparison(
    "home",
    (
        Level("none", missing("home"), is_null=True),
        Level("same", same("home"), m=0.8, u=0.05, tf_column="home", tf_weight=0.5, tf_minimum_u=0.2),
        Level("else", OTHERWISE, m=0.2, u=0.95),
    ),
    shares=Shares.HOUSEHOLD,
)
NUMBER = Comparison(
    "number",
    (
        Level("none", missing("number"), is_null=True),
        Level("same", same("number"), m=0.97, u=0.0001),
        Level("else", OTHERWISE, m=0.03, u=0.9999),
    ),
    shares=Shares.MISTAKEN,
)
PLAIN = Model((GIVEN, HOME, NUMBER), (), prior=0.01)
FULL = replace(PLAIN, alternatives=Alternatives(household=0.02, twins=0.004, namesakes=0.003, careless=0.01))


def kept(model, table, *, least, permits=None):
    store = store_of(table)
    found = scored(model, store=store, permits=permits or permits_of(store), least=least)
    rows_of = [
        (int(store.order[i]), int(store.order[j])) for i, j in zip(found.pairs.left, found.pairs.right, strict=True)
    ]
    return {tuple(sorted(pair)): k for k, pair in enumerate(rows_of)}, found


def brought(model, table):
    records = [values_of(table, row) for row in range(len(table["given"]))]
    every = combinations(range(len(records)), 2)
    return {(i, j) for i, j in every if any(shares_a_block(rule, records[i], records[j]) for rule in model.rules)}


@pytest.mark.parametrize("model", [PLAIN, FULL], ids=["one explanation", "all explanations"])
@settings(max_examples=60)
@given(table=tables, rules=rules)
def test_the_odds_of_a_pair_are_its_prior_and_the_sum_of_its_levels(model, table, rules):
    model = replace(model, rules=rules)
    found, result = kept(model, table, least=EVERYTHING)
    assert set(found) == brought(model, table)
    for (i, j), k in found.items():
        expected = odds(model, table, i=i, j=j)
        possible = [x for x in range(5) if expected[x] > -1e8]
        assert result.pairs.odds[k][possible].tolist() == pytest.approx([expected[x] for x in possible])
        others = np.logaddexp2.reduce([0.0, *expected[1:4]])
        assert result.pairs.weight[k] == pytest.approx(np.logaddexp2(expected[0], expected[4]) - others)


@pytest.mark.parametrize("model", [PLAIN, FULL], ids=["one explanation", "all explanations"])
@settings(max_examples=60)
@given(table=tables, rules=rules, least=st.sampled_from([-8.0, -2.5, 0.3, 4.1]))
def test_stopping_early_never_loses_a_pair_worth_keeping(model, table, rules, least):
    model = replace(model, rules=rules)
    found, _ = kept(model, table, least=least)
    weight = {pair: odds(model, table, i=pair[0], j=pair[1]) for pair in brought(model, table)}
    assert set(found) == {pair for pair, w in weight.items() if np.logaddexp2(w[0], w[4]) >= least}


@settings(max_examples=60)
@given(tables, rules)
def test_a_pair_is_compared_once_however_many_rules_bring_it(table, rules):
    model = replace(PLAIN, rules=rules)
    _, result = kept(model, table, least=EVERYTHING)
    assert sum(report.compared for report in result.rules) == len(brought(model, table))


@settings(max_examples=60)
@given(tables, st.integers(2, 4))
def test_what_a_bounded_block_leaves_out_a_later_rule_may_still_bring(table, widest):
    model = replace(PLAIN, rules=(Rule(("home",)), Rule(("given",))))
    store = store_of(table)
    result = scored(model, store=store, permits=permits_of(store), least=EVERYTHING, bringing=Bringing(widest))
    pairs = list(zip(result.pairs.left.tolist(), result.pairs.right.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    if result.rules[1].left_out == 0:
        records = [values_of(table, int(row)) for row in store.order]
        shared = {p for p in combinations(range(len(store)), 2) if records[p[0]]["given"] & records[p[1]]["given"]}
        assert shared <= set(pairs)


@given(tables, st.lists(st.integers(0, 2), min_size=9, max_size=9), st.booleans())
def test_records_of_a_source_that_holds_each_person_once_are_never_compared(table, sources, across):
    source = np.array(sources[: len(table["given"])], np.int16)
    forbidden = np.array([True, False, False])
    store = store_of(table, sources=Sources(source, forbidden))
    model = replace(PLAIN, rules=(Rule(("given",)),))
    pairs = scored(model, store=store, permits=Permits(store.source, forbidden, across), least=EVERYTHING).pairs
    both = store.source[pairs.left], store.source[pairs.right]
    assert not ((both[0] == both[1]) & (across | (both[0] == 0))).any()


def test_twins_are_a_better_explanation_than_one_person_where_only_the_home_agrees():
    table = {"given": ["amy", "zoë"], "home": [["ash"], ["ash"]], "number": [None, None]}
    _, result = kept(replace(FULL, rules=(Rule(("home",)),)), table, least=EVERYTHING)
    assert result.pairs.odds[0, 1] > result.pairs.odds[0, 0]
    assert result.pairs.weight[0] < result.pairs.chance[0]
