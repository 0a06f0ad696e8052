"""Parquet keeps its types, its repeated text once, and loses only the rows that are broken."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet as pq

from wraparound.matching.tables import CannotRead, Limits, read_table


def broken_text(*values: bytes) -> pa.Array:
    ends = np.cumsum([0, *map(len, values)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(ends), pa.py_buffer(b"".join(values)))


def stored(folder, columns, **options):
    path = folder / "records.parquet"
    pq.write_table(columns if isinstance(columns, pa.Table) else pa.table(columns), path, **options)
    return path


def test_types_are_kept_and_others_become_text(tmp_path):
    path = stored(
        tmp_path,
        {
            "id": ["a", "b"],
            "large": pa.array(["x", "y"], pa.large_string()),
            "coded": pa.array(["x", "x"]).dictionary_encode(),
            "bytes": pa.array([b"x", b"y"]),
            "whole": pa.array([1, 2], pa.int16()),
            "real": [0.5, 1.5],
            "born": [dt.date(2015, 1, 2), None],
            "seen": pa.array([dt.datetime(2015, 1, 2, 3), None]),
            "flag": [True, False],
            "aliases": [["x", "y"], None],
            "money": pa.array([Decimal("1.50"), None]),
            "nothing": pa.array([None, None], pa.null()),
        },
    )
    kinds = {field.name: str(field.type) for field in read_table(path).table.schema}
    text = {"string", "dictionary<values=string, indices=int32, ordered=0>"}
    assert {kinds[name] for name in ("id", "large", "coded", "bytes", "money", "nothing")} <= text
    assert [kinds[n] for n in ("whole", "real", "born", "flag")] == ["int16", "double", "date32[day]", "bool"]
    assert kinds["seen"].startswith("timestamp")
    assert kinds["aliases"].startswith("list<")


def test_repeated_text_is_kept_once_and_text_of_its_own_is_not(tmp_path):
    many = 300_000
    path = stored(tmp_path, {"id": [f"record {i:09}" for i in range(many)], "town": ["Quayle", "Quorn"] * (many // 2)})
    schema = read_table(path).table.schema
    assert schema.field("town").type == pa.dictionary(pa.int32(), pa.string())
    assert schema.field("id").type == pa.string()


@pytest.mark.parametrize("coded", [True, False])
def test_empty_text_is_null(tmp_path, coded):
    column = pa.array(["", "x", None, ""])
    path = stored(tmp_path, {"id": ["1", "2", "3", "4"], "name": column.dictionary_encode() if coded else column})
    assert read_table(path).table["name"].to_pylist() == [None, "x", None, None]


@pytest.mark.parametrize("values", [(b"ok", b"\xff\xfe", b"fine"), (b"ok", b"x" * 99, b"fine")])
@pytest.mark.parametrize("coded", [True, False])
def test_a_broken_or_endless_value_costs_its_row_only(tmp_path, values, coded):
    path = stored(tmp_path, {"id": ["1", "2", "3"], "name": broken_text(*values)}, use_dictionary=coded)
    loaded = read_table(path, limits=Limits(cell_bytes=50))
    assert loaded.table.to_pylist() == [{"id": "1", "name": "ok"}, {"id": "3", "name": "fine"}]
    assert [(aside.row, aside.field) for aside in loaded.set_aside] == [(3, "name")]
    assert [loaded.row_number(0), loaded.row_number(1)] == [2, 4]
    loaded.table.validate(full=True)


def test_a_broken_value_inside_a_list_costs_its_row(tmp_path):
    lists = pa.ListArray.from_arrays(pa.array([0, 1, 3]), broken_text(b"a", b"b", b"\xff"))
    loaded = read_table(stored(tmp_path, {"id": ["1", "2"], "aliases": lists}))
    assert loaded.table["aliases"].to_pylist() == [["a"]]


def test_rows_without_a_value_are_left_out(tmp_path):
    loaded = read_table(stored(tmp_path, {"id": ["1", None, "3"], "name": ["", "", "x"]}))
    assert loaded.table.num_rows == 2
    assert loaded.empty_rows == 1
    assert loaded.row_number(1) == 4


def test_nested_columns_are_left_out_with_a_note_but_refused_when_asked_for(tmp_path):
    path = stored(tmp_path, {"id": ["1"], "nested": [{"a": 1}]})
    loaded = read_table(path)
    assert loaded.table.column_names == ["id"]
    assert "nested" in loaded.notes[0]
    with pytest.raises(CannotRead, match="cannot be used"):
        read_table(path, columns=["nested"])


def test_only_the_columns_asked_for_are_read_and_missing_ones_named(tmp_path):
    path = stored(tmp_path, {"id": ["1"], "name": ["x"]})
    assert read_table(path, columns=["name"]).table.column_names == ["name"]
    with pytest.raises(CannotRead, match='no column "dob"; the columns are "id", "name"'):
        read_table(path, columns=["dob"])


def test_row_groups_are_read_in_steps_with_progress(tmp_path):
    told: list[float] = []
    path = stored(tmp_path, {"id": [str(i) for i in range(1000)]}, row_group_size=10)
    table = read_table(path, progress=told.append).table
    assert table["id"].to_pylist() == [str(i) for i in range(1000)]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) <= 16


def test_a_table_without_rows_or_with_a_name_twice_is_refused(tmp_path):
    with pytest.raises(CannotRead, match="no rows"):
        read_table(stored(tmp_path, {"id": pa.array([], pa.string())}))
    with pytest.raises(CannotRead, match='called "id"'):
        read_table(stored(tmp_path, pa.table([["1"], ["2"]], names=["id", "id"])))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_a_table_or_a_refusal(tmp_path, data):
    path = stored(tmp_path, {"id": ["1", "2"], "name": ["Ada", "Bo"], "n": [1, 2]})
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(5, len(content)))] if data.draw(st.booleans()) else content)
    try:
        rows, said = read_table(path).table.num_rows, ""
    except CannotRead as refused:
        rows, said = 0, str(refused)
    assert rows or "records.parquet" in said
