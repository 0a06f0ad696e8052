"""Linking from the command line: what it says, what it writes, and that it says and writes the same in any order."""

import csv
import json
from itertools import pairwise

import pyarrow.parquet as pq
import pytest

from wraparound.matching.mapping import read_map
from wraparound.matching.model.splink import read_splink

WRITTEN = {
    "clusters.csv", "pairs.parquet", "review.csv", "persons.csv", "set-aside.csv", "model.json", "map.toml",
    "report.json",
}  # fmt: skip
NAMES = ("people.csv", "more.csv")


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def linked(area, tmp_path_factory):
    """Return the folder of one run over the area, and what it said as JSON."""
    from wraparound.matching.commands import main

    folder = tmp_path_factory.mktemp("linked")
    truth = ["--truth", str(area / "truth.csv")]
    page = ["--page", str(folder / "index.html")]
    assert main(["link", "--map", str(area / "maps.toml"), "--out", str(folder), "--quiet", *truth, *page]) == 0
    return folder


def test_every_output_is_there_and_nothing_else(linked):
    assert {path.name for path in linked.iterdir()} == WRITTEN | {"index.html"}


def test_every_record_has_one_person_and_a_belief(linked, area):
    found = rows(linked / "clusters.csv")
    assert list(found[0]) == ["record", "source", "person", "belief"]
    keys = [(row["source"], row["record"]) for row in found]
    assert sorted(keys) == sorted((row["source"], row["record_id"]) for row in rows(area / "truth.csv"))
    assert {row["belief"] for row in found} <= {"certain", "likely"}


def test_a_persons_records_stand_side_by_side(linked):
    persons = [row["person"] for row in rows(linked / "clusters.csv")]
    changes = sum(one != other for one, other in pairwise(persons))
    assert changes == len(set(persons)) - 1


def test_the_report_holds_what_json_says_and_how_training_went(linked):
    report = json.loads((linked / "report.json").read_text())
    assert report["records"] == len(rows(linked / "clusters.csv"))
    assert report["clusters"] == len({row["person"] for row in rows(linked / "clusters.csv")})
    assert report["pairs"] == pq.read_metadata(linked / "pairs.parquet").num_rows
    assert report["review"] == len(rows(linked / "review.csv"))
    assert report["blocking"]
    assert {"pairwise", "cluster"} <= report.keys()
    assert report["cluster"]["f1"] > 0.8


def test_pairs_say_who_how_much_and_what_is_believed(linked):
    table = pq.read_table(linked / "pairs.parquet")
    assert table.column_names == [
        "left_record", "left_source", "right_record", "right_source", "match_weight", "probability", "belief",
    ]  # fmt: skip
    for row in table.slice(0, 50).to_pylist():
        assert row["probability"] == pytest.approx(1 / (1 + 2 ** -row["match_weight"]), abs=1e-8)


def test_the_model_and_the_map_can_be_used_again(linked, area, run, tmp_path):
    assert read_splink(linked / "model.json").comparisons
    assert len(read_map(linked / "map.toml").files) == 8
    first = (linked / "clusters.csv").read_bytes()
    again = run(
        "link", *(area / name for name in read_map(linked / "map.toml").files),
        "--map", linked / "map.toml", "--model", linked / "model.json", "--previous", linked,
        "--out", tmp_path, "--json",
    )  # fmt: skip
    assert again.json["model"] == "file"
    kept = {row["record"]: row["person"] for row in rows(tmp_path / "clusters.csv")}
    same = sum(kept[row["record"]] == row["person"] for row in rows(linked / "clusters.csv"))
    assert same > 0.99 * len(kept)
    assert first


def test_files_and_rows_in_any_order_give_the_same_bytes(linked, area, run, tmp_path):
    shuffled = tmp_path / "area"
    shuffled.mkdir()
    names = list(read_map(area / "maps.toml").files)
    for name in names:
        lines = (area / name).read_bytes()
        if name.endswith(".csv"):
            head, *body = lines.splitlines(keepends=True)
            lines = b"".join([head, *reversed(body)])
        (shuffled / name).write_bytes(lines)
    files = [shuffled / name for name in reversed(names)]
    run("link", *files, "--map", area / "maps.toml", "--out", tmp_path / "out", "--quiet")
    assert (tmp_path / "out" / "clusters.csv").read_bytes() == (linked / "clusters.csv").read_bytes()


def test_a_second_run_into_the_same_folder_keeps_every_id(linked, area, run):
    before = (linked / "clusters.csv").read_bytes()
    run("link", "--map", area / "maps.toml", "--out", linked, "--quiet")
    assert (linked / "clusters.csv").read_bytes() == before


def test_json_is_one_object_and_nothing_else(people, run):
    ran = run("link", people, "--truth", "whose", "--json", "--train")
    assert ran.out.count("\n") == 1
    assert ran.json.keys() >= {
        "records", "pairs", "clusters", "review", "seconds", "set_aside", "files", "sources", "pairwise", "cluster",
        "model", "notes",
    }  # fmt: skip
    assert ran.json["records"] == 160
    assert ran.json["model"] == "trained"


def test_the_truth_is_never_used_for_matching(people, run, tmp_path):
    run("link", people, "--truth", "whose", "--out", tmp_path / "out", "--quiet", "--train")
    assert read_map(tmp_path / "out" / "map.toml").for_file("people.csv").columns.get("whose") is None


def test_words_name_records_people_links_and_the_model(people, run):
    ran = run("link", people, "--truth", "whose", "--train")
    for word in (
        "160 records",
        "people",
        "certain",
        "likely",
        "to review",
        "precision",
        "recall",
        "F1",
        "seconds",
        "Model:",
    ):
        assert word in ran.out


def test_quiet_says_nothing(people, run):
    assert run("link", people, "--quiet", "--train") == (0, "", "")


def test_a_pattern_that_also_names_the_map_and_the_truth_is_no_trouble(area, run, tmp_path):
    files = [path for path in area.iterdir() if path.name not in {"persons.parquet"}]
    ran = run("link", *files, "--map", area / "maps.toml", "--truth", area / "truth.csv", "--json")
    assert len(ran.json["files"]) == 8


def test_repeated_ids_are_set_aside_and_told(people, run, tmp_path):
    people.write_text(people.read_text() + "r0,Someone,Else,01/01/2012,QA1 1AA,p0\n")
    ran = run("link", people, "--id", "id", "--out", tmp_path / "out", "--json", "--train", "--strict")
    assert (ran.code, ran.json["set_aside"]) == (1, 1)
    (aside,) = rows(tmp_path / "out" / "set-aside.csv")
    assert (aside["file"], aside["row"], aside["value"]) == ("people.csv", "162", "r0")
    assert aside["reason"]
    assert aside["right"]


def test_two_files_of_one_source_never_share_an_id(people, run, tmp_path):
    other = tmp_path / "more.csv"
    other.write_text(people.read_text())
    maps = tmp_path / "map.toml"
    columns = (
        '"given name" = "given_names"\nsurname = "surname"\n"date of birth" = "birth_date"\npostcode = "postcode"\n'
    )
    head = 'source = "s"\nid = "id"\n'
    maps.write_text(
        "".join(f'[files."{n}"]\n{head}[files."{n}".columns]\n{columns}' for n in ("people.csv", "more.csv"))
    )
    ran = run("link", people, other, "--map", maps, "--json", "--train")
    assert (ran.json["records"], ran.json["set_aside"]) == (160, 160)


def test_answers_join_and_keep_apart_whatever_the_engine_finds(people, run, tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "left source,left id,right source,right id,answer,by,at\n"
        "people,r0,people,s0,different,ann,2026-09-01T10:00\n"
        "people,r0,people,r9,different,ann,2026-09-01\n"
        "people,r0,people,r9,same,ann,2026-09-02\n"
        "people,r1,people,nobody,same,ann,2026-09-02\n"
    )
    ran = run("link", people, "--id", "id", "--answers", answers, "--out", tmp_path / "out", "--json", "--train")
    person = {row["record"]: row["person"] for row in rows(tmp_path / "out" / "clusters.csv")}
    assert person["r0"] == person["r9"]
    assert person["r0"] != person["s0"]
    assert any("not in these files" in note for note in ran.json["notes"])


def test_a_review_list_filled_in_is_a_log_of_answers(linked, area, run, tmp_path):
    links = rows(linked / "review.csv")
    if not links:
        pytest.skip("nothing to review in this area")
    with (tmp_path / "answers.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, links[0])
        writer.writeheader()
        writer.writerows(link | {"answer": "same", "by": "ann", "at": "2026-09-01"} for link in links)
    out = tmp_path / "out"
    run("link", "--map", area / "maps.toml", "--answers", tmp_path / "answers.csv", "--out", out, "--quiet")
    person = {(row["source"], row["record"]): row["person"] for row in rows(out / "clusters.csv")}
    for link in links:
        assert person[link["left source"], link["left id"]] == person[link["right source"], link["right id"]]


@pytest.fixture
def accented(tmp_path):
    """Return two small things: a file of one name with and without its accents, and a model as Splink saves it."""
    people = tmp_path / "people.csv"
    people.write_text("record_id,forename,town\n1,Zoé,Quayle\n2,Zoe,Quayle\n3,Ann,Quorn\n4,Ben,Quorn\n")
    level = {"sql_condition": 'levenshtein("forename_l", "forename_r") <= 1', "m_probability": 0.9}
    other = {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.999}
    model = tmp_path / "model.json"
    comparison = {"output_column_name": "forename", "comparison_levels": [level | {"u_probability": 0.001}, other]}
    rules = [{"blocking_rule": 'l."town" = r."town"', "sql_dialect": "duckdb"}]
    settings = {"link_type": "dedupe_only", "sql_dialect": "duckdb", "comparisons": [comparison]}
    settings |= {"blocking_rules_to_generate_predictions": rules, "probability_two_random_records_match": 0.1}
    model.write_text(json.dumps(settings))
    return people, model


@pytest.mark.parametrize(("said", "people"), [((), 4), (("--letters", "bytes"), 4), (("--letters", "characters"), 3)])
def test_a_model_of_splinks_measures_bytes_unless_it_is_told_to_measure_characters(accented, run, said, people):
    file, model = accented
    found = run("link", file, "--id", "record_id", "--model", model, *said, "--json").json
    assert found["clusters"] == people
    assert any("--letters characters" in note for note in found["notes"]) is (people == 4)


def test_what_to_measure_is_said_of_a_model_that_was_given(accented, run):
    ran = run("link", accented[0], "--letters", "bytes")
    assert ran.code == 2
    assert "it needs --model" in ran.sentence
