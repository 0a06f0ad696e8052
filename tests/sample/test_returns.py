"""The population in the field's own returns: the same records, known to the truth, in files that hold no more."""

import csv
from itertools import pairwise

import pytest
from lxml import etree

from wraparound.sample.files.folder import write_folder, write_folder_with_returns
from wraparound.sample.files.returns import CSV, XML
from wraparound.sample.records.population import Size

TIMES = ("CINreferralDate", "CINclosureDate")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("returns")
    counts = write_folder_with_returns(path, size=Size(1_500), seed=3)
    assert all(counts[name] for name in [*XML, *CSV])
    return path


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_seed_gives_the_same_bytes_and_the_other_files_are_as_without_returns(folder, tmp_path):
    write_folder_with_returns(tmp_path / "again", size=Size(1_500), seed=3)
    write_folder(tmp_path / "without", size=Size(1_500), seed=3)
    for name in [*XML, *CSV]:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
        assert not (tmp_path / "without" / name).exists()
    for path in (tmp_path / "without").iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_every_child_of_a_return_is_a_record_that_the_truth_knows(folder):
    known = {row["record_id"] for row in read(folder / "truth.csv")}
    census = etree.parse(folder / "cin_census.xml").getroot()
    ids = [one.text for one in census.iter("LAchildID")]
    assert len(ids) == len(set(ids)) > 40
    header = [row["CHILD"] for row in read(folder / "ssda903_header.csv")]
    pupils = [row["Admission No"] for row in read(folder / "school_census.csv")]
    patients = [row["Local Patient ID"] for row in read(folder / "child_health.csv")]
    for keys in (ids, header, pupils, patients):
        assert set(keys) <= known
    assert set(header) <= set(ids), "a looked-after child is in need"


def test_days_follow_one_another_and_nobody_is_helped_before_they_are_born(folder):
    census = etree.parse(folder / "cin_census.xml").getroot()
    for child in census.iter("Child"):
        born, begun = child.findtext(".//PersonBirthDate"), child.findtext(".//CINreferralDate")
        closed = child.findtext(".//CINclosureDate")
        assert not closed or begun <= closed <= "2026-09-01"
        assert (child.findtext(".//ExpectedPersonBirthDate") is None) or born is None
    for one, other in pairwise(read(folder / "ssda903_episodes.csv")):
        if one["CHILD"] == other["CHILD"]:
            assert (one["DEC"], one["REC"]) == (other["DECOM"], "X1")


def test_the_census_names_nobody(folder):
    text = (folder / "cin_census.xml").read_text(encoding="utf-8")
    assert "Surname" not in text
    people = etree.parse(folder / "sen2.xml").getroot()
    assert all(one.findtext("Surname") for one in people.iter("Person"))


def test_a_school_census_is_one_schools(folder):
    pupils = etree.parse(folder / "school_census.xml").getroot().findall(".//PupilOnRoll")
    schools = {row["UPN"]: row["School URN"] for row in read(folder / "school_census.csv")}
    assert len({schools[one.findtext(".//UPN")] for one in pupils if one.findtext(".//UPN") in schools}) == 1
