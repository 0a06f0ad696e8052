"""What is looked at inside values, and that nothing unprepared is measured."""

import pytest

from tests.matching.plainly import arrow
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.store import stored
from wraparound.matching.model import OTHERWISE, Comparison, Level, Measure, Model, alike, both, missing, same
from wraparound.matching.scoring.programs import program_of

TABLE = arrow({"name": ["amy", "zoë"], "size": ["1", "2"], "sex": ["f", "m"]})
LEVELS = (
    Level("missing", missing("name"), is_null=True),
    Level("alike", both(alike("name", measure=Measure.JARO, amount=0.9), same("sex"))),
    Level("near", alike("size", measure=Measure.DIFFERENCE, amount=1.0)),
    Level("else", OTHERWISE),
)
COMPARISON = Comparison("name", LEVELS)


def test_letters_and_numbers_are_looked_at_where_a_level_measures_them():
    looks = looks_of([COMPARISON])
    assert [name for name in TABLE.column_names if looks.at_letters(name)] == ["name"]
    assert [name for name in TABLE.column_names if looks.at_numbers(name)] == ["size"]


def test_a_table_coded_for_one_comparison_refuses_to_measure_for_another():
    bare = stored(TABLE, names=TABLE.column_names, by=["name"], ids=None, looks=looks_of([]))
    with pytest.raises(ValueError, match="coded without"):
        program_of(Model((COMPARISON,), ()), store=bare)
