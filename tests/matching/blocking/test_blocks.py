"""Blocks: who is compared with whom."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.plainly import shares_a_block, store_of, values_of
from wraparound.matching.blocking.blocks import blocks_of, met
from wraparound.matching.columns import parting
from wraparound.matching.model import Rule

cells = st.none() | st.sampled_from(["amy", "zoë", "oliver"])
lists = st.lists(st.sampled_from(["amy", "zoë", "x"]), max_size=3)
rows = st.tuples(cells, lists, st.sampled_from(["1", "2"]))
tables = st.lists(rows, min_size=1, max_size=12).map(
    lambda found: dict(zip(["given", "known", "size"], map(list, zip(*found, strict=True)), strict=True))
)
rules = st.lists(st.sampled_from(["given", "known", "size"]), min_size=1, max_size=3, unique=True).map(
    lambda c: Rule(tuple(c))
)


def pairs_in(blocks):
    """List the pairs of all blocks."""
    runs = [blocks.order[b:e].tolist() for b, e in zip(blocks.starts, blocks.starts[1:], strict=False)]
    return {(min(pair), max(pair)) for run in runs for pair in combinations(run, 2)}


@given(tables, rules)
def test_records_meet_when_they_share_a_value_in_every_column_of_the_rule(table, rule):
    store = store_of(table)
    records = [values_of(table, int(row)) for row in store.order]
    expected = {(i, j) for i, j in combinations(range(len(store)), 2) if shares_a_block(rule, records[i], records[j])}
    assert pairs_in(blocks_of(rule, store=store)) == expected


@given(tables, rules, st.booleans())
def test_neighbours_by_the_canonical_order_meet_as_they_would_in_any_other(table, rule, alike):
    store = store_of(table, by=rule.columns)
    if alike:  # every value has one hash
        store = replace(store, values=store.values._replace(hashed=np.zeros_like(store.values.hashed)))
    assert pairs_in(blocks_of(rule, store=store)) == pairs_in(blocks_of(rule, store=replace(store, by=())))


def test_neighbours_are_found_by_several_threads():
    chance = np.random.default_rng(5)
    known = [str(k) if k else None for k in chance.integers(0, 900, 5_000).tolist()]
    store = store_of({"given": known, "size": [str(k) for k in chance.integers(0, 3, 5_000)]}, by=("given", "size"))
    rule = Rule(("given", "size"))
    assert pairs_in(blocks_of(rule, store=store)) == pairs_in(blocks_of(rule, store=replace(store, by=())))


@given(tables, rules)
def test_a_block_has_two_records_or_more_and_its_pairs_are_counted(table, rule):
    found = blocks_of(rule, store=store_of(table))
    assert (found.sizes > 1).all()
    assert found.pairs.tolist() == [size * (size - 1) // 2 for size in found.sizes.tolist()]


def test_a_table_in_which_nobody_shares_anything_has_no_blocks():
    found = blocks_of(Rule(("given",)), store=store_of({"given": ["amy", "zoë", None]}))
    assert len(found.sizes) == 0
    assert len(found.order) == 0


@pytest.mark.parametrize("bits", [3, 6, 15])
def test_blocks_gathered_in_parts_are_those_gathered_at_once_in_the_order_of_their_keys(monkeypatch, bits):
    keys = np.random.default_rng(4).integers(0, 1 << 63, 700, np.uint64)[np.arange(1_000) % 700] * np.uint64(2)
    whole = met(keys, records=np.arange(1_000, dtype=np.int32))
    monkeypatch.setattr(parting, "PART", bits)
    parts = met(keys, records=np.arange(1_000, dtype=np.int32))
    assert parts.order.tolist() == whole.order.tolist()
    assert parts.starts.tolist() == whole.starts.tolist()
    firsts = keys[whole.order[whole.starts[:-1]]]
    assert len(firsts) == 300
    assert (firsts[1:] > firsts[:-1]).all()
