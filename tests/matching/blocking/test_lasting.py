"""Blocks that last: whom a record meets is the same in any table that holds both."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.plainly import store_of
from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.blocking.lasting import cut_of, lasting_blocks
from wraparound.matching.model import Model, same
from wraparound.matching.model.levels import OTHERWISE, Comparison, Level, Rule

RULE = Rule(("home",))
MODEL = Model(
    tuple(
        Comparison(name, (Level("same", same(name), m=0.9, u=0.1), Level("else", OTHERWISE, m=0.1, u=0.9)))
        for name in ("home", "given")
    ),
    (RULE,),
)
NO_KEYS = np.zeros(0, np.uint64)
cells = st.none() | st.lists(st.sampled_from("abc"), max_size=3)
rows = st.lists(st.tuples(cells, cells), min_size=2, max_size=14)


def table_of(rows):
    """Lay rows out in columns of lists."""
    return {name: list(column) for name, column in zip(("home", "given"), zip(*rows, strict=True), strict=True)}


def pairs_met(store, blocks):
    """Return the pairs of rows that some block holds, by their places in the table given."""
    met = set()
    for begin, end in zip(blocks.starts, blocks.starts[1:], strict=False):
        places = store.order[np.unique(blocks.order[begin:end])].tolist()
        met |= set(combinations(sorted(places), 2))
    return met


def lasting(store, cut):
    return lasting_blocks(MODEL, store=store, cut=cut, rule=0)


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(1, 4), st.data())
def test_whom_a_record_meets_is_the_same_among_few_as_among_all(rows, widest, data):
    whole = store_of(table_of(rows))
    cut = cut_of(MODEL, store=whole, widest=widest)
    some = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1)))
    few = store_of(table_of([rows[k] for k in some]))
    there = {pair for pair in pairs_met(whole, lasting(whole, cut).blocks) if set(pair) <= set(some)}
    here = {(some[one], some[other]) for one, other in pairs_met(few, lasting(few, cut).blocks)}
    assert here == there


@settings(max_examples=60, deadline=None)
@given(rows)
def test_where_no_key_is_cut_records_meet_as_they_do_otherwise(rows):
    store = store_of(table_of(rows))
    found = lasting(store, NO_KEYS)
    assert pairs_met(store, found.blocks) == pairs_met(store, blocks_of(RULE, store=store))
    assert (len(found.records), found.cut, found.left_out) == (0, 0, 0)


@pytest.mark.parametrize(
    ("widest", "met", "left_out"),
    [
        (4, {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}, 0),
        (3, {(0, 1), (0, 2), (1, 2)}, 3),
        (2, set(), 6),
    ],
)
def test_records_under_a_wide_key_meet_by_a_further_column_and_not_where_that_is_wide_too(widest, met, left_out):
    store = store_of({"home": ["q"] * 4, "given": ["ann", "ann", "ann", "ben"]})
    found = lasting(store, cut_of(MODEL, store=store, widest=widest))
    assert pairs_met(store, found.blocks) == met
    assert found.left_out == left_out
    assert found.largest == 4
