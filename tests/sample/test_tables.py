"""The tables of data say what the code expects of them."""

import pytest

from wraparound.sample.tables import SOURCES, TRADITIONS, numbers, parts, rows, words


def test_there_are_eight_sources_and_more_than_eight_traditions_each_above_one_in_a_hundred():
    assert len(SOURCES) == 8
    assert len(TRADITIONS) >= 8
    share = numbers("traditions")["share"]
    assert min(share) / sum(share) > 0.01


def test_a_lone_underscore_is_nothing_and_one_inside_a_space():
    assert words("_ da_Silva Ann") == ["", "da Silva", "Ann"]


def test_a_missing_row_is_empty():
    assert parts("names", "british", "no such kind") == ()


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_has_columns_with_an_identifier_and_a_birth_date(source):
    fields = [row["field"] for row in rows("columns") if row["source"] == source]
    assert fields.count("id") == 1
    assert "birth_date" in fields


def test_every_figure_of_the_calibration_says_who_published_it_and_when():
    for row in rows("calibration"):
        assert row["publisher"]
        assert 2020 <= int(row["year"]) <= 2026
        assert 0 < float(row["tolerance"]) <= 0.5


def test_a_spelling_stands_in_its_group_once():
    for row in rows("spellings"):
        group = row["group"].split()
        assert len(set(group)) == len(group) > 1
