"""Which level a pair reaches: the machine of steps, held against tests read as they are written."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.plainly import arrow, level_reached, store_of, values_of
from wraparound.matching.columns.store import stored
from wraparound.matching.compare.levels import best_measured, level_of
from wraparound.matching.compare.memory import address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.model import (
    BY_ID,
    OTHERWISE,
    Comparison,
    Level,
    Measure,
    Model,
    Op,
    Test,
    alike,
    both,
    either,
    missing,
    same,
)
from wraparound.matching.scoring.programs import MEASURES, program_of

ROOM = working_room()
AT = address(ROOM)
cells = st.none() | st.sampled_from(["amy", "ami", "may", "zoë", "oliver", "olivier"])
lists = st.lists(st.sampled_from(["amy", "ami", "zoë", "olive"]), max_size=3)
numbers = st.none() | st.integers(-5, 5).map(str)
rows = st.fixed_dictionaries({"first": cells, "last": cells, "known": lists, "day": numbers})
tables = st.lists(rows, min_size=2, max_size=5).map(
    lambda found: {name: [row[name] for row in found] for name in found[0]}
)

plain = st.sampled_from(["first", "last", "known"])
amounts = st.sampled_from([0.6, 0.8, 0.92])
leaves = st.one_of(
    plain.map(missing),
    plain.map(lambda name: Test(Op.MISSING, name, "")),
    plain.map(lambda name: Test(Op.MISSING, "", name)),
    plain.map(same),
    st.just(same("first", right="last")),
    st.builds(
        lambda n, m, x: alike(n, measure=m, amount=x),
        plain,
        st.sampled_from([Measure.JARO, Measure.JARO_WINKLER, Measure.JACCARD]),
        amounts,
    ),
    st.builds(
        lambda n, m, x: alike(n, measure=m, amount=x),
        plain,
        st.sampled_from([Measure.LEVENSHTEIN, Measure.DAMERAU_LEVENSHTEIN]),
        st.integers(0, 3),
    ),
    st.builds(lambda x: alike("day", measure=Measure.DIFFERENCE, amount=x), st.integers(0, 4)),
    st.builds(lambda x: Test(Op.SHARES, "known", "known", amount=x), st.integers(1, 3)),
)
tests = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: both(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: either(*parts)),
        inner.map(lambda part: Test(Op.NOT, parts=(part,))),
    ),
    max_leaves=5,
)
comparisons = st.lists(tests, min_size=1, max_size=4).map(
    lambda found: Comparison("any", tuple(Level(str(k), test) for k, test in enumerate([*found, OTHERWISE])))
)


def levels_of(store, model, *, c=0):
    program = program_of(model, store=store)
    at = store.rows.at(), store.values.at(), program.at()
    return {(i, j): level_of(c, i, j, *at, AT) for i in range(len(store)) for j in range(len(store))}


@settings(max_examples=200)
@given(tables, comparisons)
def test_the_first_level_whose_test_holds_is_reached(table, comparison):
    store = store_of(table)
    found = levels_of(store, Model((comparison,), ()))
    records = [values_of(table, int(row)) for row in store.order]
    for (i, j), level in found.items():
        assert level == level_reached(comparison, records[i], records[j])


@settings(max_examples=100)
@given(tables, comparisons, st.randoms(use_true_random=False))
def test_the_record_whose_id_is_less_stands_on_the_left(table, comparison, chance):
    ids = chance.sample(range(100), len(table["first"]))
    store = stored(arrow(table), names=[*table, BY_ID], by=[], ids=pa.array(ids))
    found = levels_of(store, Model((comparison,), ()))
    records = {ids[row]: values_of(table, row) for row in range(len(ids))}
    for (i, j), level in found.items():
        left, right = sorted((ids[store.order[i]], ids[store.order[j]]))
        assert level == level_reached(comparison, records[left], records[right])


@pytest.mark.parametrize(
    ("test", "one_way"),
    [
        (same("first"), False),
        (same("first", right="last"), True),
        (both(same("first", right="last"), same("last", right="first")), False),
        (either(missing("first"), both(same("last"), same("first", right="last"))), True),
        (Test(Op.MISSING, "first", ""), True),
        (both(Test(Op.MISSING, "first", ""), Test(Op.MISSING, "", "first")), False),
        (Test(Op.NOT, parts=(Test(Op.MISSING, "", "first"),)), True),
        (OTHERWISE, False),
    ],
)
def test_which_record_is_the_left_one_matters_to_some_tests_only(test, one_way):
    assert test.one_way is one_way
    model = Model((Comparison("any", (Level("x", test), Level("y", OTHERWISE))),), ())
    assert (BY_ID in model.columns()) is one_way


def test_a_comparison_that_no_level_catches_says_so():
    store = store_of({"a": ["x", "y"]})
    assert levels_of(store, Model((Comparison("a", (Level("same", same("a")),)),), ()))[0, 1] == -1


@pytest.mark.parametrize(
    ("measure", "expected"),
    [(Measure.LEVENSHTEIN, 1.0), (Measure.DAMERAU_LEVENSHTEIN, 1.0), (Measure.JARO, 0.0), (Measure.JACCARD, 2 / 3)],
)
def test_of_several_values_the_most_alike_two_are_taken(measure, expected):
    store = store_of({"names": [["amy", "xxxxxx"], ["may", "amyx", "ay"]]})
    a, b = (int(store.rows.codes[k, 0]) for k in range(2))
    found = best_measured(
        MEASURES[measure], a, b, store.rows.at(), store.values.at(), 3.0 if expected == 1 else 0.0, AT
    )
    true = {Measure.JARO: 11 / 12, Measure.JACCARD: 1.0}.get(measure, expected)
    assert found == pytest.approx(true)


def test_a_missing_cell_has_no_measure():
    store = store_of({"a": ["x", None]})
    codes = sorted(int(code) for code in store.rows.codes[:, 0])
    assert np.isnan(best_measured(0, codes[0], codes[1], store.rows.at(), store.values.at(), 0.0, AT))
