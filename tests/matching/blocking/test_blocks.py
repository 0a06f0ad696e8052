"""Blocks: who is compared with whom."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.matching.plainly import shares_a_block, store_of, values_of
from wraparound.matching.blocking.blocks import blocks_of
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


@given(tables, rules)
def test_a_block_has_two_records_or_more_and_its_pairs_are_counted(table, rule):
    blocks = blocks_of(rule, store=store_of(table))
    assert (blocks.sizes > 1).all()
    assert blocks.pairs.tolist() == [size * (size - 1) // 2 for size in blocks.sizes.tolist()]


def test_a_table_in_which_nobody_shares_anything_has_no_blocks():
    blocks = blocks_of(Rule(("given",)), store=store_of({"given": ["amy", "zoë", None]}))
    assert len(blocks.sizes) == 0
    assert len(blocks.order) == 0
