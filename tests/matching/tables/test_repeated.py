"""An id given twice is found, whatever its type, and only the later row is set aside."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.tables import CannotRead, Limits, Loaded, duplicate_ids, without_duplicate_ids


def test_later_rows_with_an_id_already_given_are_set_aside():
    loaded = Loaded(pa.table({"id": ["a", "b", "a", None, "a"], "n": [1, 2, 3, 4, 5]}), "records.csv")
    kept = without_duplicate_ids(loaded, id_column="id")
    assert kept.table["n"].to_pylist() == [1, 2]
    assert [(aside.row, aside.value, aside.reason) for aside in kept.set_aside] == [
        (4, "a", "an earlier row has the same id"),
        (5, "", "it has no id"),
        (6, "a", "an earlier row has the same id"),
    ]
    assert kept.rows_read == loaded.rows_read
    assert kept.row_number(1) == 3


def test_one_id_in_two_sources_is_two_ids():
    table = pa.table({"id": ["a", "a", "a", "b"], "source": ["x", "y", "x", None]})
    assert duplicate_ids(table, id_column="id", within="source").tolist() == [2]
    assert duplicate_ids(table, id_column="id").tolist() == [1, 2]


def test_an_empty_id_column_is_refused():
    with pytest.raises(CannotRead, match='"id" is empty'):
        without_duplicate_ids(Loaded(pa.table({"id": pa.array([None], pa.string())}), "records.csv"), id_column="id")


def test_reports_are_bounded_and_all_are_counted():
    loaded = Loaded(pa.table({"id": ["a"] * 9}), "records.csv")
    kept = without_duplicate_ids(loaded, id_column="id", limits=Limits(set_aside_kept=2))
    assert len(kept.set_aside) == 2
    assert kept.set_aside_count == 8


@given(
    ids=st.lists(st.one_of(st.none(), st.sampled_from("abcdefg")), max_size=30),
    cut=st.integers(0, 30),
    coded=st.booleans(),
)
def test_what_is_found_is_every_row_after_the_first(ids, cut, coded):
    column = pa.chunked_array([pa.array(ids[:cut], pa.string()), pa.array(ids[cut:], pa.string())])
    column = column.dictionary_encode() if coded else column
    expected = [place for place, value in enumerate(ids) if value is not None and value in ids[:place]]
    assert duplicate_ids(pa.table({"id": column}), id_column="id").tolist() == expected
