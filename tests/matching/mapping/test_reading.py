"""MAP.toml is read as it is meant, and what is wrong with it is named with what would be right."""

import tomllib
from types import MappingProxyType

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wraparound.matching.mapping import ColumnUse, Mapping, as_toml, check, read_map
from wraparound.matching.tables import CannotRead
from wraparound.matching.words import Field

WHOLE = """
[defaults]
date_order = "mdy"
duplicates = "forbidden"
[files."health.csv"]
source = "trust"
id = "LocalPatientIdentifier"
duplicates = "allowed"
date_order = "dmy"
[files."health.csv".columns]
"GivenName" = "given_names"
"MiddleName" = "given_names"
"NHSNumberStatus" = { field = "nhs_number_verified", true_when = ["01", 2, true] }
"Extract" = "ignore"
[files."police.xlsx".columns]
Nominal = "id"
System = "source"
Name = "full_name"
"""


def written(folder, text, *, name="MAP.toml"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def said(folder, text):
    with pytest.raises(CannotRead) as refused:
        read_map(written(folder, text))
    assert "MAP.toml: " in str(refused.value)
    return str(refused.value)


def test_a_map_is_read_whole(tmp_path):
    health = read_map(written(tmp_path, WHOLE)).for_file("some/folder/health.csv")
    assert (health.source, health.id, health.duplicates, health.date_order) == (
        "trust", "LocalPatientIdentifier", "allowed", "dmy",
    )  # fmt: skip
    assert health.columns_of(Field.GIVEN_NAMES) == ("GivenName", "MiddleName")
    assert health.columns["NHSNumberStatus"] == ColumnUse(Field.NHS_NUMBER_VERIFIED, ("01", "2", "true"))
    assert health.used == ("LocalPatientIdentifier", "GivenName", "MiddleName", "NHSNumberStatus")


def test_what_a_file_does_not_say_comes_from_the_defaults_and_its_name(tmp_path):
    maps = read_map(written(tmp_path, WHOLE))
    police = maps.for_file("police.xlsx")
    assert (police.source, police.duplicates, police.date_order) == ("police", "forbidden", "mdy")
    assert (police.id, police.source_column) == ("Nominal", "System")
    assert maps.for_file("other.csv") is None
    assert (maps.date_order, maps.duplicates) == ("mdy", "forbidden")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[files", ["it is not TOML"]),
        ("[file.x]", ["file: the key is not known", 'did you mean "files"?']),
        ("defaults = 1", ["defaults: it should be a section"]),
        ('[defaults]\ndate_order = "dym"', ["defaults.date_order", '"dym"', '"dmy", "mdy" or "ymd"']),
        ("[files.health.csv.columns]\nA = 'id'", ["quotation marks", '[files."health.csv"]']),
        ('[files."h.csv"]\nid = "A"', ["names no columns"]),
        ('[files."h.csv"]\nid = 3\ncolumns = {A = "surname"}', ['files."h.csv".id', "quotation marks"]),
        ('[files."h.csv"]\nidd = "A"\ncolumns = {A = "surname"}', ["idd", 'did you mean "id"?']),
        ('[files."h.csv".columns]\nDOB = "birthdate"', ['columns."DOB"', 'did you mean "birth_date"?']),
        ('[files."h.csv".columns]\nDOB = 3', ['columns."DOB"', "give a field"]),
        ('[files."h.csv".columns]\nDOB = {true_when = ["1"]}', ["it needs field"]),
        ('[files."h.csv".columns]\nDOB = {field = "birth_date", true_when = ["1"]}', ["true_when", "only"]),
        ('[files."h.csv".columns]\nN = {field = "upn_verified", true_when = "Y"}', ["give a list"]),
        ('[files."h.csv".columns]\nN = {field = "upn_verified", when = ["Y"]}', ['did you mean "true_when"?']),
        ('[files."h.csv".columns]\nA = "id"\nB = "id"', ["more than one column is the id"]),
    ],
)
def test_what_is_wrong_is_named_with_what_would_be_right(tmp_path, text, parts):
    message = said(tmp_path, text)
    assert [part for part in parts if part not in message] == [], message


def test_a_map_that_is_no_text_is_refused(tmp_path):
    assert "not UTF-8" in said(tmp_path, b'[files."h\xff.csv"]')
    assert "not a small text file" in said(tmp_path, b"#" * (5 << 20))
    with pytest.raises(CannotRead, match="no such file"):
        read_map(tmp_path / "missing.toml")


def test_a_map_is_held_against_the_columns_that_there_are():
    mapping = Mapping("a", id="Ref", columns=MappingProxyType({"DOB": ColumnUse(Field.BIRTH_DATE)}))
    check(mapping, table=pa.table({"Ref": ["1"], "DOB": ["2"], "more": ["3"]}), file="a.csv")
    with pytest.raises(CannotRead, match=r'a\.csv: there is no column "DOB"; the columns are "Ref", "dob"'):
        check(mapping, table=pa.table({"Ref": ["1"], "dob": ["2"]}), file="a.csv")


def test_a_column_that_is_ignored_need_not_be_there():
    check(
        Mapping("a", columns=MappingProxyType({"X": ColumnUse(Field.IGNORE)})), table=pa.table({"a": [1]}), file="a.csv"
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\x00"), min_size=1, max_size=9),
    columns=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=9), st.sampled_from(sorted(set(Field) - {Field.ID})),
        min_size=1,
    ),
    why=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)  # fmt: skip
def test_any_map_written_reads_back_equal(tmp_path, name, columns, why):
    true_when = {Field.UPN_VERIFIED: ("Y", '"')}
    uses = {column: ColumnUse(field, true_when.get(field, ()), why) for column, field in columns.items()}
    mapping = Mapping("s\n#", id=next(iter(columns)) or None, columns=MappingProxyType(uses), notes=(why,))
    text = as_toml({name: mapping})
    found = read_map(written(tmp_path, text)).files[name]
    assert {column: (use.field, use.true_when) for column, use in found.columns.items()} == {
        column: (use.field, use.true_when) for column, use in uses.items()
    }
    assert (found.source, found.id) == (mapping.source, mapping.id)
    assert tomllib.loads(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_are_a_map_or_a_refusal(tmp_path, content):
    path = written(tmp_path, content)
    try:
        read_map(path)
    except CannotRead as refused:
        message = str(refused)
        assert "\n" not in message
