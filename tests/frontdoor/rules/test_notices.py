"""Files of notifications are known by their headings, and each row is read, or waits with what would be right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.feeds.words import Fault
from wraparound.frontdoor.rules.notice_shapes import FIELDS, columns_in, missing_of, notice_shapes, shape_by_headings
from wraparound.frontdoor.rules.notices import MOST, notice_of, reference_in
from wraparound.frontdoor.words.notices import Notice

ON = date(2026, 9, 1)
ROW = {"Incident No": "INC-1", "Child": "Hattie Alder", "Circumstances": "Found alone"}
EVERY = [way for shape in notice_shapes().values() for column in shape.columns for way in column.at[:1]]


def read(row, *, kind="police"):
    shape = notice_shapes()[kind]
    return notice_of(row, found=columns_in(list(row), shape=shape), order=shape.date_order, on=ON)


@pytest.mark.parametrize("shape", notice_shapes().values(), ids=lambda one: one.code)
def test_each_shape_says_what_its_columns_are_and_no_heading_is_two_of_its_columns(shape):
    assert {column.field for column in shape.columns} <= FIELDS
    assert {"reference", "story"} == {column.field for column in shape.columns if column.needed}
    assert all(column.says for column in shape.columns if column.field in {"more", "child"})
    ways = [way.casefold() for column in shape.columns for way in column.at]
    assert len(ways) == len(set(ways))


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["Incident No", "Child", "Circumstances"], "police"),
        (["INCIDENT_REF", "name", "Details"], "police"),
        (["Attendance Number", "NHS No", "Presenting Complaint"], "hospital"),
        (["Attendance ID", "Name", "Concerns", "Beat"], "hospital"),
        (["Name", "Circumstances"], None),
        ([], None),
    ],
)
def test_a_file_is_known_by_its_headings(headings, kind):
    found = shape_by_headings(headings)
    assert (found.code if found else None) == kind
    if found:
        assert not missing_of(columns_in(headings, shape=found), shape=found)


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"DOB": "3/2/2015"}, "born", "2015-02-03"),
        ({"DOB": "2015"}, "born", "2015"),
        ({"DOB": "1 January 2027", "Child": "Unborn Alder"}, "born", "2027-01-01"),
        ({"Child": "Unborn Alder"}, "unborn", True),
        ({"Gender": "M"}, "sex", "Male"),
        ({"Gender": "2"}, "sex", "Female"),
        ({"Gender": "Non-binary"}, "sex", "Non-binary"),
        ({"Child": "UNKNOWN"}, "described", "Name not known"),
        ({"Child": "N/K", "Description": "a boy of six"}, "described", "a boy of six"),
        ({"Child": "", "Description": "a boy of six"}, "described", "a boy of six"),
        ({"Child": "", "Forename": "Hattie", "Surname": "Alder"}, "name", "Hattie Alder"),
        ({"Address": "4 Copper Row", "Postcode": "QA1 4QN"}, "address", "4 Copper Row, QA1 4QN"),
    ],
)
def test_what_a_row_says_of_a_child(said, field, value):
    assert getattr(read(ROW | said).child, field) == value


def test_what_a_row_says_of_the_incident():
    row = ROW | {"Date/Time": "31/08/2026 22:14", "Risk": "High", "Officer": "PC Jo", "Voice of Child": "I am hungry"}
    notice = read(row)
    assert (notice.reference, notice.day, notice.time) == ("INC-1", date(2026, 8, 31), "22:14")
    assert notice.words == ("Found alone", "Risk, in the officer’s words: High")
    assert (notice.of_child, notice.who.name) == (("what they said: I am hungry",), "PC Jo")
    assert read(ROW | {"Date": "31/08/2026", "Time": "9:05"}).time == "09:05"


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"Incident No": " "}, "Incident No"),
        ({"Incident No": "x" * 81}, "Incident No"),
        ({"Circumstances": ""}, "Circumstances"),
        ({"Child": ""}, "Child"),
        ({"Child": "x" * 151}, "Child"),
        ({"DOB": "soon"}, "DOB"),
        ({"DOB": "30/02/2015"}, "DOB"),
        ({"DOB": "02/09/2026"}, "DOB"),
        ({"Date": "08/2026"}, "Date"),
        ({"Date": "02/09/2026"}, "Date"),
        ({"Time": "late"}, "Time"),
        ({"Circumstances": "x\x00y"}, "Circumstances"),
        ({"Address": "x" * 301}, "Address"),
    ],
)
def test_what_cannot_be_read_waits_with_the_column_and_what_would_be_right(said, column):
    found = read(ROW | said)
    assert isinstance(found, Fault)
    assert (found.column, bool(found.reason), bool(found.right)) == (column, True, True)


@pytest.mark.parametrize(("number", "waits"), [("999 000 0018", False), ("9990000019", True), ("12", True)])
def test_an_nhs_number_is_one_or_the_row_waits(number, waits):
    row = {"Attendance Number": "A-1", "Name": "Hattie", "Complaint": "Fall", "NHS Number": number}
    assert isinstance(read(row, kind="hospital"), Fault) == waits


@given(st.dictionaries(st.sampled_from(EVERY), st.text(max_size=400)), st.sampled_from(["police", "hospital"]))
def test_whatever_a_row_holds_it_is_read_or_waits_and_what_is_read_has_a_place(row, kind):
    found = read(row, kind=kind)
    if isinstance(found, Fault):
        assert found.reason
        assert found.right
    else:
        assert isinstance(found, Notice)
        assert 0 < len(found.reference) <= MOST["reference"]
        assert found.child.name or found.child.described
        assert all(len(getattr(found.child, name)) <= MOST[name] for name in ("name", "address", "school", "described"))
        assert found.reference == reference_in(row, found=columns_in(list(row), shape=notice_shapes()[kind]))
        assert all(text.strip() in "\n".join(found.words) for name, text in row.items() if name == "What Happened")
