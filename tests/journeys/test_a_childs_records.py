"""From eight agencies' files to who is who, as an analyst does it: by the command, by the map, and once again later."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from wraparound.sample.files.folder import write_folder
from wraparound.sample.records.population import Size

SOURCES = 8


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def command(*argv):
    """Run the command in a process of its own, and return what it printed as JSON."""
    ran = subprocess.run(
        [sys.executable, "-m", "wraparound.matching.commands", *map(str, argv), "--json"],
        capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def linked(area, out, *more):
    return command("link", "--map", area / "maps.toml", "--truth", area / "truth.csv", "--out", out, *more)


@pytest.fixture(scope="session")
def area(tmp_path_factory):
    """Return the sample's small area, some 6,400 records of 2,000 children in eight sources."""
    folder = tmp_path_factory.mktemp("area")
    write_folder(folder, size=Size(2_000), seed=1)
    return folder


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="session")
def told(area, out):
    return linked(area, out)


@pytest.fixture(scope="session")
def clusters(told, out):
    return rows(out / "clusters.csv")


def test_the_children_are_found(told):
    assert told["model"] == "trained"
    assert len(told["sources"]) == SOURCES
    assert told["cluster"]["f1"] >= 0.98
    assert told["cluster"]["precision"] >= 0.995


def test_twins_are_seldom_taken_for_one_child(told, area, out):
    found = command(
        "evaluate", "--map", area / "maps.toml", "--truth", area / "truth.csv", "--clusters", out / "clusters.csv"
    )
    assert found["twins"]["sets"] > 10
    assert found["twins"]["share"] <= 0.05


def test_every_record_is_there_once(clusters, area, told):
    records = Counter((row["source"], row["record"]) for row in clusters)
    assert set(records.values()) == {1}
    assert set(records) == {(row["source"], row["record_id"]) for row in rows(area / "truth.csv")}
    assert told["records"] == len(clusters)
    assert told["clusters"] == len({row["person"] for row in clusters})


def test_pairs_people_and_review_agree(clusters, told, out):
    person = {(row["source"], row["record"]): row["person"] for row in clusters}
    pairs = pq.read_table(out / "pairs.parquet").to_pylist()
    assert told["pairs"] == len(pairs)
    together = Counter()
    for pair in pairs:
        ends = [(pair[f"{side}_source"], pair[f"{side}_record"]) for side in ("left", "right")]
        if person[ends[0]] == person[ends[1]]:
            together[pair["belief"]] += 1
    assert {belief: together[belief] for belief in told["links"]} == told["links"]
    review = rows(out / "review.csv")
    assert told["review"] == len(review)
    for link in review:
        assert link["left person"] == person[link["left source"], link["left id"]]
        assert link["right person"] == person[link["right source"], link["right id"]]
        assert link["left person"] != link["right person"]
    register = {row["person"] for row in rows(out / "persons.csv") if row["state"] == "current"}
    assert register == set(person.values())


def test_the_review_list_is_short(told):
    assert told["review"] <= 0.05 * told["records"]


def test_running_twice_changes_nothing(clusters, told, area, tmp_path, out):
    first = {name: (out / name).read_bytes() for name in ("clusters.csv", "review.csv", "persons.csv", "model.json")}
    again = linked(area, out)
    assert {name: (out / name).read_bytes() for name in first} == first
    ignored = {"seconds"}
    assert {k: v for k, v in again.items() if k not in ignored} == {k: v for k, v in told.items() if k not in ignored}


def test_ids_stay_when_one_file_changes(clusters, area, out, tmp_path):
    changed = tmp_path / "area"
    changed.mkdir()
    for path in area.iterdir():
        (changed / path.name).write_bytes(path.read_bytes())
    lines = (changed / "police.csv").read_bytes().splitlines(keepends=True)
    (changed / "police.csv").write_bytes(b"".join([lines[0], *lines[1 + len(lines) // 10 :]]))
    linked(changed, tmp_path / "out", "--previous", out)
    before = {(row["source"], row["record"]): row["person"] for row in clusters}
    after = {(row["source"], row["record"]): row["person"] for row in rows(tmp_path / "out" / "clusters.csv")}
    assert set(after) < set(before)
    same = sum(before[record] == after[record] for record in after)
    assert same >= 0.995 * len(after)
