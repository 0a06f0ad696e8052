"""Outputs appear whole or not at all, whatever happens while they are written."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet as pq

from wraparound.matching.tables import CannotRead, CannotWrite, Outputs, read_table

ANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8))
TABLE = pa.table({"record": ["1", "2"], "person": ["p", "p"]})


def write(folder: Path, *names: str, then: Callable[[], object] = lambda: None) -> None:
    with Outputs(folder) as out:
        for name in names:
            out.write_text(name, text="new")
        then()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def run(code: str, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_every_kind_of_output_is_written(tmp_path):
    with Outputs(tmp_path / "deep" / "out") as out:
        out.write_csv("clusters.csv", table=TABLE)
        out.write_parquet("pairs.parquet", table=TABLE)
        out.write_parquet("batches.parquet", table=TABLE.to_reader(max_chunksize=1))
        out.write_json("report.json", value={"records": 2, "who": "Zoë"})
        out.write_text("MAP.toml", text="é\n")
        out.place("own.txt").write_text("mine")
        assert [path.name for path in (tmp_path / "deep" / "out").iterdir() if not path.name.startswith(".")] == []
    folder = tmp_path / "deep" / "out"
    assert (folder / "clusters.csv").read_text() == '"record","person"\n"1","p"\n"2","p"\n'
    assert pq.read_table(folder / "pairs.parquet") == pq.read_table(folder / "batches.parquet") == TABLE
    assert json.loads((folder / "report.json").read_text()) == {"records": 2, "who": "Zoë"}
    assert sorted(contents(folder)) == [
        "MAP.toml", "batches.parquet", "clusters.csv", "own.txt", "pairs.parquet", "report.json",
    ]  # fmt: skip


def test_an_error_leaves_the_old_outputs_and_other_peoples_files(tmp_path):
    (tmp_path / "clusters.csv").write_text("old")
    (tmp_path / "notes.txt").write_text("somebody's")
    before = contents(tmp_path)
    with pytest.raises(ZeroDivisionError):
        write(tmp_path, "clusters.csv", then=lambda: 1 / 0)
    assert contents(tmp_path) == before
    with Outputs(tmp_path) as out:
        out.write_csv("clusters.csv", table=TABLE)
    assert contents(tmp_path)["notes.txt"] == b"somebody's"
    assert b"record" in contents(tmp_path)["clusters.csv"]


def test_a_folder_made_for_nothing_is_removed(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "a" / "b", "a.txt", then=lambda: 1 / 0)
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_the_way_is_named_and_nothing_is_moved(tmp_path):
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(CannotWrite, match=r"b\.txt: a folder of that name"):
        write(tmp_path, "a.txt", "b.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match=r"something else of that name"):
        Outputs(tmp_path / "file").__enter__()
    with pytest.raises(CannotWrite, match="part of the path is a file"):
        Outputs(tmp_path / "file" / "out").__enter__()


def test_a_folder_put_in_the_way_at_the_last_moment_moves_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(CannotWrite):
        write(tmp_path, "a.txt", "b.txt", then=(tmp_path / "b.txt").mkdir)
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_move_that_fails_puts_the_old_files_back(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("old")
    real, moved = os.replace, []

    def failing(source, target):
        if Path(target).name == "c.txt":
            raise OSError(5, "Input/output error")
        moved.append(Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(CannotWrite, match="disk reported an error"):
        write(tmp_path, "a.txt", "b.txt", "c.txt")
    assert moved[:2] == ["a.txt", "b.txt"]
    assert contents(tmp_path) == {"a.txt": b"old"}


@pytest.mark.parametrize("name", ["../a", "a/b", "", ".hidden", "a\x00b", ".."])
def test_an_output_stays_in_its_folder(tmp_path, name):
    with pytest.raises(CannotWrite, match="plain file name"), Outputs(tmp_path) as out:
        out.write_text(name, text="x")


FILL = """
    import resource, signal, sys
    import pyarrow as pa
    from wraparound.matching.tables import CannotWrite, Outputs
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    table = pa.table({"record": [str(i * 7919) for i in range(200_000)]})
    try:
        with Outputs(sys.argv[1]) as out:
            out.write_text("small.txt", text="new")
            large = {"text": "x" * 10**6} if sys.argv[2] == "write_text" else {"table": table}
            getattr(out, sys.argv[2])("large", **large)
    except CannotWrite as refused:
        print(refused)
"""


@pytest.mark.parametrize("writer", ["write_csv", "write_parquet", "write_text"])
def test_a_file_that_may_not_grow_leaves_the_old_outputs(tmp_path, writer):
    (tmp_path / "small.txt").write_text("old")
    done = run(FILL, tmp_path, writer)
    assert "large: the file would be larger" in done.stdout, done
    assert contents(tmp_path) == {"small.txt": b"old"}


def test_a_full_disk_is_told(tmp_path):
    out = Outputs(tmp_path).__enter__()
    out.place("pairs.parquet").symlink_to("/dev/full")
    with pytest.raises(CannotWrite, match="no room left on the disk") as refused:
        out.write_parquet("pairs.parquet", table=TABLE)
    out.__exit__(CannotWrite, refused.value, None)
    assert list(tmp_path.iterdir()) == []


KILL = """
    import os, signal, sys
    from wraparound.matching.tables import Outputs
    real, at = os.replace, int(sys.argv[2])
    def killing(source, target):
        global at
        at -= 1
        if at < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real(source, target)
    os.replace = killing
    with Outputs(sys.argv[1]) as out:
        for name in ("a.txt", "b.txt", "c.txt"):
            out.write_text(name, text="new")
        if at == 99:
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("at", "left"), [(99, b"old"), (0, b"new"), (1, b"new"), (2, b"new")])
def test_a_kill_leaves_the_old_files_or_after_the_next_run_the_new(tmp_path, at, left):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("old")
    assert run(KILL, tmp_path, at).returncode == -signal.SIGKILL
    with Outputs(tmp_path) as out:
        out.write_text("later.txt", text="x")
    assert contents(tmp_path) == {"a.txt": left, "b.txt": left, "c.txt": left, "later.txt": b"x"}


def test_a_run_that_is_still_going_is_left_alone(tmp_path):
    with Outputs(tmp_path) as first:
        first.write_text("a.txt", text="first")
        with Outputs(tmp_path) as second:
            second.write_text("b.txt", text="second")
    assert contents(tmp_path) == {"a.txt": b"first", "b.txt": b"second"}


def test_cells_that_look_like_formulas_are_kept_as_they_are_unless_guarded(tmp_path):
    table = pa.table({"id": ["=1+1", "-5"], "name": ["=cmd", "Ada"]})
    with Outputs(tmp_path) as out:
        out.write_csv("a.csv", table=table, guarded=["name"])
    assert read_table(tmp_path / "a.csv").table.to_pydict() == {"id": ["=1+1", "-5"], "name": ["'=cmd", "Ada"]}


def test_lists_and_codes_and_dates_can_be_written_as_csv(tmp_path):
    table = pa.table({"l": [["a", "b"], None], "c": pa.array(["x", "y"]).dictionary_encode(), "n": [1, None]})
    with Outputs(tmp_path) as out:
        out.write_csv("a.csv", table=table)
    assert read_table(tmp_path / "a.csv").table.to_pydict() == {"l": ["a|b", None], "c": ["x", "y"], "n": ["1", None]}


@ANY
@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=6))
def test_any_table_of_text_written_as_csv_reads_back_equal(tmp_path, rows):
    columns = {name: [row[place] for row in rows] for place, name in enumerate(["id", "name", "note"])}
    with Outputs(tmp_path) as out:
        out.write_csv(
            "a.csv", table=pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
        )
    expected = [tuple(value or None for value in row) for row in rows if any(row)]
    if not expected:
        with pytest.raises(CannotRead):
            read_table(tmp_path / "a.csv")
        return
    loaded = read_table(tmp_path / "a.csv")
    assert [tuple(row.values()) for row in loaded.table.to_pylist()] == expected, loaded.set_aside
