"""Workbooks become text as people see it; what hides in them is refused or told."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wraparound.matching.tables import CannotRead, Limits, read_table


def saved(folder, *rows, sheets=None, merge=None):
    book = openpyxl.Workbook()
    for place, (title, content) in enumerate((sheets or {"Records": rows}).items()):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = title
        for row in content:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    path = folder / "records.xlsx"
    book.save(path)
    return path


def rewritten(path, *, change):
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in change(members).items():
            new.writestr(name, content)
    return path


def test_values_become_the_text_that_people_see(tmp_path):
    path = saved(
        tmp_path,
        ["id", "nhs", "born", "seen", "flag", "share", "name"],
        [7.0, 9990000026, dt.date(2015, 1, 2), dt.datetime(2015, 1, 2, 9, 30), True, 0.5, " Zoë "],
        ["007", None, "2/1/2015", dt.time(9, 30), False, -2, "#N/A"],
    )
    loaded = read_table(path)
    assert [list(row.values()) for row in loaded.table.to_pylist()] == [
        ["7", "9990000026", "2015-01-02", "2015-01-02T09:30:00", "true", "0.5", " Zoë "],
        ["007", None, "2/1/2015", "09:30:00", "false", "-2", None],
    ]
    assert 'sheet "Records"' in loaded.notes[0]


def test_the_first_sheet_with_a_header_is_read_and_a_title_above_it_passed_over(tmp_path):
    sheets = {
        "Cover": [["Children known on 31 March"]],
        "List": [["Children"], [], ["id", "name"], ["1", "Ada"], [], ["2", "Bo"]],
    }
    loaded = read_table(saved(tmp_path, sheets=sheets))
    assert loaded.table.to_pylist() == [{"id": "1", "name": "Ada"}, {"id": "2", "name": "Bo"}]
    assert [loaded.row_number(0), loaded.row_number(1)] == [4, 6]


def test_a_sheet_of_one_column_is_read(tmp_path):
    assert read_table(saved(tmp_path, ["id"], ["1"], ["2"])).table["id"].to_pylist() == ["1", "2"]


def test_a_sheet_without_a_header_gets_names_by_place(tmp_path):
    loaded = read_table(saved(tmp_path, [17, "Ada", "2015-01-02"], [18, "Bo", "2015-01-03"]))
    assert loaded.table.column_names == ["column 1", "column 2", "column 3"]
    assert loaded.table.num_rows == 2


def test_merged_header_cells_are_refused_by_name(tmp_path):
    path = saved(tmp_path, ["id", "name", None], ["1", "Ada", "Quayle"], merge="B1:C1")
    with pytest.raises(CannotRead, match="B1:C1 of its header are merged"):
        read_table(path)


def test_a_merged_title_above_the_header_does_no_harm(tmp_path):
    path = saved(tmp_path, ["Children", None], ["id", "name"], ["1", "Ada"], merge="A1:B1")
    assert read_table(path).table.num_rows == 1


def test_formulas_are_told(tmp_path):
    loaded = read_table(saved(tmp_path, ["id", "sum"], ["1", "=1+1"], ["2", 3]))
    assert loaded.table["sum"].to_pylist() == [None, "3"]
    assert "formulas" in loaded.notes[1]


def test_columns_asked_for_are_read_and_missing_ones_named(tmp_path):
    path = saved(tmp_path, ["id", "name"], ["1", "Ada"])
    assert read_table(path, columns=["name"]).table.column_names == ["name"]
    with pytest.raises(CannotRead, match='no column "dob"'):
        read_table(path, columns=["dob"])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no sheet has"),
        ([["id", "name"]], "no sheet has"),
        ([["id", "id"], ["1", "2"]], 'called "id"'),
    ],
)
def test_a_workbook_without_a_table_is_refused(tmp_path, rows, said):
    with pytest.raises(CannotRead, match=said):
        read_table(saved(tmp_path, *rows))


def test_a_workbook_that_swells_is_refused_before_it_is_unpacked(tmp_path):
    path = rewritten(saved(tmp_path, ["id"], ["1"]), change=lambda m: {**m, "xl/bomb.xml": b"\0" * 2_000_000})
    with pytest.raises(CannotRead, match="unpacks to"):
        read_table(path, limits=Limits(unpacked_bytes=1_000_000))


def test_a_row_number_beyond_what_excel_allows_is_refused(tmp_path):
    def far(members):
        name = "xl/worksheets/sheet1.xml"
        return {**members, name: members[name].replace(b'<row r="3"', b'<row r="2000000000000"')}

    with pytest.raises(CannotRead, match="beyond what Excel allows"):
        read_table(rewritten(saved(tmp_path, ["id"], ["1"], ["2"]), change=far))


def test_entities_in_a_sheet_are_refused(tmp_path):
    def trick(members):
        name = "xl/worksheets/sheet1.xml"
        return {**members, name: b'<!DOCTYPE x [<!ENTITY a "b">]>' + members[name].split(b"?>", 1)[-1]}

    with pytest.raises(CannotRead):
        read_table(rewritten(saved(tmp_path, ["id"], ["1"]), change=trick))


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "records.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("records.csv", "id\n1\n")
    with pytest.raises(CannotRead, match="zip archive"):
        read_table(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_a_table_or_a_refusal(tmp_path, data):
    path = saved(tmp_path, ["id", "name"], ["1", "Ada"], ["2", "Bo"])

    def damage(members):
        name = data.draw(st.sampled_from(sorted(members)))
        content = bytearray(members[name])
        for _ in range(data.draw(st.integers(1, 5))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        return {**members, name: bytes(content)}

    rewritten(path, change=damage)
    if data.draw(st.booleans()):
        whole = path.read_bytes()
        path.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
    try:
        rows, said = read_table(path).table.num_rows, ""
    except CannotRead as refused:
        rows, said = 0, str(refused)
    assert rows or "records.xlsx" in said
