"""Each shape is whole: every column is a field, it says where it was learnt, and no two take one another's files."""

from datetime import date

import pytest

from tests.feeds import shape_files as made
from wraparound.agencies.words import PLAIN, FileFormat
from wraparound.feeds.rules import FIELDS, faults_of_map
from wraparound.feeds.rules.maps import kept_map, map_of
from wraparound.feeds.rules.shapes import (
    map_of_shape,
    plain_heading,
    reference_of,
    shape_of_headings,
    shape_of_xml,
    shapes,
    written_year,
)
from wraparound.feeds.words import Recognised

SHAPES = list(shapes().values())
each = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)


def test_every_format_that_an_area_can_name_has_a_shape_and_the_other_way_round():
    assert set(shapes()) == {str(one) for one in FileFormat} - {str(one) for one in PLAIN}


@each
def test_a_shape_says_where_and_when_it_was_learnt_and_maps_every_column_to_a_field(shape):
    assert len(shape.source) > 40
    assert date(2018, 1, 1) < shape.holds_from < date(2026, 11, 25)
    assert shape.written in {"xml", "table"}
    assert bool(shape.root and shape.record) == (shape.written == "xml") == (not shape.files)
    by_map = map_of_shape(shape)
    assert {use.field for use in by_map.columns.values()} <= FIELDS
    assert faults_of_map(by_map, columns=[by_map.id, *by_map.columns]) == []
    assert map_of(kept_map(by_map)) == by_map
    names = {column.name for column in shape.columns}
    assert {name for names_of_one in shape.reference for name in names_of_one} <= names
    assert reference_of(shape) not in by_map.columns or by_map.columns[reference_of(shape)].field == "identifier"


@each
def test_a_shape_brings_no_case_content(shape):
    says = {use.field for use in map_of_shape(shape).columns.values()}
    assert not says & {"text", "category", "number", "date"}


HEADINGS = [(made.HEADINGS_903, "ssda903", "Header"), (made.EPISODES_903, "ssda903", "Episodes")]
HEADINGS += [(made.SCHOOL.decode().splitlines()[0], "school_census", "Pupils")]
HEADINGS += [(made.HEALTH.decode().splitlines()[0], "child_health", "Children")]
HEADINGS += [("CHILD,DOB,REVIEW,REVIEW_CODE", "ssda903", "Reviews")]


@pytest.mark.parametrize(("line", "code", "part"), HEADINGS)
@pytest.mark.parametrize("change", [str, str.lower, lambda line: line.replace(" ", "_"), lambda line: f"Extra,{line}"])
def test_a_table_is_known_by_its_headings_however_they_are_written(line, code, part, change):
    assert shape_of_headings(change(line).split(",")) == Recognised(shapes()[code], part)


@pytest.mark.parametrize(
    "line", ["Ref,First,Last,Born", "", "UPN,Surname", "UniquePupilNumber,LegalSurname,LegalForename,DOB"]
)
def test_a_table_of_an_agencys_own_is_nobodys_in_particular(line):
    assert shape_of_headings(line.split(",")) is None


def test_no_shape_takes_anothers_headings():
    for shape in SHAPES:
        for file in (*shape.files, *shape.passed_over):
            found = shape_of_headings([heading.partition("|")[0] for heading in file.headings])
            assert (found.shape.code, found.part) == (shape.code, file.name)


@pytest.mark.parametrize(
    ("root", "header", "code"),
    [
        ("Message", {"Header/CollectionDetails/Collection": "CIN"}, "cin_census"),
        ("Message", {"Header/CollectionDetails/Collection": "SEN2"}, "sen2"),
        ("CTfile", {}, "common_transfer"),
        ("Message", {"Header/CollectionDetails/Collection": "SWF"}, None),
        ("Message", {}, None),
        ("html", {}, None),
    ],
)
def test_xml_is_known_by_its_root_and_header(root, header, code):
    found = shape_of_xml(root, header=header)
    assert (found and found.shape.code) == code


@pytest.mark.parametrize(
    ("year", "ends", "said"), [("2026", True, "2025-26"), ("2026", False, "2026"), ("2025/26", True, "2025/26")]
)
def test_a_year_is_told_as_people_say_it(year, ends, said):
    assert written_year(year, ends=ends) == said


def test_headings_are_compared_without_what_differs_between_systems():
    assert plain_heading("Date of Birth ") == plain_heading("DATE_OF_BIRTH") == "dateofbirth"
