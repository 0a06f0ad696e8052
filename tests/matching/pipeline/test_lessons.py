"""What was learnt of a whole table, kept and read again, judges records just as it did, few or many."""

import numpy as np
import pytest

from tests.matching.pipeline.test_link import inputs_of
from wraparound.matching.pipeline import outputs
from wraparound.matching.pipeline.arriving import alike_in, is_pack, packs_in, packs_of, rows_of, rows_packed
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.lessons import kept_lessons, read_lessons
from wraparound.matching.pipeline.link import Options, link
from wraparound.matching.pipeline.taught import lessons_of
from wraparound.sample import generate

LASTING = Options(lasting=True, widest_block=60)


@pytest.fixture(scope="module")
def area():
    return generate(children=1_500, seed=5).flat


@pytest.fixture(scope="module", params=["own", "learnt"])
def linked(request, area):
    return link(inputs_of(area), model=default_model() if request.param == "own" else None, options=LASTING)


@pytest.fixture(scope="module")
def lessons(linked):
    model, rest = kept_lessons(lessons_of(linked))
    return read_lessons(model, rest=rest)


def persons(linked):
    """Return whose each record is, and how sure it is: the least key of its person, and the belief."""
    keys = outputs.record_keys(linked).to_pylist()
    least = {}
    for key, person in zip(keys, linked.person.tolist(), strict=True):
        least[person] = min(key, least.get(person, key))
    beliefs = outputs.record_beliefs(linked).tolist()
    told = zip(keys, linked.person.tolist(), beliefs, strict=True)
    return {key: (least[person], belief) for key, person, belief in told}


def test_lessons_are_read_as_they_were_kept(linked, lessons):
    given = lessons_of(linked)
    assert (lessons.model, lessons.better) == (given.model, given.better)
    assert (lessons.told, lessons.sources, lessons.lengths) == (given.told, given.sources, given.lengths)
    assert lessons.decided == given.decided
    assert lessons.common.keys() == given.common.keys()
    for one, other in [*zip(lessons.common.values(), given.common.values(), strict=True), (lessons.usual, given.usual)]:
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_some_blocks_are_so_wide_that_they_are_cut(lessons):
    assert len(lessons.cut)


def test_linking_the_same_records_by_what_was_learnt_moves_nobody(linked, lessons, area):
    again = link(inputs_of(area), model=lessons)
    assert persons(again) == persons(linked)


def test_the_order_of_records_is_nothing_to_lessons(linked, lessons, area):
    shuffled = area.take(np.random.default_rng(7).permutation(len(area)))
    assert persons(link(inputs_of(shuffled), model=lessons)) == persons(linked)


def test_a_pair_weighs_the_same_in_a_small_table_as_in_the_whole(linked, lessons, area):
    some = area.slice(100, 300)
    few = link(inputs_of(some), model=lessons)
    weights = [_weights(one) for one in (few, linked)]
    assert len(weights[0]) > 50
    assert weights[0] == {pair: pytest.approx(weights[1][pair], abs=1e-9) for pair in weights[0]}


def _weights(linked):
    keys = outputs.record_keys(linked).to_pylist()
    pairs = zip(linked.pairs.left.tolist(), linked.pairs.right.tolist(), linked.pairs.weight.tolist(), strict=True)
    return {frozenset((keys[left], keys[right])): weight for left, right, weight in pairs}


def test_rows_packed_are_those_of_the_whole_table_and_meet_and_weigh_as_rows_prepared_anew(linked, lessons, area):
    some = area.slice(100, 80)
    packs = packs_of(inputs_of(some), lessons=lessons)
    assert packs == list(packs_in(linked))[100:180]
    assert all(is_pack(pack, lessons=lessons) for pack in packs)
    names = list(zip(some["source"].to_pylist(), some["record_id"].to_pylist(), strict=True))
    anew = rows_of(inputs_of(some), lessons=lessons)
    again = rows_packed(packs, names=names, once=(), lessons=lessons)
    for one, other in ((anew.met, again.met), (alike_in(anew.weighed(range(80))), alike_in(again.weighed(range(80))))):
        assert len(one[0])
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_row_that_says_what_nobody_said_before_is_not_packed(lessons, area):
    some = area.slice(0, 2).append_column("identifier", [["A1", "A2"]])
    assert packs_of(inputs_of(some), lessons=lessons) == [b"", b""]
