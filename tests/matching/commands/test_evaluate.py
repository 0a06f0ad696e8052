"""Evaluating, training and explaining from the command line."""

import json

import pytest

from wraparound.matching.model.splink import read_splink


@pytest.fixture(scope="module")
def clusters(area, tmp_path_factory):
    """Return clusters.csv of one run over the area."""
    from wraparound.matching.commands import main

    folder = tmp_path_factory.mktemp("linked")
    assert main(["link", "--map", str(area / "maps.toml"), "--out", str(folder), "--quiet"]) == 0
    return folder / "clusters.csv"


def test_groups_twins_and_what_blocking_misses_are_told(area, run):
    argv = ["evaluate", "--map", area / "maps.toml", "--truth", area / "truth.csv", "--by", "naming_tradition"]
    told = run(*argv, "--json").json
    assert told["cluster"].keys() == {"precision", "recall", "f1"}
    assert sum(group["records"] for group in told["groups"]) == told["records"]
    assert told["twins"]["sets"] >= told["twins"]["joined"]
    assert told["blocking"]["true_pairs"] >= told["blocking"]["missed"]
    assert all(0 <= group["recall"]["low"] <= group["recall"]["high"] <= 1 for group in told["groups"])


def test_a_result_that_is_there_is_judged_as_if_linked_now(area, clusters, run):
    truth = ["--truth", area / "truth.csv", "--json"]
    assert (
        run("evaluate", "--clusters", clusters, *truth).json["cluster"]
        == (run("evaluate", "--map", area / "maps.toml", *truth).json["cluster"])
    )


def test_a_result_is_judged_by_a_column_of_the_files(people, run, tmp_path):
    run("link", people, "--id", "id", "--truth", "whose", "--train", "--out", tmp_path / "out", "--quiet")
    argv = ["evaluate", people, "--id", "id", "--truth", "whose", "--clusters", tmp_path / "out" / "clusters.csv"]
    told = run(*argv, "--by", "surname", "--json").json
    assert told["records"] == 160
    assert len(told["groups"]) == 80


def test_words_give_a_table_of_groups_and_the_gap(area, clusters, run):
    ran = run("evaluate", "--clusters", clusters, "--truth", area / "truth.csv", "--by", "naming_tradition")
    for words in ("Precision", "Twins wrongly joined", "naming_tradition", "british", "95 %"):
        assert words in ran.out


def test_training_writes_a_model_and_how_it_was_learnt(area, run, tmp_path):
    ran = run(
        "train", "--map", area / "maps.toml", "--out", tmp_path / "m.json", "--report", tmp_path / "m.md", "--json"
    )
    assert ran.json["sessions"] >= ran.json["settled"] > 0
    model = read_splink(tmp_path / "m.json")
    assert [one.name for one in model.comparisons] == ran.json["comparisons"]
    report = (tmp_path / "m.md").read_text()
    assert all(f"### {one.name}" in report for one in model.comparisons)


def test_a_pair_is_explained_in_words_as_data_and_as_a_picture(people, run, tmp_path):
    argv = ["explain", people, "--id", "id", "--train", "--left", "r0", "--right", "people/s0"]
    assert "same" in run(*argv).out
    assert isinstance(run(*argv, "--json", "--svg", tmp_path / "why.svg").json, dict)
    assert (tmp_path / "why.svg").read_text().startswith("<svg")


def test_bench_says_where_the_benchmarks_are(run):
    assert "make bench" in run("bench").out
    assert json.loads(run("bench", "--json").out)["command"] == "make bench"
