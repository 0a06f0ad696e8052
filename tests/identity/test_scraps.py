"""A scrap is read as it is meant, in any order, and nothing of it is lost without a word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wraparound.identity.rules.evidence import evidence
from wraparound.identity.rules.homes import district_of
from wraparound.identity.rules.indexed import indexed
from wraparound.identity.rules.reading import LONGEST
from wraparound.identity.rules.scrap_parts import born_at, of_school_year, other_way_round, street_lines, years_at
from wraparound.identity.rules.scraps import names_school, understood
from wraparound.identity.words import ScrapPart

ON = date(2026, 11, 26)
SCHOOLS = {"900001": "Church Lane Primary School", "900000": "Mill Road Academy", "900003": "Beacon Primary School"}
READ = {
    "Amara Okonjo about 7": {"name": ("Amara Okonjo",), "birth_year": ("2017", "2018", "2019", "2020")},
    "Amara 7": {"name": ("Amara",), "birth_year": ("2018", "2019")},
    "aged 7 or 8": {"birth_year": ("2017", "2018", "2019")},
    "14/05/2014 okonjo": {"birth_date": ("2014-05-14",), "name": ("okonjo",)},
    "born 14th of may 2014": {"birth_date": ("2014-05-14",)},
    "14.5.14": {"birth_date": ("2014-05-14",)},
    "14052014": {"birth_date": ("2014-05-14",)},
    "Okonjo May 2014": {"birth_date": ("2014-05",), "name": ("Okonjo",)},
    "May Lee": {"name": ("May Lee",)},
    "born 2014 qa1 4": {"birth_year": ("2014",), "postcode": ("QA1 4",)},
    "qa14qn": {"postcode": ("QA1 4QN",)},
    "boy of about 4 in QA12": {
        "sex": ("male",), "birth_year": ("2020", "2021", "2022", "2023"), "postcode": ("QA12",),
    },
    "07700 900123": {"phone": ("07700 900123",)},
    "999 000 0018": {"nhs_number": ("9990000018",)},
    "Tom, Mill Road Academy, year 3": {"name": ("Tom",), "school": ("900000",), "birth_year": ("2018", "2019")},
    "tom beacon primary": {"name": ("tom",), "school": ("900003",)},
    "900001": {"school": ("900001",)},
    "3 months": {"birth_year": ("2026",)},
    "jo@example.org": {"email": ("jo@example.org",)},
    "jimmy young 3": {"name": ("jimmy young",), "birth_year": ("2022", "2023")},
    "young boy, sam": {"name": ("sam",), "sex": ("male",)},
}  # fmt: skip


@pytest.mark.parametrize("scrap", READ)
def test_a_scrap_is_read_as_it_is_meant(scrap):
    found = understood(scrap, on=ON, schools=SCHOOLS)
    assert dict(found.said) == READ[scrap]
    assert not found.unread
    assert len(found.words) >= len(found.kinds) > 0


@pytest.mark.parametrize(
    ("day", "other"),
    [("2013-03-08", ("2013-08-03",)), *((day, ()) for day in ("2013-03-14", "2013-03-03", "2013-03", "2013", ""))],
)
def test_day_and_month_may_have_been_exchanged(day, other):
    assert other_way_round(day) == other
    assert all(other_way_round(one) == (day,) for one in other)


def test_streets_endings_and_codes_are_read():
    assert understood("amara, 12 Mill Rd", on=ON).street == "12 Mill Rd"
    assert street_lines("12 Mill Rd") == ["12 mill road", "12 mill rd", "12 mill"]
    assert understood("Jo St Mary's Road", on=ON).street == "St Mary's Road"
    assert understood("amara ending 0123", on=ON).ending == "0123"
    assert understood("p7k3m92qx", on=ON).code == "P-7K3M-92QX"
    assert understood("123456", on=ON).number == "123456"


def test_what_cannot_be_read_is_said():
    assert understood("amara st marys college", on=ON, schools=SCHOOLS).unread
    assert understood("31/02/2014", on=ON).unread == ("31/",)
    assert not understood("🙂 ??", on=ON).says_anything


@given(some.text(max_size=300))
def test_any_text_is_read_without_fault_and_reads_the_same_again(scrap):
    found = understood(scrap, on=ON, schools=SCHOOLS)
    assert found == understood(scrap, on=ON, schools=SCHOOLS)
    assert found.says_anything == bool(found.words)
    assert all(values and all(values) for values in found.said.values())


@given(some.permutations(["Okonjo", "14/05/2014", "QA1 4QN", "07700 900123"]))
def test_the_order_of_the_parts_does_not_matter(parts):
    found = understood(", ".join(parts), on=ON)
    assert {name: set(values) for name, values in found.said.items()} == {
        "name": {"Okonjo"}, "birth_date": {"2014-05-14"}, "postcode": {"QA1 4QN"}, "phone": {"07700 900123"},
    }  # fmt: skip


@given(
    some.dates(date(2002, 1, 1), ON), some.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y"])
)
def test_a_birth_date_is_read_however_it_is_written(born, form):
    assert understood(f"{born:{form}}", on=ON).said == {"birth_date": (born.isoformat(),)}


@given(some.dates(date(2002, 1, 1), ON))
def test_whoever_is_of_an_age_was_born_in_one_of_its_years(born):
    age = ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))
    assert str(born.year) in years_at(age, high=age, on=ON)
    assert str(born.year) in understood(f"about {age}", on=ON).said["birth_year"]


@given(some.integers(0, 13), some.dates(date(2020, 1, 1), ON))
def test_a_school_year_is_of_those_born_from_september_to_august(number, on):
    first, last = map(int, of_school_year(number, on=on))
    began = on.year if on.month >= 9 else on.year - 1
    assert (first, last) == (began - number - 5, began - number - 4)


def test_only_what_may_name_a_school_asks_for_the_schools():
    assert names_school("tom beacon primary")
    assert names_school("900001")
    assert not names_school("Amara Okonjo about 7")


def test_very_long_scraps_are_read_to_a_length():
    assert len(understood("a" * 10_000, on=ON).names[0]) <= LONGEST


HELD = [
    {"given_names": ["Amara"], "surname": ["Okonjo"], "birth_date": ["2014-05-14"], "postcode": ["QA1 4QN"],
     "house_number": ["12"], "street": ["Mill Road"], "phone": ["07700 900123"], "sex": ["2"], "school": ["900001"]},
    {"full_name": ["Amara Rose Okonjo-Bell"], "previous_postcode": ["QA7 1AB"], "nhs_number": ["999 000 0018"]},
]  # fmt: skip
WHY = {
    "Amara": "called Amara",
    "Amaara": "spelt much like Amara",
    "Okon": "begins as you typed: Okonjo",
    "Amora Bell": "called Bell",
    "14/05/2014": "born on that day",
    "13/05/2014": "born on a date that differs in one digit",
    "about 12": "born in 2014",
    "QA7 1AB": "lives or lived at QA7 1AB",
    "QA1 4": "postcode beginning QA1 4",
    "12 Mill Road": "lives or lived at that address",
    "07700900123": "same telephone number",
    "ending 0123": "telephone ending 0123",
    "9990000018": "same NHS number",
    "girl": "a girl",
    "Amara O": "has the initial of Okonjo",
    "900001": "goes or went to that school",
}


@pytest.mark.parametrize("scrap", WHY)
def test_why_someone_is_offered_is_said_in_words_of_all_their_records(scrap):
    found = evidence(understood(scrap, on=ON), records=HELD)
    assert WHY[scrap] in found.fits


def test_what_does_not_fit_is_said_too():
    found = evidence(understood("Zebedee Okonjo 2001", on=ON), records=HELD)
    assert "the name Zebedee" in found.misses
    assert found.in_words == "Some of what you typed fits"
    assert evidence(understood("Amara Okonjo", on=ON), records=HELD).in_words == "All that you typed fits"


@given(some.text(max_size=60))
def test_whoever_fits_better_comes_first_and_nothing_is_both(scrap):
    found = evidence(understood(scrap, on=ON), records=HELD)
    assert not set(found.fits) & set(found.misses)
    assert (found.order > 0) <= bool(found.fits)


def test_the_index_holds_former_names_and_homes_and_no_withheld_number():
    told = indexed(
        {"surname": ["Bell"], "house_number": ["3"], "street": ["Elm Row"], "nhs_number": ["999 000 0018"]},
        past=[{"surname": ["Okonjo"], "address": ["12 Mill Road"]}],
        withheld={"9990000018"},
    )
    assert told["surname"] == ["Bell", "Okonjo"]
    assert told["address"] == ["3 Elm Row", "12 Mill Road"]
    assert told["nhs_number"] == []


def test_a_home_is_told_no_closer_than_its_district():
    assert district_of([{"postcode": ["QA1 4QN"]}, {"postcode": ["QA2 1AB"]}, {"postcode": ["QA1 9XY"]}]) == "QA1"
    assert district_of([{}]) == ""
    assert ScrapPart.NAME.label == "name"


@given(some.dates(date(2002, 1, 1), ON), some.dates(date(2024, 1, 1), ON))
def test_the_days_of_an_age_are_those_of_whoever_is_of_that_age(born, on):
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age >= 0 and (born.month, born.day) != (2, 29) and (on.month, on.day) != (2, 29):
        first, last = born_at(age, high=age, on=on)
        assert first <= born <= last
        assert str(first.year) in years_at(age, high=age, on=on)
