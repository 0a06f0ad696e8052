"""Looking someone up from the command line, in an index built from it."""

import pytest

from wraparound.matching.commands.ending import Code


@pytest.fixture
def index(people, run, tmp_path):
    """Return an index of the small file of people."""
    ran = run("find", tmp_path / "index", "--build", people)
    assert ran.code == Code.DONE, ran.err
    assert "160 records" in ran.out
    return tmp_path / "index"


def test_someone_is_found_by_what_is_known(index, run):
    ran = run("find", index, "surname=Okafora", "given_names=Ada", "--most", "3", "--json")
    assert ran.code == Code.DONE, ran.err
    found = ran.json["found"]
    assert 1 <= len(found) <= 3
    assert found[0]["record"].startswith("people/")
    assert found[0]["person"].startswith("P-")


def test_nobody_is_said_in_words(index, run):
    assert "Nobody" in run("find", index, "surname=Zzyzx").out


def test_a_field_that_nobody_knows_is_told(index, run):
    ran = run("find", index, "shoe=7")
    assert (ran.code, "shoe" in ran.sentence) == (Code.MISUSED, True)


def test_an_index_that_is_not_there_is_told(run, tmp_path):
    ran = run("find", tmp_path / "nothing", "surname=Okafor")
    assert ran.code == Code.UNREADABLE
    assert ran.sentence
