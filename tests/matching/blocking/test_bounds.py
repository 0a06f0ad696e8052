"""Oversized blocks: bounded, and told of."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.plainly import store_of, values_of
from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.blocking.bounds import bounded_blocks, refinements
from wraparound.matching.model import OTHERWISE, Comparison, Level, Measure, Model, Rule, alike, missing, same

rows = st.tuples(st.sampled_from(["ash", "oak"]), st.none() | st.sampled_from("abc"), st.none() | st.sampled_from("12"))
tables = st.lists(rows, min_size=2, max_size=25).map(
    lambda found: dict(zip(["town", "given", "size"], map(list, zip(*found, strict=True)), strict=True))
)
TOWN = Rule(("town",))


def runs_of(blocks):
    return [blocks.order[b:e].tolist() for b, e in zip(blocks.starts, blocks.starts[1:], strict=False)]


def met(blocks):
    return {(min(pair), max(pair)) for run in runs_of(blocks) for pair in combinations(run, 2)}


@given(tables, st.integers(2, 8), st.lists(st.sampled_from(["given", "size"]), unique=True, max_size=2))
def test_a_wide_block_is_cut_to_the_bound_and_what_is_left_out_is_told(table, widest, refine):
    store = store_of(table)
    blocks = blocks_of(TOWN, store=store)
    found = bounded_blocks(blocks, store=store, refine=refine, widest=widest)
    missed = met(blocks) - met(found.blocks)
    assert met(found.blocks) <= met(blocks)
    assert max(map(len, runs_of(found.blocks)), default=0) <= widest
    assert found.largest == max(blocks.sizes, default=0)
    assert found.cut == sum(blocks.sizes > widest)
    assert set(found.records.tolist()) == {r for run in runs_of(blocks) if len(run) > widest for r in run}
    assert found.left_out <= len(missed)
    assert len(refine) > 1 or found.left_out == len(missed)


@given(tables, st.sampled_from(["given", "size"]))
def test_inside_a_wide_block_those_who_agree_on_one_thing_more_still_meet(table, column):
    store = store_of(table)
    blocks = blocks_of(TOWN, store=store)
    found = bounded_blocks(blocks, store=store, refine=[column], widest=max([2, *blocks.sizes - 1]))
    records = [values_of(table, int(row)) for row in store.order]
    together = {(i, j) for i, j in met(blocks) if records[i][column] & records[j][column]}
    widest_part = max(
        (
            sum(r[column] == v and r["town"] == t for r in records)
            for t in ({"ash"}, {"oak"})
            for v in map(set, "abc12")
        ),
        default=0,
    )
    assert together <= met(found.blocks) or widest_part > max([2, *blocks.sizes - 1])


def test_a_block_with_nothing_more_to_agree_on_is_left_out_whole_and_told():
    store = store_of({"town": ["ash"] * 5})
    found = bounded_blocks(blocks_of(TOWN, store=store), store=store, refine=(), widest=4)
    assert (len(found.blocks.order), found.cut, found.largest, found.left_out) == (0, 1, 5, 10)


@pytest.mark.parametrize("columns", [("given",), ("given", "town")])
def test_a_rule_is_refined_by_what_a_comparison_looks_for_and_the_rule_does_not_ask(columns):
    given_name = Comparison(
        "given", (Level("none", missing("given")), Level("same", same("given")), Level("else", OTHERWISE))
    )
    town = Comparison(
        "town", (Level("same", same("town")), Level("like", alike("town", measure=Measure.JARO, amount=0.9)))
    )
    crossed = Comparison("crossed", (Level("crossed", same("given", right="town")),))
    model = Model((given_name, town, crossed), ())
    assert set(refinements(model, rule=Rule(columns))) == {"given", "town"} - set(columns)
