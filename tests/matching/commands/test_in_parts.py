"""`link --memory` and `link --engine spark`: files by parts, the same outputs, and clear refusals."""

import importlib.util

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from wraparound.matching.commands import in_parts, laying
from wraparound.matching.pipeline.parts import Room

OUTPUTS = ("clusters.csv", "review.csv", "persons.csv", "set-aside.csv", "map.toml")


@pytest.fixture
def tight(monkeypatch):
    """Let only sixty records be compared at a time, and forty rows be read, as if memory were that short."""
    monkeypatch.setattr(in_parts, "fits_whole", lambda *_, **__: False)
    monkeypatch.setattr(in_parts, "room_for", lambda *_, folder, **__: Room(folder, 60))
    monkeypatch.setattr(laying, "rows_read", lambda _: 40)


def pairs_in(folder):
    table = pq.read_table(folder / "pairs.parquet").sort_by(
        [("left_record", "ascending"), ("right_record", "ascending")]
    )
    return [{**row, "match_weight": round(row["match_weight"], 6), "probability": 0} for row in table.to_pylist()]


def check_same(folder, expected):
    assert pairs_in(folder) == pairs_in(expected)
    for name in OUTPUTS:
        assert (folder / name).read_bytes() == (expected / name).read_bytes(), name


@pytest.mark.parametrize("kind", ["csv", "parquet", "csv read as a whole"])
def test_with_little_memory_the_outputs_are_the_same(people, run, tight, tmp_path, kind):
    path = people
    if kind == "parquet":
        path = people.with_suffix(".parquet")
        pq.write_table(pa_csv.read_csv(people), path)
    if kind == "csv read as a whole":
        path.write_text(path.read_text() + '"an odd" one,Ada\n')
    args = ["link", path, "--truth", "whose", "--train", "--json"]
    whole = run(*args, "--out", tmp_path / "whole")
    parts = run(*args, "--out", tmp_path / "parts", "--memory", "1G")
    assert (whole.code, parts.code) == (0, 0), parts.err
    assert {**whole.json, "seconds": 0} == {**parts.json, "seconds": 0}
    check_same(tmp_path / "parts", tmp_path / "whole")
    assert sorted(one.name for one in (tmp_path / "parts").iterdir()) == sorted(
        one.name for one in (tmp_path / "whole").iterdir()
    )


def test_a_truth_in_a_file_of_its_own_is_lined_up_as_ever(people, run, tight, tmp_path):
    rows = [line.split(",") for line in people.read_text().splitlines()[1:]]
    truth = tmp_path / "truth.csv"
    truth.write_text("id,colour,person\n" + "".join(f"{row[0]},blue,{row[-1]}\n" for row in reversed(rows)))
    args = ["link", people, "--id", "id", "--train", "--json"]
    whole, column = (run(*args, "--truth", one) for one in (truth, "whose"))
    parts = run(*args, "--truth", truth, "--memory", "1G")
    assert whole.code == parts.code == 0, parts.err
    assert whole.json["cluster"] == parts.json["cluster"] == column.json["cluster"]
    assert whole.json["pairwise"] == parts.json["pairwise"] == column.json["pairwise"]


def test_ids_given_twice_or_not_at_all_are_set_aside_as_ever(people, run, tight, tmp_path):
    path = people.parent / "more.csv"
    path.write_text(people.read_text() + "r3,Zed,Quill,01/02/2011,QA1 1AB,x\n,Zoe,Quill,01/02/2012,QA1 1AB,y\n")
    args = ["link", path, "--truth", "whose", "--train", "--id", "id", "--quiet"]
    run(*args, "--out", tmp_path / "whole")
    run(*args, "--out", tmp_path / "parts", "--memory", "1G")
    check_same(tmp_path / "parts", tmp_path / "whole")
    assert "r3" in (tmp_path / "parts" / "set-aside.csv").read_text()


def test_an_id_that_only_looks_like_one_must_be_named(people, run, tight, monkeypatch):
    monkeypatch.setattr(laying, "LOOKED_AT", 20)
    people.write_text(people.read_text() + "r3,Zed,Quill,01/02/2011,QA1 1AB,x\n")
    found = run("link", people, "--truth", "whose", "--train", "--memory", "1G")
    assert found.code == 2
    assert '"id" looks like the id' in found.sentence
    assert "--id" in found.sentence


def test_what_fits_is_linked_in_memory_as_ever(people, run, tmp_path):
    args = ["link", people, "--truth", "whose", "--quiet"]
    run(*args, "--out", tmp_path / "whole")
    found = run(*args, "--out", tmp_path / "parts", "--memory", "2G")
    assert found.code == 0, found.err
    check_same(tmp_path / "parts", tmp_path / "whole")


def test_answers_and_persons_ids_live_on_in_parts(people, run, tight, tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text("left source,left id,right source,right id,answer\npeople,r1,people,s1,different\n")
    args = ["link", people, "--truth", "whose", "--train", "--quiet", "--answers", answers]
    for folder, more in (("whole", []), ("parts", ["--memory", "1G"]), ("parts", ["--memory", "1G"])):
        assert run(*args, "--out", tmp_path / folder, *more).code == 0
    assert run(*args, "--out", tmp_path / "whole").code == 0
    check_same(tmp_path / "parts", tmp_path / "whole")


def test_too_little_memory_is_refused_with_what_would_do(people, run, tmp_path):
    found = run("link", people, "--memory", "10M", "--out", tmp_path / "out")
    assert found.code == 2
    assert "allow" in found.sentence
    assert not (tmp_path / "out").exists()


def test_a_disk_without_room_for_the_work_is_told_beforehand(people, run, tight, monkeypatch, tmp_path):
    monkeypatch.setattr(in_parts, "ON_DISK", 1 << 50)
    found = run("link", people, "--train", "--memory", "1G", "--out", tmp_path / "out")
    assert found.code == 4
    assert "of disk" in found.sentence
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("more", [["--memory", "1G"], ["--engine", "spark"]])
def test_a_page_needs_all_records_at_once(people, run, tmp_path, more):
    found = run("link", people, "--page", tmp_path / "page.html", *more)
    assert found.code == 2
    assert "--page" in found.sentence


def test_spark_without_its_extra_says_how_to_install_it(people, run, monkeypatch):
    from wraparound.matching.spark import session

    known = importlib.util.find_spec
    monkeypatch.setattr(session, "find_spec", lambda name: None if name in ("pyspark", "splink") else known(name))
    found = run("link", people, "--engine", "spark")
    assert found.code == 7
    assert "pip install 'wraparound[spark]'" in found.sentence
