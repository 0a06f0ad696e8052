"""Training a model from the records alone."""

from dataclasses import replace

import numpy as np
import pytest

from tests.matching.plainly import permits_of, store_of
from wraparound.matching.model import OTHERWISE, Comparison, Level, Measure, Model, Rule, Shares, alike, missing, same
from wraparound.matching.training.grading import _counted
from wraparound.matching.training.train import Effort, trained


def ladder(name):
    return Comparison(
        name,
        (
            Level("none", missing(name), is_null=True),
            Level("same", same(name)),
            Level("alike", alike(name, measure=Measure.JARO_WINKLER, amount=0.85)),
            Level("else", OTHERWISE),
        ),
    )


NAMES = ("given", "surname", "street", "born")
MODEL = Model(tuple(map(ladder, NAMES)), (Rule(("given",)), Rule(("surname",)), Rule(("born",))))
EFFORT = Effort(random_pairs=20_000, pairs_a_rule=20_000)
SLIPS = 0.1


@pytest.fixture(scope="module")
def table():
    """Give 700 people twice, each value of the second record with a slip once in ten."""
    chance = np.random.default_rng(11)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    pools = {name: ["".join(chance.choice(letters, 8)) for _ in range(60)] for name in NAMES}
    first = {name: [pool[k] for k in chance.integers(0, 60, 700)] for name, pool in pools.items()}
    again = {n: [v[:-1] + "é" if chance.random() < SLIPS else v for v in values] for n, values in first.items()}
    return {name: first[name] + again[name] for name in NAMES}


@pytest.fixture(scope="module")
def learnt(table):
    store = store_of(table)
    return trained(MODEL, store=store, permits=permits_of(store), effort=EFFORT)


def numbers(model):
    return [(level.m, level.u) for comparison in model.comparisons for level in comparison.levels] + [model.prior]


def test_how_often_a_value_holds_within_a_person_is_learnt(learnt):
    for comparison in learnt.model.comparisons:
        assert comparison.levels[1].m == pytest.approx(1 - SLIPS, abs=0.05)
        assert comparison.levels[2].m == pytest.approx(SLIPS, abs=0.05)


def test_how_often_strangers_agree_is_counted_exactly_from_the_values(learnt, table):
    for comparison in learnt.model.comparisons:
        values = table[comparison.name]
        agree = sum(values.count(value) - 1 for value in values)
        assert comparison.levels[1].u == pytest.approx(agree / (len(values) * (len(values) - 1)))


def test_every_rule_has_its_round_and_all_come_to_rest(learnt):
    assert [session.rule for session in learnt.sessions] == list(MODEL.rules)
    assert all(session.learnt.settled for session in learnt.sessions)


def test_the_order_of_rows_does_not_change_what_is_learnt(learnt, table):
    turn = np.random.default_rng(3).permutation(len(table["given"]))
    store = store_of({name: [values[k] for k in turn] for name, values in table.items()})
    again = trained(MODEL, store=store, permits=permits_of(store), effort=EFFORT)
    assert numbers(again.model) == numbers(learnt.model)


def test_a_seed_makes_training_repeatable_and_another_changes_little(learnt, table):
    store = store_of(table)
    again, other = (
        trained(MODEL, store=store, permits=permits_of(store), effort=replace(EFFORT, seed=seed)).model
        for seed in (EFFORT.seed, 5)
    )
    assert numbers(again) == numbers(learnt.model)
    assert [c.levels[1].m for c in other.comparisons] == pytest.approx(
        [c.levels[1].m for c in again.comparisons], abs=0.02
    )


def test_what_a_parent_and_child_show_is_learnt_from_pairs_that_share_a_number(table):
    fathers = {name: values[:200] for name, values in table.items()} | {"born": table["born"][1:201]}
    everyone = {name: [*table[name], *fathers[name]] for name in NAMES}
    everyone["number"] = [f"{k:06}" for k in [*range(700), *range(700), *range(1_000, 1_200)]]
    levels = MODEL.comparisons[3].levels
    born = replace(MODEL.comparisons[3], levels=(*levels[:-1], replace(levels[-1], parental=True)), shares=Shares.TWINS)
    number = replace(ladder("number"), shares=Shares.MISTAKEN)
    model = Model((*MODEL.comparisons[:3], born, number), (*MODEL.rules[:2], Rule(("number",))))
    store = store_of(everyone)
    learnt = trained(model, store=store, permits=permits_of(store), effort=EFFORT).model.comparisons[3]
    assert learnt.levels[-1].m < 0.001
    assert sum(level.m for level in learnt.levels if not level.is_null) == pytest.approx(1.0)


def test_what_is_fixed_stays(table):
    fixed = replace(MODEL.comparisons[0].levels[1], m=0.5, u=0.5, fix_m=True, fix_u=True)
    first = replace(
        MODEL.comparisons[0], levels=(MODEL.comparisons[0].levels[0], fixed, *MODEL.comparisons[0].levels[2:])
    )
    store = store_of(table)
    model = trained(
        replace(MODEL, comparisons=(first, *MODEL.comparisons[1:])),
        store=store,
        permits=permits_of(store),
        effort=EFFORT,
    ).model
    assert (model.comparisons[0].levels[1].m, model.comparisons[0].levels[1].u) == (0.5, 0.5)


@pytest.mark.parametrize("comparisons", [3, 30])
def test_patterns_are_told_apart_however_many_comparisons_there_are(comparisons):
    chance = np.random.default_rng(1)
    kinds = chance.integers(0, 8, (9, comparisons)).astype(np.int8)
    kinds[1] = kinds[0]
    kinds[1, -1] = (kinds[0, -1] + 1) % 8
    kinds[2, 0] = 7
    drawn = chance.integers(0, len(kinds), 500)
    found = _counted(kinds[drawn])
    seen = {tuple(levels): int(count) for levels, count in zip(found.levels.tolist(), found.counts, strict=True)}
    rows = [tuple(kinds[k].tolist()) for k in drawn]
    assert seen == {row: rows.count(row) for row in rows}
