"""A value asked for is prepared exactly as the engine prepares a column."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.matching.fields import prepared
from wraparound.matching.index.asking import Asking
from wraparound.matching.index.prepared_values import preparers

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="|"), min_size=1, max_size=24)
PLAIN = ["Sophia Rose", "mary-jane", "O’Neill", "de la Cruz", "Baby", "Twin 1", "Łukasz", "van den Berg-Smith", "X"]
WHOLE = ["Ng", "Yu Xuan", "Grace Mei Ling", "Al-Hassan", "Abdul Rahman", "Wong", "Muhammad Yusuf"]
NAMES = st.sampled_from(PLAIN + WHOLE)
DATES = st.sampled_from(["2016-03-12", "2016-01-01", "2016-03", "2016", "2016-12-12", "2000-02-29"])
PLACES = st.sampled_from(["QA1 2AB", "qa12ab", "QA12 3CD", "ZZ99 3VZ", "nonsense", "12 Orchard St., Millby"])
NUMBERS = st.sampled_from(["999 000 0182", "9990000183", "07700 900123", "+44 1632 960456", "E101200115001", "12"])
FIELDS = {
    **dict.fromkeys(["given_names", "surname", "known_as", "previous_surname", "carer_name"], NAMES | TEXT),
    **dict.fromkeys(["birth_date", "expected_birth_date"], DATES),
    "sex": st.sampled_from("MFmf129") | TEXT,
    **dict.fromkeys(["nhs_number", "upn", "uln", "phone", "identifier"], NUMBERS | TEXT),
    **dict.fromkeys(["address", "street", "school", "surgery", "email"], PLACES | TEXT | st.sampled_from("MF12")),
}


@pytest.mark.parametrize("field", [*FIELDS, "postcode"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_value_is_prepared_as_its_column_is(field, data):
    text = data.draw(PLACES if field == "postcode" else FIELDS[field])
    beside = ["QA1 1AA", "QA1 1AA"] if field == "postcode" else [None]
    check({field: text}, prepared({field: [pa.array([text, *beside])]}).columns)


@given(NAMES | TEXT, NAMES | TEXT)
@settings(max_examples=60, deadline=None)
def test_a_whole_name_is_prepared_as_its_column_is(first, last):
    text = f"{first} {last}"
    check({"full_name": text}, prepared({"full_name": [pa.array([text, "Ada Rose Bell", "Bo Jo Zed"])]}).columns)


@given(NAMES | TEXT, NAMES | TEXT, st.none() | NAMES)
@settings(max_examples=60, deadline=None)
def test_names_are_prepared_together_as_their_columns_are(first, last, former):
    said = {"given_names": first, "surname": last, "previous_surname": former}
    check(said, prepared({name: [pa.array([text, "Ada Rose"])] for name, text in said.items()}).columns)


def check(said, columns):
    """Hold what is made of a record, value by value, against the columns that the engine makes of it."""
    compared = [name for name in columns if not name.endswith(("_guard", "_stand_in"))]
    raw, at = Asking(compared, date_order="dmy").of_record(said), 0
    made: dict[str, set[str]] = {}
    while at < len(raw):
        place, length = raw[at], int.from_bytes(raw[at + 1 : at + 3], "little")
        made.setdefault(compared[place], set()).add(raw[at + 3 : at + 3 + length].decode())
        at += 3 + length
    assert made == {name: found for name in compared if (found := values_of(columns[name][0].as_py()))}


def values_of(cell):
    return {value for value in ([cell] if isinstance(cell, str) else cell or []) if value}


# Of dates a column of blanks alone is taken for years as they are written; blank cells of a file are missing before.
@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"birth_date", "expected_birth_date"}))
@pytest.mark.parametrize("blank", [" ", "\r", "\t\n", "\u2028"])
def test_a_blank_says_nothing(field, blank):
    check({field: blank}, prepared({field: [pa.array([blank, None])]}).columns)


def test_a_column_of_no_known_field_is_asked_for_by_its_name():
    key = 'SUBSTRING("favourite", 1, 3)'
    found = preparers(frozenset(["favourite", key]), date_order="dmy")
    assert set(found["favourite"]("marble")) == {("favourite", "marble"), (key, "mar")}
