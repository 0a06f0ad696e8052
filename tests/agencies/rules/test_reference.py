"""Rows of public facts are kept or set aside, each with its line, field, value and what would be right."""

from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.agencies.rules import Unreadable, fields_of, rows_in
from wraparound.agencies.words import (
    DateOrder,
    NhsColumns,
    PostcodeColumns,
    ReferenceKind,
    SchoolColumns,
    SetAside,
)

POSTCODES = fields_of(ReferenceKind.POSTCODES)
SCHOOLS = fields_of(ReferenceKind.SCHOOLS, order=DateOrder.DMY)
HEAD = "pcds,lat,long,oslaua,doterm\n"
SCHOOL = {
    "URN": "900000", "LA (code)": "101", "EstablishmentNumber": "2000", "EstablishmentName": "Émile's School",
    "TypeOfEstablishment (name)": "Community school", "EstablishmentStatus (name)": "Open", "OpenDate": "01-09-1972",
    "CloseDate": "", "PhaseOfEducation (name)": "Primary", "StatutoryLowAge": "4", "StatutoryHighAge": "11",
    "Postcode": "QA1 2BD", "TelephoneNum": "04632961000", "GSSLACode (name)": "E08999001",
}  # fmt: skip


def read(tmp_path, text, *, fields=POSTCODES, columns=None, **how):
    path = tmp_path / "file.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(rows_in(path, fields=fields, columns=columns or asdict(PostcodeColumns()), **how))


def school(tmp_path, **changes):
    row = SCHOOL | changes
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    return read(
        tmp_path, text.encode("cp1252"), fields=SCHOOLS, columns=asdict(SchoolColumns()), encoding="cp1252"
    )[0]  # fmt: skip


def test_a_postcode_is_kept_with_its_place(tmp_path):
    rows = read(tmp_path, HEAD + "qa12bd,54.1,-2.5,E08999001,\nQA1 2BE,99.999999,0.000000,,199606\n")
    assert rows == [
        ("QA1 2BD", 54.1, -2.5, "E08999001", None),
        ("QA1 2BE", None, 0.0, "", date(1996, 6, 1)),
    ]


@pytest.mark.parametrize(
    ("line", "field", "value", "right"),
    [
        (",54,1,,", "postcode", "", "it is empty; give a postcode"),
        ("QA1,54,1,,", "postcode", "QA1", "give a postcode such as QA1 2BD."),
        ("QA1 2BD,north,1,,", "latitude", "north", "give degrees north"),
        ("QA1 2BD,-91,1,,", "latitude", "-91", "give degrees north"),
        ("QA1 2BD,54,200,,", "longitude", "200", "give degrees east"),
        ("QA1 2BD,54,1,Ashmere,", "local_authority", "Ashmere", "a letter and eight digits"),
        ("QA1 2BD,54,1,,1996", "ended", "1996", "year and month"),
        ("QA1 2BD,54", "longitude", "", "the row ends before column 3; it has 2."),
    ],
)
def test_a_row_that_cannot_be_read_says_where_and_what_would_be_right(tmp_path, line, field, value, right):
    good = "QA1 2BE,54,1,,\n"
    aside, kept = read(tmp_path, HEAD + line + "\n" + good)
    assert (aside.row, aside.field, aside.value) == (2, field, value)
    assert right in aside.right
    assert kept[0] == "QA1 2BE"


def test_a_school_is_read_in_the_encoding_and_dates_of_its_source(tmp_path):
    found = school(tmp_path)
    assert found[0:2] == ("900000", "Émile's School")
    assert found[7:9] == (date(1972, 9, 1), None)


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        ("URN", "90000", "urn"),
        ("EstablishmentName", "", "name"),
        ("OpenDate", "31-02-1972", "opened_on"),
        ("StatutoryLowAge", "four", "low_age"),
        ("Postcode", "nowhere", "postcode"),
        ("LA (code)", "1", "la_code"),
    ],
)
def test_a_school_that_cannot_be_read_is_set_aside(tmp_path, column, value, field):
    found = school(tmp_path, **{column: value})
    assert isinstance(found, SetAside)
    assert (found.field, found.value) == (field, value)


def test_the_wrong_encoding_sets_the_name_aside_rather_than_spoil_it(tmp_path):
    text = ",".join(SCHOOL) + "\n" + ",".join(SCHOOL.values()) + "\n"
    found = read(tmp_path, text.encode("cp1252"), fields=SCHOOLS, columns=asdict(SchoolColumns()))[0]
    assert isinstance(found, SetAside)
    assert found.field == "name"


def test_a_file_without_headings_is_read_by_number(tmp_path):
    row = ["QX00000", "A SURGERY", *[""] * 7, "QA1 2BD", "19740401", "", *[""] * 5, "04632 962000"]
    fields = fields_of(ReferenceKind.NHS_ORGANISATIONS)
    found = read(tmp_path, ",".join(row), fields=fields, columns=asdict(NhsColumns()), headed=False)
    assert found == [("QX00000", "A SURGERY", "QA1 2BD", date(1974, 4, 1), None, "04632 962000")]


def test_a_heading_of_another_year_is_named_with_what_there_is(tmp_path):
    with pytest.raises(Unreadable, match=r'The file lacks "oslaua" \(.*"lad25cd".*reference.toml'):
        read(tmp_path, "pcds,lat,long,lad25cd,doterm\n")
    assert read(tmp_path, "pcds,lat,long,lad25cd,doterm\nQA1 2BD,,,E08999001,\n",
                columns=asdict(PostcodeColumns(local_authority="lad25cd")))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        (HEAD, {"encoding": "latin-99"}, 'There is no encoding "latin-99"'),
        (HEAD + '"' + "x" * 200_000, {}, "is not CSV"),
        ("", {}, "The file lacks"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_says_why(tmp_path, text, how, said):
    with pytest.raises(Unreadable, match=said):
        read(tmp_path, text, **how)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Unreadable, match="cannot be opened"):
        list(rows_in(tmp_path / "none.csv", fields=POSTCODES, columns=asdict(PostcodeColumns())))


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=5))
def test_any_rows_are_kept_or_set_aside_and_never_a_crash(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("rows") / "any.csv"
    with path.open("w", newline="", encoding="utf-8", errors="replace") as lines:
        csv.writer(lines).writerows([HEAD.strip().split(","), *rows])
    for row in rows_in(path, fields=POSTCODES, columns=asdict(PostcodeColumns())):
        assert isinstance(row, SetAside) or len(row) == len(POSTCODES)
