"""Linking with a model that was given: what it cannot read is not known, and outputs tell one story."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from wraparound.matching.clusters.beliefs import beliefs_of
from wraparound.matching.evaluate import scores, twins_joined
from wraparound.matching.explain.weighing import Scales
from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.model import OTHERWISE, Comparison, Level, Model, Rule, missing, same
from wraparound.matching.pipeline import outputs
from wraparound.matching.pipeline.defaults import default_model, is_for
from wraparound.matching.pipeline.fitting import fitted
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.link import CannotLink, link
from wraparound.matching.pipeline.review import links_to_review
from wraparound.matching.words import Field
from wraparound.sample import generate

FIELDS = set(Field) - {"id"}


def inputs_of(table):
    """Return a table whose columns are called by their fields as what linking takes."""
    columns = uses((name, ColumnUse(Field(name))) for name in table.column_names if name in FIELDS)
    return [Input(table, Mapping("one", id="record_id", columns=columns), "one")]


def truth_of(linked, table, column="person_id"):
    return np.array(table[column].to_pylist(), dtype=object)[linked.store.order]


@pytest.fixture(scope="session")
def area():
    return generate(children=2_000, seed=11).flat


@pytest.fixture(scope="session")
def linked(area):
    return link(inputs_of(area), model=default_model())


def few(*rows, **more):
    """Return a little table of names and dates."""
    names = [dict(zip(("record_id", "given_names", "surname", "birth_date"), row, strict=True)) for row in rows]
    return pa.Table.from_pylist([row | more for row in names])


ADA, BRAM = ("Ada", "Okafor", "2014-03-25"), ("Bram", "Visser", "2011-09-07")


def test_the_default_model_finds_children_without_any_training(linked, area):
    truth = np.unique(truth_of(linked, area), return_inverse=True)[1]
    found = scores(linked.person, truth=truth)
    assert found.f1 >= 0.97
    assert found.precision >= 0.995
    twins = twins_joined(linked.person, truth=truth, twin_group=truth_of(linked, area, "twin_group"))
    assert twins.share <= 0.05
    assert linked.sessions == ()


@pytest.mark.parametrize("left_out", ["birth_date", "postcode", "given_names", "nhs_number", "surname"])
def test_a_model_is_used_on_tables_that_lack_what_it_reads(area, left_out):
    some = area.slice(0, 1500).drop_columns([left_out])
    found = link(inputs_of(some), model=default_model())
    assert len(found.person) == 1500


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_the_default_model_links_the_smallest_tables(copies):
    rows = [(f"{name[0]}{k}", *name) for name in (ADA, BRAM) for k in range(copies)]
    found = link(inputs_of(few(*rows)), model=default_model())
    assert len(set(found.person.tolist())) == 2


def test_one_record_is_one_person():
    assert link(inputs_of(few(("a", *ADA))), model=default_model()).person.tolist() == [0]


def test_records_with_nothing_in_common_stand_alone():
    other = ("Zahra", "Quill", "1999-12-31")
    found = link(inputs_of(few(("a", *ADA), ("b", *other))), model=default_model())
    assert len(set(found.person.tolist())) == 2
    assert [rule.pairs for rule in found.rules] == [0] * len(found.rules)


def test_too_little_to_learn_from_is_said():
    with pytest.raises(CannotLink, match="learn"):
        link(inputs_of(few(("a", *ADA), ("b", *ADA), ("c", *BRAM))))


def test_columns_that_say_nothing_are_refused():
    with pytest.raises(CannotLink, match="map"):
        link(inputs_of(pa.table({"record_id": ["1"]})), model=default_model())


def test_a_model_that_can_read_nothing_is_refused_and_names_what_is_missing():
    table = pa.table({"record_id": ["1", "2"], "category": ["x", "y"]})
    with pytest.raises(CannotLink, match=r"birth_date.*category_1"):
        link(inputs_of(table), model=default_model())


def test_a_comparison_without_a_level_for_everything_else_is_refused():
    given = Comparison("given", (Level("same", same("given"), m=0.9, u=0.1),))
    with pytest.raises(CannotLink, match=r"given.*ELSE"):
        link(inputs_of(few(("a", *ADA))), model=Model((given,), (Rule(("given",)),)))


def test_a_comparison_that_cannot_be_read_is_not_known_however_it_is_written():
    bare = Comparison("shoe", (Level("same", same("shoe"), m=0.9, u=0.1), Level("different", OTHERWISE, m=0.1, u=0.9)))
    given = replace(bare, name="given", levels=(Level("same", same("given"), m=0.9, u=0.1), *bare.levels[1:]))
    known, unknown = fitted(Model((given, bare), (Rule(("given",)),)), columns=["given"]).comparisons
    assert known == given
    assert unknown.levels[0] == Level("not known", missing("shoe"), is_null=True)


def test_the_default_model_is_for_tables_whose_fields_it_knows(linked):
    assert is_for(default_model(), fields=linked.fields)
    known = [one for one in linked.fields.comparisons if one.name != "sex"]
    assert is_for(default_model(), fields=replace(linked.fields, comparisons=known))
    strange = Comparison("identifier", linked.fields.comparisons[0].levels)
    assert not is_for(default_model(), fields=replace(linked.fields, comparisons=[strange, *known]))


def test_no_difference_speaks_for_one_person_in_the_default_model():
    for comparison in default_model().comparisons:
        assert comparison.levels[-1].weight <= 0
        assert comparison.levels[comparison.graded[0]].weight > 0


def test_pairs_people_and_review_tell_one_story(linked):
    inside = linked.person[linked.pairs.left] == linked.person[linked.pairs.right]
    table, grades = outputs.pairs_table(linked), beliefs_of(linked.weight)
    assert table["belief"].cast(pa.string()).to_pylist() == [str(outputs.WORDS[grade]) for grade in grades]
    review = links_to_review(linked)
    assert len(review)
    assert not inside[review.places].any()
    belief = outputs.record_beliefs(linked)
    for end in (linked.pairs.left, linked.pairs.right):
        assert (belief[end[inside]] >= outputs.LIKELY).all()


def test_every_pair_is_kept_once_however_many_values_it_shares(linked):
    pairs = list(zip(linked.pairs.left.tolist(), linked.pairs.right.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert all(left < right for left, right in pairs)


def test_records_of_two_that_stand_together_are_held_by_a_pair_that_is_likely(linked):
    size = np.bincount(linked.person, minlength=len(linked.person))
    left, right = linked.pairs.left, linked.pairs.right
    two = (linked.person[left] == linked.person[right]) & (size[linked.person[left]] == 2)
    assert two.any()
    assert (linked.weight[two] >= 0).all()


def test_explanations_believe_what_the_outputs_say(linked):
    scales = Scales(linked)
    for place in range(0, len(linked.pairs), max(len(linked.pairs) // 40, 1)):
        told = scales.explained(int(linked.pairs.left[place]), right=int(linked.pairs.right[place]))
        assert told.belief == outputs.WORDS[int(beliefs_of(linked.weight[place : place + 1])[0])]
