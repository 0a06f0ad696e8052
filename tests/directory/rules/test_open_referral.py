"""Services as Open Referral UK writes them: what is written is read again, and what is wrong says what is right."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.keeping import PLAY
from wraparound.directory.rules import faults, normal
from wraparound.directory.rules.open_referral import Unreadable, Written, page_of, read_file, written
from wraparound.directory.words import Known, Need, Place, ServiceFacts
from wraparound.kernel.postcodes import normal_postcode

ON = date(2026, 9, 1)
LEVELS = {"universal": "Level 1: Universal", "targeted": "Level 3"}
KNOWN = Known(frozenset({"early-years", "police"}), frozenset(LEVELS))
NUMBER = UUID("ac148810-d857-441c-9679-408f346de14b")
OTHERS = {  # as another publisher has it: phones inside contacts, fees, languages, a taxonomy of its own
    "id": str(NUMBER), "name": "Community counselling", "status": "active", "url": "https://example.org/counselling",
    "description": "Talking help", "email": "hello@example.org", "minimum_age": "12", "maximum_age": 18.0,
    "assured_date": "2026-05-01", "last_modified": "2026-06-01T10:30:45.123Z", "fees": "Free",
    "organization": {"id": str(uuid4()), "name": "Example Counselling", "description": "A charity"},
    "contacts": [{"id": str(uuid4()), "phones": [{"id": str(uuid4()), "number": "04632 960777"}]}],
    "languages": [{"name": "Urdu"}, {"name": "Polish"}],
    "schedules": [{"description": "Weekdays", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}],
    "service_at_locations": [{"location": {"addresses": [
        {"address_1": "1 Main Street", "city": "Ashmere", "postal_code": "qa1 1al", "country": "GB"}]}}],
    "attributes": [{"taxonomy_term": {"taxonomy": "LGA needs", "code": "x", "name": "bereavement"}}],
}  # fmt: skip

lines = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
numbers = st.none() | st.integers(0, 100)
days = st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1))
MADE = st.builds(
    ServiceFacts, name=lines.filter(str.strip), organisation=lines.filter(str.strip),
    agency=st.sampled_from(["", *KNOWN.agencies]), about=lines, ages_from=numbers, ages_to=numbers,
    levels=st.lists(st.sampled_from([*LEVELS])).map(tuple),
    needs=st.lists(st.sampled_from([*map(str, Need)])).map(tuple),
    address=lines, postcode=st.sampled_from(["", "QA1 1AL", "qa2 3bn"]), area_wide=st.booleans(),
    phone=st.sampled_from(["", "04632 960001", "text 85258"]), email=st.sampled_from(["", "a@example.org"]),
    web=st.sampled_from(["", "https://example.org/a?b=c"]), how_to_refer=lines, families_may_come=st.booleans(),
    cost=lines, access=lines, days=lines, opens_on=days, closes_on=days, places_free=numbers, wait_weeks=numbers,
    capacity_on=days,
).map(normal).filter(lambda facts: not faults(facts, known=KNOWN))  # fmt: skip


def one_of(facts, *, number=NUMBER, confirmed_on=None):
    changed = datetime(2026, 8, 1, 9, tzinfo=UTC)
    return Written(number=number, code="stay-and-play", facts=facts, confirmed_on=confirmed_on, changed_at=changed,
                   area="Ashmere", levels=LEVELS)  # fmt: skip


def read(*rows, on=ON):
    return read_file(json.dumps(list(rows)).encode(), known=KNOWN, on=on)


@given(MADE, days, st.integers(0, 3_000))
def test_what_is_written_is_read_again_as_it_was_on_whatever_day(facts, confirmed_on, later):
    plain = written(one_of(facts, confirmed_on=confirmed_on), on=ON)
    found = read(plain, on=ON + timedelta(days=later))
    assert found.aside == ()
    (service,) = found.services
    assert (service.facts, service.number) == (facts, NUMBER)
    assert (service.confirmed_on, service.code) == (confirmed_on, "stay-and-play")


def test_a_service_is_written_in_the_words_of_the_standard():
    facts = ServiceFacts(
        **{**vars(PLAY), "places_free": 3, "wait_weeks": 2, "capacity_on": date(2026, 8, 3), "area_wide": True,
           "days": "Mondays", "closes_on": date(2026, 12, 1), "web": "https://example.org/play", "cost": "£2"}
    )  # fmt: skip
    told = written(one_of(facts, confirmed_on=date(2026, 8, 1)), on=ON)
    assert told["status"] == "active"
    assert (told["minimum_age"], told["maximum_age"], told["assured_date"]) == (0, 4, "2026-08-01")
    assert told["last_modified"] == "2026-08-01T09:00:00.000Z"
    assert told["organization"]["name"] == "Copper Row Centre"
    assert told["contacts"][0]["phones"][0]["number"] == "04632 960503"
    assert told["schedules"][0]["valid_to"] == "2026-11-30"
    assert told["capacities"][0]["available"] == 3
    assert told["capacities"][0]["updated"] == "2026-08-03T00:00:00.000Z"
    assert told["service_areas"][0]["name"] == "Ashmere"
    assert told["cost_options"][0]["option"] == "£2"
    address = told["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["address_1"], address["city"], address["postal_code"]) == ("12 Copper Row", "Ashmere", "QA1 1AL")
    terms = [one["taxonomy_term"] for one in told["attributes"]]
    assert [(one["taxonomy"], one["code"], one["name"]) for one in terms] == [
        ("wraparound-needs", "parenting", "Parenting"),
        ("wraparound-needs", "early_years", "Early years"),
        ("wraparound-levels", "universal", "Level 1: Universal"),
    ]


def test_what_is_not_known_is_left_out_and_a_place_has_its_point():
    told = written(one_of(ServiceFacts(name="A", organisation="B", postcode="QA1 1AL")), on=ON)
    assert {"email", "minimum_age", "assured_date", "wait_time"}.isdisjoint(told)
    assert "latitude" not in told["service_at_locations"][0]["location"]
    placed = Written(**{**vars(one_of(PLAY)), "place": Place(55.0, 2.3)})
    assert written(placed, on=ON)["service_at_locations"][0]["location"]["latitude"] == 55.0


@pytest.mark.parametrize(
    ("said", "status"),
    [({}, "active"), ({"opens_on": date(2026, 9, 2)}, "inactive"), ({"closes_on": ON}, "defunct")],
)
def test_its_status_says_whether_it_can_be_used(said, status):
    assert written(one_of(ServiceFacts(**{**vars(PLAY), **said})), on=ON)["status"] == status


def test_the_numbers_of_what_belongs_to_a_service_are_the_same_each_time():
    assert written(one_of(PLAY), on=ON) == written(one_of(PLAY), on=ON)
    other = written(one_of(PLAY, number=uuid4()), on=ON)
    assert other["service_at_locations"][0]["id"] != written(one_of(PLAY), on=ON)["service_at_locations"][0]["id"]


def test_what_another_publisher_writes_is_understood():
    (service,) = read(OTHERS).services
    facts = service.facts
    assert (facts.name, facts.organisation, facts.cost) == ("Community counselling", "Example Counselling", "Free")
    assert (facts.ages_from, facts.ages_to, facts.phone) == (12, 18, "04632 960777")
    assert (facts.address, facts.postcode) == ("1 Main Street, Ashmere", "QA1 1AL")
    assert (facts.access, facts.days) == ("Languages: Urdu, Polish", "Weekdays")
    assert (facts.opens_on, facts.closes_on) == (date(2026, 1, 1), date(2027, 1, 1))
    assert facts.needs == ("bereavement",)
    assert service.confirmed_on == date(2026, 5, 1)
    assert normal_postcode(facts.postcode) == facts.postcode


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_what_is_not_active_and_does_not_say_since_when_is_closed_since_it_was_changed_last(status):
    (service,) = read({**OTHERS, "status": status, "schedules": []}).services
    assert service.facts.closes_on == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("said", "field", "value", "right"),
    [
        ({"id": "12"}, "id", "12", "Give a UUID, such as ac148810-d857-441c-9679-408f346de14b"),
        ({"id": None}, "id", "", "Give a UUID, such as ac148810-d857-441c-9679-408f346de14b"),
        ({"name": None}, "name", "", "Give the name of the service"),
        ({"name": ["x"]}, "name", "['x']", "Give it as text in quotation marks"),
        ({"organization": {}}, "organization.name", "", "Give the organisation that offers it"),
        ({"organization": "x"}, "organization", "x", "Give it as an object in braces"),
        ({"minimum_age": "two"}, "minimum_age", "two", "Give a number from 0 to 100,000"),
        ({"minimum_age": float("inf")}, "minimum_age", "inf", "Give a number from 0 to 100,000"),
        ({"minimum_age": 30}, "maximum_age", "18", "The oldest age cannot be below the youngest"),
        ({"status": "open"}, "status", "open", "Give active, inactive, defunct or temporarily closed"),
        ({"email": "nobody"}, "email", "nobody", "Give an e-mail address, such as hello@example.org"),
        ({"url": "example.org"}, "url", "example.org", "Give a whole address, such as https://example.org/help"),
        ({"assured_date": "1/2/26"}, "assured_date", "1/2/26", "Give the day as 2026-09-01"),
        ({"assured_date": 20260901}, "assured_date", "20260901", "Give the day as 2026-09-01"),
        ({"schedules": {}}, "schedules", "{}", "Give it as a list of objects"),
        ({"attributes": [{"taxonomy_term": {"taxonomy": "wraparound-levels", "code": "tier-9"}}]}, "attributes",
         "tier-9", "Give codes of the area's levels of need"),
        ({"service_at_locations": [{"location": {"addresses": [{"postal_code": "Here"}]}}]},
         "service_at_locations.location.addresses.postal_code", "HERE", "Give a whole postcode, such as QA1 1AL"),
    ],
    ids=str,
)  # fmt: skip
def test_a_row_that_is_wrong_waits_and_says_what_would_be_right(said, field, value, right):
    found = read(OTHERS, {**OTHERS, "id": str(uuid4()), **said})
    assert [one.row for one in found.services] == [1]
    assert [(one.row, one.field, one.value, one.right) for one in found.aside][:1] == [(2, field, value, right)]
    assert {one.field for one in found.aside} == {field} | ({"name"} if field == "name" else set()) | (
        {"organization.name"} if field == "organization" else set()
    )


def test_a_service_that_stands_twice_in_a_file_is_taken_once():
    found = read(OTHERS, OTHERS)
    assert len(found.services) == 1
    assert [(one.row, one.right) for one in found.aside] == [(2, "Give it once; row 1 has the same")]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"contents": rows}, lambda rows: {"services": rows},
                                  lambda rows: rows[0]])  # fmt: skip
def test_a_list_a_page_and_one_service_are_read_alike(wrap):
    content = ("\ufeff" + json.dumps(wrap([OTHERS]))).encode()
    assert len(read_file(content, known=KNOWN, on=ON).services) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "not text in UTF-8"),
        (b"{", "no JSON: line 1, column 2"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" + b"9" * 5_000 + b"]", "no JSON"),
        (b"7", "holds no list of services"),
        (b'{"contents": 7}', "holds no list of services"),
    ],
)
def test_what_is_no_list_of_services_is_refused_whole(content, words):
    with pytest.raises(Unreadable, match=words):
        read_file(content, known=KNOWN, on=ON)


def test_half_a_letter_is_no_fault_of_ours():
    (service,) = read({**OTHERS, "name": "Half \ud800 a letter", "cost_options": [{"option": "\ud800 £2"}]}).services
    assert service.facts.name.encode()
    assert service.facts.cost.encode()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*OTHERS, "location"]), inner),
)


NAMES = [*OTHERS, "capacities", "cost_options", "x_wraparound"]


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING), st.booleans())
def test_nothing_that_a_file_says_is_a_fault_of_ours(said, whole):
    found = read({**OTHERS, **said} if whole else said)
    assert len(found.services) == (not found.aside)
    assert all(one.right for one in found.aside)


@given(st.integers(0, 300), st.integers(1, 60), st.integers(1, 40))
def test_a_page_says_where_it_stands(total, per_page, page):
    contents = [{"id": str(one)} for one in range(total)][(page - 1) * per_page : page * per_page]
    told = page_of(contents, total=total, page=page, per_page=per_page)
    assert told["total_pages"] == max(1, -(-total // per_page))
    assert told["first_page"] == (page == 1)
    assert told["last_page"] == (page >= told["total_pages"])
    assert (told["size"], told["empty"]) == (len(contents), not contents)
