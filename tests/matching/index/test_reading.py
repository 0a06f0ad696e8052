"""What is read at once is exactly what is made value by value."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wraparound.kernel.tables import rows
from wraparound.matching.index.asking import Asking
from wraparound.matching.index.reading.desk import DERIVED
from wraparound.matching.index.reading.reader import Reader

COLUMNS = (*DERIVED, "address", "carer_name", "school", "text_1", "identifier", "email")
ASKING = Asking(COLUMNS, date_order="dmy")
HOMELESS = Asking([name for name in COLUMNS if name not in ("sector", "name_pair", "given_sound")], date_order="dmy")

WORDS = sorted({word for row in rows("name_words.csv") for word in row["words"].split("|")})
VARIANTS = sorted({word for row in rows("variants.csv") for word in row["variants"].split()})
FAMILIES = sorted({word for row in rows("surnames.csv") for word in row["variants"].split()})
SOUNDS = sorted({row[side] for row in rows("sounds.csv") for side in ("found", "becomes")})
LATIN = st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs"]), max_size=20)
ANYTHING = st.text(max_size=20) | st.text(st.sampled_from("aeiouwyhsxzckg '-.`ŁłÅéß½ĳǆ’‑ⅷ\u0300\u00a0٣"), max_size=20)
WORD = st.sampled_from(WORDS) | st.sampled_from(VARIANTS) | st.sampled_from(FAMILIES)
SOUNDING = st.lists(st.sampled_from(SOUNDS) | st.sampled_from("aeiou"), max_size=6).map("".join)
NAMES = st.lists(WORD | SOUNDING | LATIN, max_size=4).map(" ".join) | WORD.map(str.title) | LATIN | ANYTHING
DIGITS = st.text("0123456789", min_size=9, max_size=13) | st.text("0123456789 -.+", max_size=14)
PHONES = DIGITS | st.from_regex(r"0[0-9 ]{10,12}", fullmatch=True)
DATES = st.dates().map(str) | st.from_regex(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", fullmatch=True) | ANYTHING
PUPILS = st.from_regex(r"[A-Z][0-9]{11}[0-9A-Z]", fullmatch=True) | ANYTHING
PLACES = st.from_regex(r"[A-Z]{1,2}[0-9]{0,2}[A-Z]? ?[0-9][A-Z]{2}", fullmatch=True) | ANYTHING
FIELDS = {
    **dict.fromkeys(["given_names", "known_as", "surname", "previous_surname"], NAMES),
    **dict.fromkeys(["address", "carer_name", "school", "text_1", "identifier", "email"], LATIN | ANYTHING),
    **dict.fromkeys(["nhs_number", "uln"], DIGITS | st.from_regex(r"[0-9]{10}", fullmatch=True) | ANYTHING),
    **dict.fromkeys(["postcode", "previous_postcode"], PLACES),
    "birth_date": DATES,
    "phone": PHONES | ANYTHING,
    "upn": PUPILS,
    "sex": st.sampled_from(["M", "f", "1", "2", "9", " m", "unknown", ""]) | ANYTHING,
}


@pytest.mark.parametrize("asking", [ASKING, HOMELESS], ids=["with sectors", "without"])
@given(said=st.fixed_dictionaries({}, optional=FIELDS))
@settings(max_examples=400, deadline=None)
@example(said={"given_names": "Yu Xuan Grace", "surname": "Van den Berg-Wong", "birth_date": "2016-02-29"})
@example(said={"given_names": "Baby of Jane", "surname": "Ab", "nhs_number": "9990000182", "upn": "E101200115001"})
@example(said={"given_names": "J.P.", "surname": "O’Neill", "phone": "07700 900123", "birth_date": "1969-12-31"})
@example(said={"given_names": "n/a", "surname": "Łukasz Śliwiński", "phone": "01111111111", "birth_date": "2015-02-29"})
def test_what_is_read_at_once_is_what_is_made_value_by_value(asking, said):
    assert parted(*asking._bytes_of(said, fields=asking.kept)) == parted(*by_hand(asking, said))


@given(
    st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3), st.lists(PLACES, max_size=70), st.lists(NAMES, max_size=9)
)
@settings(max_examples=100, deadline=None)
def test_fields_with_several_values_are_read_alike(given_names, surnames, postcodes, known):
    said = {"known_as": known, "given_names": given_names, "previous_postcode": postcodes, "surname": surnames}
    assert parted(*ASKING._bytes_of(said, fields=ASKING.kept)) == parted(*by_hand(ASKING, said))


def test_a_value_that_is_not_read_at_once_is_not_lost():
    said = {"given_names": "李 明", "surname": "x" * 300, "postcode": "qa1 2ab", "birth_date": "12 March 2016"}
    assert parted(*ASKING._bytes_of(said, fields=ASKING.kept)) == parted(*by_hand(ASKING, said))


def test_what_nearly_everybody_says_is_read_at_once():
    reader = Reader(COLUMNS, texts={"address": "address"}, fields=["given_names", "surname", "birth_date", "address"])
    said = {"given_names": "Zoë", "surname": "O’Neill", "birth_date": "2016-03-12", "address": "Flat 1, 2 High St."}
    read = reader.read([part for name, text in said.items() for part in (reader.fronts[name][len(text)], text)])
    assert read.left == 0
    assert {COLUMNS[column] for column, _ in parted(read.made, read.present)[0]} >= {"given", "name_pair", "birthday"}


def by_hand(asking, said):
    values = [
        (field, text)
        for field, texts in said.items()
        for text in ([texts] if isinstance(texts, str) else texts)
        if text
    ]
    return asking._by_hand(values, said=said)


def parted(raw, present):
    """Take bytes apart into columns and texts, in the order of each column's values."""
    found, at = [], 0
    while at < len(raw):
        length = raw[at + 1] | raw[at + 2] << 8
        found.append((raw[at], raw[at + 3 : at + 3 + length].decode("utf-8", "surrogatepass")))
        at += 3 + length
    return sorted(found), present
