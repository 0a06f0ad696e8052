"""Linking part by part from disk gives what linking in memory gives."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pytest

from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.model import OTHERWISE, Comparison, Letters, Level, Measure, Model, Rule, alike, same
from wraparound.matching.pipeline import outputs
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.link import Options, link
from wraparound.matching.pipeline.parts import NoRoom, Room, Way, learning, link_in_parts, room_for
from wraparound.matching.pipeline.review import links_to_review
from wraparound.matching.pipeline.said import Answers
from wraparound.matching.training.train import Effort
from wraparound.matching.words import Field
from wraparound.sample import generate

FIELDS = set(Field) - {"id", "source"}
OPTIONS = Options(effort=Effort(random_pairs=20_000, pairs_a_rule=5_000))


@dataclass(frozen=True)
class InTurn:
    """Tables in memory given a few rows at a time, as files would be."""

    inputs: list[Input]
    rows: int

    def __iter__(self):
        for one in self.inputs:
            for begin in range(0, one.table.num_rows, self.rows):
                yield [
                    replace(
                        other, table=other.table.slice(begin, self.rows) if other is one else other.table.slice(0, 0)
                    )
                    for other in self.inputs
                ]


@pytest.fixture(scope="module")
def inputs():
    """Return three sources' files of some three hundred children, one of which holds each child once at most."""
    table = generate(children=300, seed=5).flat
    names = table.column("source").to_pylist()
    given = []
    for source in sorted(set(names)):
        some = table.filter(pa.array([name == source for name in names]))
        columns = uses((name, ColumnUse(Field(name))) for name in table.column_names if name in FIELDS)
        duplicates = "forbidden" if source == "schools" else "allowed"
        given.append(Input(some, Mapping(source, id="record_id", columns=columns, duplicates=duplicates), source))
    return given


@pytest.fixture(scope="module")
def whole(inputs):
    return link(inputs, options=OPTIONS)


def rows_of(table):
    return table.sort_by([("left_record", "ascending"), ("right_record", "ascending")]).to_pylist()


def in_parts(inputs, folder, *, rows=300, at_once=97, **more):
    way = Way(Room(folder, rows))
    return link_in_parts(InTurn(inputs, at_once), options=OPTIONS, way=way, **more)


def same_result(found, expected):
    """Check that two results are one: pairs, weights, persons, who is to be asked what."""
    pairs = pa.concat_tables(t.unify_dictionaries() for t in found.pairs_tables())
    assert len(pairs) == found.pairs_kept == expected.pairs_kept > 0
    for one, other in zip(rows_of(pairs), rows_of(outputs.pairs_table(expected)), strict=True):
        assert one.pop("match_weight") == pytest.approx(other.pop("match_weight"), abs=1e-6)
        assert one.pop("probability") == pytest.approx(other.pop("probability"), abs=1e-6)
        assert one == other
    assert found.person.tolist() == expected.person.tolist()
    assert found.store.order.tolist() == expected.store.order.tolist()
    ids = pa.array(expected.person)
    assert outputs.clusters_table(found, ids=ids) == outputs.clusters_table(expected, ids=ids)
    asked = [
        outputs.review_table(one, review=links_to_review(one), ids=pa.array(one.person)).to_pylist()
        for one in (found, expected)
    ]
    assert asked[0] == asked[1]


def test_a_learnt_model_pairs_weights_and_persons_are_as_in_memory(inputs, whole, tmp_path):
    found = in_parts(inputs, tmp_path)
    assert found.model.rules == whole.model.rules
    for one, other in zip(found.model.comparisons, whole.model.comparisons, strict=True):
        assert [level.m or 0 for level in one.levels] == pytest.approx(
            [level.m or 0 for level in other.levels], rel=1e-9
        )
    assert len(found.sessions) == len(whole.sessions) > 3
    same_result(found, whole)


@pytest.mark.parametrize("widest", [6, 2_000])
def test_a_given_model_answers_and_wide_blocks_are_as_in_memory(inputs, whole, tmp_path, widest):
    lone = np.flatnonzero(np.bincount(whole.person, minlength=len(whole.person))[whole.person] == 1)[:2]
    one, other = np.sort(whole.store.order[lone])
    told = whole.pairs.left[0], whole.pairs.right[0]
    answers = Answers(np.array([[one, other]]), whole.store.order[np.array([told])].astype(np.int64))
    options = replace(OPTIONS, widest_block=widest, across_sources_only=widest == 6)
    expected = link(inputs, model=whole.model, answers=answers, options=options)
    way = Way(Room(tmp_path, 150))
    found = link_in_parts(InTurn(inputs, 200), model=whole.model, answers=answers, options=options, way=way)
    same_result(found, expected)
    if widest == 6:
        assert any(rule.bounded_blocks for rule in found.rules)


def test_a_field_that_only_some_parts_hold_is_decided_by_all(tmp_path, monkeypatch):
    monkeypatch.setattr(learning, "A_SHARE", 100)
    rows = generate(children=50, seed=6).flat
    named = pa.array([("Ada Mary" if k > 120 else "Ada") for k in range(len(rows))])
    rows = rows.set_column(rows.column_names.index("given_names"), "given_names", named)
    columns = uses((name, ColumnUse(Field(name))) for name in rows.column_names if name in FIELDS)
    inputs = [Input(rows, Mapping("one", id="record_id", columns=columns), "one")]
    expected = link(inputs, options=OPTIONS)
    same_result(in_parts(inputs, tmp_path, rows=100, at_once=60), expected)


def test_little_memory_is_divided_or_refused():
    with pytest.raises(NoRoom, match=r"1,000,000 records .* allow"):
        room_for(1_000_000, memory=100 << 20, folder=None)
    assert room_for(1_000_000, memory=1 << 30, folder=None).rows > 20_000


@pytest.mark.parametrize("letters", list(Letters))
def test_who_is_on_the_left_and_what_letters_are_is_as_in_memory(tmp_path, letters):
    count = 60
    table = pa.table(
        {
            "Number": [f"r{(7 * k) % count:02}" for k in range(count)],
            "Forename": [f"{'é' * (k % 3)}name {k:02}" for k in range(count)],
            "Surname": [f"name {(k + 1):02}" for k in range(count)],
            "Town": [f"town {k // 6}" for k in range(count)],
        }
    )
    levels = (
        Level("turned", same("Surname", right="Forename"), m=0.9, u=0.01),
        Level("near", alike("Forename", measure=Measure.LEVENSHTEIN, amount=3), m=0.7, u=0.1),
        Level("else", OTHERWISE, m=0.1, u=0.99),
    )
    model = Model((Comparison("Forename", levels),), (Rule(("Town",)),), prior=0.1, letters=letters)
    inputs = [
        Input(table, Mapping("one", id="Number", columns=uses([("Forename", ColumnUse(Field.GIVEN_NAMES))])), "one")
    ]
    expected = link(inputs, model=model, options=OPTIONS)
    assert (expected.pairs.chance > 0).any()
    same_result(in_parts(inputs, tmp_path, rows=12, at_once=7, model=model), expected)
