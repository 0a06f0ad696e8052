"""Files of every kind, whole and broken, become a table or a clear refusal."""

import codecs
import gzip
import os
import threading
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet as pq

from wraparound.matching.tables import CannotRead, Limits, Loaded, read_table
from wraparound.matching.tables.refusals import cannot_read

ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GOOD = "id,name,born\n1,Ada,2015-01-02\n2,Bo,2016-03-04\n"


def written(folder: Path, content: bytes | str, *, name: str = "records.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(loaded: Loaded) -> list[list[object]]:
    return [list(row.values()) for row in loaded.table.to_pylist()]


def reasons(loaded: Loaded) -> list[tuple[int, str, str]]:
    return [(aside.row, aside.field, aside.reason) for aside in loaded.set_aside]


def refusal(path: Path | str, **options: object) -> str:
    with pytest.raises(CannotRead) as refused:
        read_table(path, **options)
    assert str(refused.value).startswith(str(path)) or Path(str(path)).name in str(refused.value)
    return str(refused.value)


def outcome(path: Path) -> Loaded | str:
    try:
        return read_table(path)
    except CannotRead as refused:
        return str(refused)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_delimiter_and_the_line_ends_are_found(tmp_path, delimiter, line_end):
    text = GOOD.replace(",", delimiter).replace("\n", line_end)
    loaded = read_table(written(tmp_path, text))
    assert loaded.table.column_names == ["id", "name", "born"]
    assert rows(loaded) == [["1", "Ada", "2015-01-02"], ["2", "Bo", "2016-03-04"]]
    assert loaded.rows_read == 2
    assert not loaded.set_aside
    assert not loaded.notes


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path, mark, codec):
    text = "id,forename,surname\n1,Zoë,O’Neill\n2,José,Brontë\n"
    loaded = read_table(written(tmp_path, mark + text.encode(codec)))
    assert loaded.table.column_names == ["id", "forename", "surname"]
    assert rows(loaded) == [["1", "Zoë", "O’Neill"], ["2", "José", "Brontë"]]


def test_windows_1252_is_told(tmp_path):
    loaded = read_table(written(tmp_path, "id,name\n1,Zoë\n".encode("cp1252")))
    assert "Windows-1252" in loaded.notes[0]


def test_windows_1252_is_seen_in_the_column_names_too(tmp_path):
    loaded = read_table(written(tmp_path, "id,prénom\n1,Zoë\n".encode("cp1252")))
    assert loaded.table.column_names == ["id", "prénom"]


def test_one_undecodable_row_is_set_aside_and_the_rest_stay_utf8(tmp_path):
    text = "id,name\n1,Zoë\n2,José\n3,".encode() + b"\xff\xfe" + "\n4,Brontë\n".encode()
    loaded = read_table(written(tmp_path, text))
    assert rows(loaded) == [["1", "Zoë"], ["2", "José"], ["4", "Brontë"]]
    assert reasons(loaded) == [(4, "name", "it holds bytes that are not UTF-8")]
    assert [loaded.row_number(place) for place in range(3)] == [2, 3, 5]


def test_a_zero_byte_costs_its_row_only(tmp_path):
    loaded = read_table(written(tmp_path, "id,name\n1,A\x00da\n2,Bo\n"))
    assert rows(loaded) == [["2", "Bo"]]
    assert reasons(loaded) == [(2, "name", "it holds a zero byte, which is no character")]


def test_ragged_rows_are_set_aside_with_their_number_and_reason(tmp_path):
    loaded = read_table(written(tmp_path, "id,name\n1,Ada\n2\n3,Cy,x,y\n4,Di\n"))
    assert rows(loaded) == [["1", "Ada"], ["4", "Di"]]
    assert reasons(loaded) == [
        (3, "", "it has 1 values where the header names 2"),
        (4, "", "it has 4 values where the header names 2"),
    ]
    assert "quotation marks" in str(loaded.set_aside[0])
    assert loaded.rows_read == 4


def test_empty_fields_beyond_the_last_column_say_nothing(tmp_path):
    assert rows(read_table(written(tmp_path, "id,name\n1,Ada,\n2,Bo,,\n"))) == [["1", "Ada"], ["2", "Bo"]]


def test_values_may_hold_delimiters_quotes_and_lines(tmp_path):
    text = 'id,note\n1,"a, ""b""\nc"\n2,plain\n3,5" pipe\n4,"x"y\n'
    loaded = read_table(written(tmp_path, text))
    assert rows(loaded) == [["1", 'a, "b"\nc'], ["2", "plain"], ["3", '5" pipe'], ["4", "xy"]]


@pytest.mark.parametrize("tail", ["", "\n", '\n9,"z"\n'])
def test_an_unclosed_quotation_mark_does_not_swallow_the_file(tmp_path, tail):
    text = "id,name\n1,Ada\n" + '2,"Bo\n' + "".join(f"{i},Cy\n" for i in range(3, 9)) + "9,Di" + tail
    loaded = read_table(written(tmp_path, text))
    assert (3, "", "a quotation mark is opened and not closed") in reasons(loaded)
    assert [row[0] for row in rows(loaded)][:7] == ["1", "3", "4", "5", "6", "7", "8"]
    assert loaded.rows_read == 9 + tail.count("z")


def test_two_unclosed_marks_that_happen_to_pair_do_not_swallow_what_is_between(tmp_path):
    loaded = read_table(written(tmp_path, 'id,name\n1,"Ada\n2,Bo\n3,"Cy\n4,Di\n'))
    assert rows(loaded) == [["2", "Bo"], ["4", "Di"]]
    assert [row for row, _, _ in reasons(loaded)] == [2, 4]


def test_a_file_of_unclosed_marks_is_refused_soon(tmp_path):
    text = "id,name\n" + '1,"Ada\n' * 3 + "2,Bo\n" * 40
    said = refusal(written(tmp_path, text * 1), limits=Limits(unclosed_quotes=1, lines_in_a_cell=2))
    assert "quotation mark" in said


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_ten_megabyte_field_costs_its_row_only(tmp_path, quote):
    text = f"id,name\n1,Ada\n2,{quote}{'x' * 10_000_000}{quote}\n3,Cy\n"
    loaded = read_table(written(tmp_path, text))
    assert rows(loaded) == [["1", "Ada"], ["3", "Cy"]]
    assert reasons(loaded) == [(3, "name", "the value is too long for a field of a record")]
    assert len(loaded.set_aside[0].value) <= 80


def test_a_field_just_over_the_limit_is_set_aside_and_one_at_it_is_kept(tmp_path):
    text = f"id,name\n1,{'x' * 65_536}\n2,{'x' * 65_537}\n3,{'é' * 32_769}\n"
    loaded = read_table(written(tmp_path, text))
    assert [row[0] for row in rows(loaded)] == ["1"]
    assert [(row, field) for row, field, _ in reasons(loaded)] == [(3, "name"), (4, "name")]


def test_blank_lines_are_counted_as_a_person_counts_them(tmp_path):
    loaded = read_table(written(tmp_path, "\nid,name\n1,Ada\n\n,\n2,Bo\n3\n\n\n"))
    assert rows(loaded) == [["1", "Ada"], ["2", "Bo"]]
    assert [loaded.row_number(0), loaded.row_number(1)] == [3, 6]
    assert reasons(loaded)[0][0] == 7
    assert any("no values at all" in note for note in loaded.notes)


def test_rows_without_a_value_are_left_out_and_the_others_keep_their_numbers(tmp_path):
    loaded = read_table(written(tmp_path, "id,name\n1,Ada\n,\n2,Bo\n"))
    assert rows(loaded) == [["1", "Ada"], ["2", "Bo"]]
    assert [loaded.row_number(0), loaded.row_number(1)] == [2, 4]
    assert loaded.empty_rows == 1
    assert loaded.rows_read == 3


def test_only_the_columns_asked_for_are_read(tmp_path):
    assert read_table(written(tmp_path, GOOD), columns=["born", "id"]).table.column_names == ["born", "id"]
    ragged = read_table(written(tmp_path, GOOD + "3\n"), columns=["born"])
    assert rows(ragged) == [["2015-01-02"], ["2016-03-04"]]
    said = refusal(written(tmp_path, GOOD), columns=["dob", "id"])
    assert 'no column "dob"' in said
    assert '"born"' in said


def test_a_file_without_a_header_is_read_with_names_by_place(tmp_path):
    loaded = read_table(written(tmp_path, "17,Ada,2015-01-02,QA1 1AA\n18,Bo,2016-03-04,QA1 1AB\n"))
    assert loaded.table.column_names == ["column 1", "column 2", "column 3", "column 4"]
    assert loaded.table.num_rows == 2
    assert "looks like data" in loaded.notes[0]
    assert loaded.row_number(0) == 1


def test_years_as_column_names_are_names(tmp_path):
    loaded = read_table(written(tmp_path, "id,name,group,2019,2020\n1,Ada,x,5,6\n"))
    assert loaded.table.column_names[-1] == "2020"


def test_a_column_without_a_name_is_called_by_its_place(tmp_path):
    loaded = read_table(written(tmp_path, ",name,\n0,Ada,x\n1,Bo,y\n"))
    assert loaded.table.column_names == ["column 1", "name", "column 3"]
    assert "1, 3" in loaded.notes[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\n\n", "no line of column names"),
        (b"id,name\n", "no rows"),
        (b"id,name\n,\n", "no rows"),
        (b"id,name,id\n1,Ada,2\n", 'more than one column is called "id"'),
        (b"id,name\n1\n2\n", "none of its 2 rows can be used"),
        (b'id,"name\n1,Ada\n2,Bo\n', "quotation mark"),
        (bytes(range(256)) * 40, "not text"),
        (b"\x00\x01\x02\x03" * 99, "not text"),
        (b"<!DOCTYPE html><table></table>", "web page"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PAR1 and no more", "Parquet"),
        (b"PK\x03\x04 and no more", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "before 2007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x1f\x8b and no more", "gzip"),
    ],
)
def test_what_is_no_table_is_refused_with_what_would_be_right(tmp_path, content, said):
    assert said in refusal(written(tmp_path, content))


def test_what_is_no_ordinary_file_is_refused(tmp_path):
    assert "no such file" in refusal(tmp_path / "missing.csv")
    assert "folder" in refusal(tmp_path)
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert "leads back to itself" in refusal(tmp_path / "loop.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "pipe" in refusal(tmp_path / "pipe.csv")
    assert "device" in refusal(Path("/dev/zero"))
    assert "part of the path is a file" in refusal(written(tmp_path, GOOD) / "inside.csv")
    assert "too long" in refusal(tmp_path / ("x" * 300))
    with pytest.raises(CannotRead, match="cannot be the name of a file"):
        read_table("a\x00b.csv")


def test_a_file_without_permission_is_refused(tmp_path):
    path = written(tmp_path, GOOD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this account may read everything")
    assert "permission" in refusal(path)


def test_a_link_to_a_file_is_followed(tmp_path):
    (tmp_path / "link.csv").symlink_to(written(tmp_path, GOOD))
    assert read_table(tmp_path / "link.csv").table.num_rows == 2


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = written(tmp_path, GOOD * 3)

    def grow(_share: float) -> None:
        with path.open("a") as file:
            file.write("3,Cy,2017-01-01\n")

    assert "changed while it was being read" in refusal(path, progress=grow)


def test_packed_text_is_read_and_a_cut_or_swelling_one_refused(tmp_path):
    packed = gzip.compress(GOOD.encode())
    assert read_table(written(tmp_path, packed, name="records.csv.gz")).table.num_rows == 2
    assert "cut short" in refusal(written(tmp_path, packed[:-9], name="cut.csv.gz"))
    bomb = gzip.compress(b"id,name\n" + b"1,Ada\n" * 10_000)
    assert "unpacks to more" in refusal(written(tmp_path, bomb, name="b.gz"), limits=Limits(unpacked_bytes=9999))
    assert "nothing" in refusal(written(tmp_path, gzip.compress(b""), name="e.csv.gz"))


def test_a_name_that_belies_the_content_is_understood_and_told(tmp_path):
    pq.write_table(pa.table({"id": ["1"]}), tmp_path / "records.csv")
    loaded = read_table(tmp_path / "records.csv")
    assert "holds Parquet" in loaded.notes[0]
    assert "does not hold Parquet" in refusal(written(tmp_path, GOOD, name="records.parquet"))
    assert "CSV" in read_table(written(tmp_path, GOOD, name="records.xlsx")).notes[0]


def test_progress_rises_to_the_end(tmp_path):
    told: list[float] = []
    read_table(written(tmp_path, "id,name\n" + "1,Ada\n" * 200_000), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_reports_are_bounded_and_all_are_counted(tmp_path):
    loaded = read_table(written(tmp_path, "id,name\n1,Ada\n" + "2\n" * 50), limits=Limits(set_aside_kept=10))
    assert len(loaded.set_aside) == 10
    assert loaded.set_aside_count == 50
    assert loaded.rows_read == 51


def test_many_files_are_read_at_once(tmp_path):
    path, found = written(tmp_path, GOOD + "3\n"), []
    threads = [threading.Thread(target=lambda: found.append(read_table(path).rows_read)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3] * 8


def test_a_refusal_is_one_printable_line():
    assert str(cannot_read("bad\nname\x1b[31m.csv", reason="no")) == "bad\\nname\\x1b[31m.csv: no."


@ANY
@given(content=st.binary(max_size=400))
@example(content=b'"')
@example(content=b'a\n"')
@example(content=b"a,b\n\xff\xfe\n")
@example(content=b"\xff\xfea")
@example(content=b"\x1f\x8b\x08\x00")
@example(content=b"PK\x05\x06" + b"\0" * 18)
def test_any_bytes_are_a_table_or_a_refusal(tmp_path, content):
    for name in ("a.csv", "a.parquet", "a.xlsx", "a.gz", "a"):
        found = outcome(written(tmp_path, content, name=name))
        assert "\n" not in found if isinstance(found, str) else found.table.num_rows > 0


@ANY
@given(
    content=st.lists(st.sampled_from(['"', ",", "\n", "\r\n", "a", "é", "\x00", " ", "1", ";", "\n\n"]), max_size=60),
    codec=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_text_is_a_table_or_a_refusal_and_every_row_is_accounted_for(tmp_path, content, codec):
    loaded = outcome(written(tmp_path, "".join(content).encode(codec)))
    if isinstance(loaded, str):
        return
    assert loaded.set_aside_count == len(loaded.set_aside)
    numbers = [loaded.row_number(place) for place in range(loaded.table.num_rows)]
    assert len({*numbers, *(aside.row for aside in loaded.set_aside)}) == len(numbers) + len(loaded.set_aside)
