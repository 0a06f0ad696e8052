"""Ids of persons stay with their records and are never used again, whatever happens from run to run."""

import re
import tracemalloc

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.matching.pipeline.minting import code_of, minted, shown
from wraparound.matching.pipeline.parts.room import A_RECORD
from wraparound.matching.pipeline.persons import REGISTER, Past, Previous, keys_of, named_persons
from wraparound.matching.pipeline.persons import named as named_by_founders

FORM = re.compile(r"P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
PERSONS = 200_000
STAYS = 30  # bytes a record that linking in parts holds while persons are named: numbers, sources, years, whose, truth
QUICK = settings(max_examples=60, deadline=None)
RUNS = st.lists(
    st.dictionaries(st.integers(0, 14), st.integers(0, 5), max_size=15).map(lambda said: sorted(said.items())),
    min_size=1,
    max_size=6,
)


def named(persons, *, previous=None):
    """Name persons given as {record: person}, and return {record: id} with the past for the next run."""
    keys = pa.array([f"s\x1f{record}" for record, _ in persons], pa.string())
    label = np.array([person for _, person in persons], np.int64)
    found = named_persons(label, keys=keys, previous=previous or Previous.none())
    ids = found.ids.cast(pa.string())
    return dict(zip([record for record, _ in persons], ids.to_pylist(), strict=True)), Previous(
        keys, ids, found.register
    )


def state(past):
    return {row["person"]: (row["state"], row["became"]) for row in past.register.to_pylist()}


@QUICK
@given(RUNS)
def test_no_sequence_of_runs_uses_an_id_again(runs):
    past, before, retired = None, {}, set()
    for persons in runs:
        known = {row["person"] for row in past.register.to_pylist()} if past else set()
        now, past = named(persons, previous=past)
        of = dict(persons)
        assert all(FORM.fullmatch(name) for name in now.values())
        for one in now:
            for other in now:
                assert (now[one] == now[other]) == (of[one] == of[other])
        for name in set(now.values()):
            holders = {record for record in now if now[record] == name}
            former = {record for record in before if before[record] == name}
            assert name not in known or former & holders, "an id went to records that never had it"
        assert not retired & set(now.values())
        assert set(now.values()) <= set(state(past))
        retired = {name for name, (says, _) in state(past).items() if says != "current"}
        assert set(now.values()).isdisjoint(retired)
        before = now


@QUICK
@given(RUNS, st.randoms(use_true_random=False))
def test_the_order_of_records_and_the_labels_of_persons_do_not_matter(runs, chance):
    past = other_past = None
    for persons in runs:
        shuffled = [(record, person * 7 + 3) for record, person in chance.sample(persons, len(persons))]
        now, past = named(persons, previous=past)
        other, other_past = named(shuffled, previous=other_past)
        assert now == other
        assert past.register == other_past.register


@QUICK
@given(RUNS)
def test_the_same_result_again_changes_nothing(runs):
    past = None
    for persons in runs:
        _, past = named(persons, previous=past)
    before, past = named(runs[-1], previous=past)
    after, again = named(runs[-1], previous=past)
    assert before == after
    assert past.register == again.register


def test_a_split_leaves_the_id_with_the_greater_part():
    before, past = named([(0, 0), (1, 0), (2, 0)])
    after, past = named([(0, 1), (1, 0), (2, 0)], previous=past)
    assert after[1] == after[2] == before[0]
    (fresh,) = [row for row in past.register.to_pylist() if row["person"] == after[0]]
    assert (fresh["came_from"], fresh["since"]) == (before[0], "2")


def test_a_merge_keeps_the_older_id_and_says_what_became_of_the_other():
    first, past = named([(0, 0)])
    second, past = named([(0, 0), (1, 1), (2, 1)], previous=past)
    third, past = named([(0, 0), (1, 0), (2, 0)], previous=past)
    assert set(third.values()) == {first[0]}
    assert state(past)[second[1]] == ("joined another", first[0])


def test_two_persons_parted_again_do_not_get_the_retired_id_back():
    before, past = named([(0, 0), (1, 1)])
    _, past = named([(0, 0), (1, 0)], previous=past)
    after, past = named([(0, 0), (1, 1)], previous=past)
    assert len(set(before.values()) & set(after.values())) == 1
    assert len(past.register) == 3


def test_a_person_without_records_keeps_a_line_in_the_register():
    before, past = named([(0, 0), (1, 1)])
    _, past = named([(0, 0)], previous=past)
    assert state(past)[before[1]] == ("without records", None)
    after, _ = named([(0, 0), (1, 1)], previous=past)
    assert after[1] != before[1]


def test_a_result_without_a_register_is_a_past_too():
    before, past = named([(0, 0), (1, 1)])
    after, later = named([(0, 0), (1, 1)], previous=Previous(past.keys, past.person, past.register.slice(0, 0)))
    assert before == after
    assert len(later.register) == 2


def test_source_and_id_are_not_mixed_up():
    both = keys_of(pa.array(["a/b", "a"]), ids=pa.array(["c", "b/c"]))
    assert len(set(both.to_pylist())) == 2


@QUICK
@given(st.lists(st.integers(0, 2**64 - 1), max_size=30, unique=True), st.integers(0, 30))
def test_what_is_minted_is_new_and_reads_back(founders, used):
    hashed = np.array(founders, np.uint64)
    first = minted(hashed, used=np.zeros(0, np.int64))
    taken = first[:used]
    codes = minted(hashed, used=taken)
    assert len(set(codes.tolist())) == len(founders)
    assert not set(codes.tolist()) & set(taken.tolist())
    assert code_of(shown(codes)).tolist() == codes.tolist()


@QUICK
@given(st.lists(st.integers(0, 2**40 - 1), max_size=30))
def test_ids_stand_in_the_order_of_their_numbers(numbers):
    ids = shown(np.array(sorted(numbers), np.int64)).to_pylist()
    assert ids == sorted(ids)


def test_a_register_is_in_the_order_of_its_ids_and_some_rows_at_a_time_are_the_whole(monkeypatch):
    monkeypatch.setattr("wraparound.matching.pipeline.persons.ROWS", 7)
    found = named_persons(np.arange(40), keys=pa.array([f"s\x1f{k}" for k in range(40)]), previous=Previous.none())
    register = found.register
    assert max(map(len, found.rows())) == 7
    assert register.column("person").to_pylist() == sorted(found.ids.to_pylist())
    assert register.schema == REGISTER


def test_naming_takes_little_memory_where_everyone_is_new_and_alone():
    def named_anew():
        person, founder = np.arange(PERSONS, dtype=np.int32), np.arange(PERSONS, dtype=np.uint64)
        past = Past(pa.array([], pa.string()), REGISTER.empty_table())
        return named_by_founders(person, founder=founder, was=np.full(PERSONS, -1, np.int32), past=past)

    named_anew()
    tracemalloc.start()
    try:
        found = named_anew()
        assert len(found.register) == PERSONS
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most <= (A_RECORD - STAYS) * PERSONS


def test_founders_that_want_one_id_get_two_whichever_comes_first():
    hashed = np.array([5, 5, 9], np.uint64)
    codes = minted(hashed, used=np.zeros(0, np.int64))
    assert len(set(codes.tolist())) == 3


@pytest.mark.parametrize("foreign", ["", "P-0000-000", "P-ILOU-0000", "person 7"])
def test_ids_of_another_make_are_kept_and_never_minted(foreign):
    assert len(code_of(pa.array([foreign]))) == 0
