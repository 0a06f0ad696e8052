"""The JSON API of identity: what it gives to a system of which role and agency, and that every look is written down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.acting import AT
from tests.identity.records import filed, linked, row
from tests.web.interface.calling import ELSEWHERE, HERE, an_area, call, codes, person_of, token
from wraparound.access.words import Role, Scope
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.models import Withheld
from wraparound.identity.words import NotKnown
from wraparound.ledger.models import Entry, Mention

pytestmark = pytest.mark.django_db
CHILDREN, SEARCH = "/api/v1/children", "/api/v1/search"
CHILD, INVOLVEMENT = f"{CHILDREN}/{{}}", f"{CHILDREN}/{{}}/involvement"
QUISTS = ("Ann", "Bilal", "Chidi", "Dorota", "Ewan", "Farah", "Gwen", "Hamza", "Ines", "Jarek", "Kai", "Lena")
LOOKERS = (Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD)


@pytest.fixture
def area():
    an_area()
    return token()


def search(secret, **asked):
    return call(SEARCH, secret=secret, method="post", body=asked)


def looks_at(key):
    about = Mention.objects.filter(person=person_of(key).pk).values("entry")
    return Entry.objects.filter(pk__in=about, kind="look").order_by("pk")


def test_a_child_is_told_with_who_is_involved_and_what_is_not_known(area):
    told = call(CHILD.format(codes()["own"]), secret=area).json()
    assert (told["name"], told["born"], told["sex"]) == ("Hattie Alder", "2011-01-02", "Female")
    (part,) = told["involvement"]["now"]
    assert (part["agency_code"], part["professional"], part["phone"]) == (HERE, "Jo Farrant", "04632 960111")
    assert told["numbers"][0] | {"answer": None} == told["numbers"][0], "a number that is shown is no unknown"
    assert {"what": "Father", "answers": [{"says": "Not asked", "agencies": ["Ashmere Children's Services"]}]} in told[
        "not_told"
    ]
    assert told["family"][0]["parental_responsibility"][0]["says"] == "Yes"
    assert told["sources"][0]["belief"] == "certain"


def test_an_empty_list_never_means_not_involved(area):
    told = call(INVOLVEMENT.format(codes()["own"]), secret=area).json()
    silent = {one["agency"]: one["answer"] for one in told["not_known"]}
    assert silent["Police: Ashmere district"] == NotKnown.NOT_COVERED
    assert "Ashmere Children's Services" not in silent
    found = search(area, name="Nobody Atall").json()
    assert (found["answer"], found["found"]) == ("nothing_found", [])
    assert "no proof" in found["words"]
    assert found["not_known"]


def test_who_was_involved_and_is_no_more_is_told_so(area):
    record = person_of("H").records.get()
    record.ended_on = AT.date()
    record.save()
    told = call(INVOLVEMENT.format(codes()["own"]), secret=area).json()
    assert (told["now"], told["before"][0]["until"]) == ([], "2026-09-01")
    assert "not the same as nobody being involved" in told["words"]


def test_a_number_that_is_withheld_is_not_told_and_said_to_be_withheld(area):
    Withheld.objects.create(kind="nhs_number", number="9990000018", reason="x" * 20, by="lead", at=AT)
    index_what_waits()
    answer = call(CHILD.format(codes()["own"]), secret=area)
    assert "9990000018" not in answer.content.decode().replace(" ", "")
    held = answer.json()["numbers"][0]
    assert (held["number"], held["answer"]) == (None, "may_not_say")
    assert not search(area, number="9990000018").json()["found"]


@pytest.mark.parametrize(
    "asked",
    [
        {"scrap": "hattie about 15"},
        {"name": "Hatie Alder", "born": "2011"},
        {"number": "999 000 0018"},
        {"phone": "07700 900123"},
        {"number": "A123456789012"},
        {"name": "Hattie", "postcode": "QA1 4QN"},
        {"address": "4 Copper Row"},
    ],
    ids=str,
)
def test_a_child_is_found_with_the_reasons(area, asked):
    (one,) = search(area, **asked).json()["found"]
    assert (one["code"], one["links"]["child"]) == (codes()["own"], CHILD.format(codes()["own"]))
    assert one["fits"]
    assert not one["does_not_fit"]


def test_a_child_is_found_by_the_code(area):
    assert search(area, code=codes()["own"]).json()["found"][0]["fits"] == ["has that code"]


@pytest.mark.parametrize(
    "asked", [{"name": "Sam Cedar"}, {"number": "9990000026"}, {"born": "2013-05-06"}, {"code": "{shielded}"}]
)
@pytest.mark.parametrize("role", LOOKERS)
def test_a_shielded_child_is_found_by_nothing(area, role, asked):
    for agency in (HERE, ELSEWHERE):
        secret = token(role, agency=agency)
        answer = search(secret, **{name: value.format(**codes()) for name, value in asked.items()})
        told = answer.content.decode()
        assert codes()["shielded"] not in told.partition('"found"')[2]
        assert "Cedar" not in told.partition('"found"')[2]


@pytest.mark.parametrize("path", [CHILD, INVOLVEMENT])
@pytest.mark.parametrize("role", LOOKERS)
def test_a_shielded_child_is_the_same_as_nobody_to_the_byte_and_to_the_query(area, path, role):
    for agency in (HERE, ELSEWHERE):
        secret, answers = token(role, agency=agency), []
        for who in ("shielded", "nobody"):
            with CaptureQueriesContext(connection) as queries:
                answer = call(path.format(codes()[who]), secret=secret)
            answers.append((answer.status_code, answer.content, [one["sql"].split()[0] for one in queries][3:]))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404


@pytest.mark.parametrize("path", [CHILD, INVOLVEMENT])
def test_what_is_closed_to_an_agency_is_closed_to_its_systems(area, path):
    secret = token(Role.PROFESSIONAL)
    shut = call(path.format(codes()["other"]), secret=secret)
    assert (shut.status_code, shut.json()["type"]) == (403, "/api/v1/#closed")
    assert "a token cannot" in shut.json()["detail"]
    assert call(path.format(codes()["own"]), secret=secret).status_code == 200
    assert not search(secret, name="Edie Birch").json()["found"]
    assert [one["code"] for one in call(CHILDREN, secret=secret).json()["children"]] == [codes()["own"]]


@pytest.mark.parametrize("path", [CHILD, INVOLVEMENT, SEARCH, CHILDREN])
def test_a_role_that_looks_no_child_up_is_told_of_none(area, path):
    secret = token(Role.ANALYST)
    said = {"method": "post", "body": {"name": "Hattie"}} if path == SEARCH else {}
    answer = call(path.format(codes()["own"]), secret=secret, **said)
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/v1/#may-not")


def test_every_look_is_in_the_ledger_with_the_token_the_agency_and_the_purpose(area):
    call(CHILD.format(codes()["own"]), secret=area)
    call(INVOLVEMENT.format(codes()["own"]), secret=area, purpose="early_help")
    search(area, name="Hattie Alder")
    call(CHILDREN, secret=area)
    looks = list(looks_at("H"))
    assert [one.facts["what"] for one in looks] == [
        "a child's records",
        "who is involved with a child",
        "the list of children found by name",
        "the list of children",
    ]
    assert [one.purpose for one in looks] == ["protect", "early_help", "protect", "protect"]
    assert {(one.username.partition(":")[0], one.agency) for one in looks} == {("token", HERE)}
    assert not looks_at("S"), "nobody was shown Sam"


def test_a_search_that_finds_nobody_is_written_down_too(area):
    search(area, name="Nobody Atall")
    assert Entry.objects.filter(username__startswith="token:", kind="look").count() == 1


def test_a_system_that_goes_on_and_on_is_not_taken_for_a_person_who_reads_too_fast(area):
    assert {search(area, scrap="Hattie").status_code for _ in range(125)} == {200}


def test_a_retired_code_leads_to_the_child(area):
    one = person_of("H")
    type(one).objects.create(code="P-0000-0001", since=AT, became=one)
    answer = call(CHILD.format("P-0000-0001"), secret=area)
    assert (answer.json()["code"], answer["Content-Location"]) == (one.code, CHILD.format(one.code))


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/"),
        ({"scrap": " "}, "/scrap"),
        ({"scrap": ""}, "/scrap"),
        ({"scrap": "Sam", "name": "Sam"}, "/"),
        ({"born": "14/05/2014"}, "/born"),
        ({"code": "P-1"}, "/code"),
        ({"name": "x" * 201}, "/name"),
        ({"name": 7}, "/name"),
        ({"name": "Sam\x00"}, "/name"),
        ({"eyes": "blue"}, "/eyes"),
        ([], "/"),
    ],
    ids=str,
)
def test_values_that_do_not_fit_are_each_told(area, body, pointer):
    answer = call(SEARCH, secret=area, method="post", body=body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


def test_the_list_goes_on_by_cursors_and_who_comes_meanwhile_moves_nobody(area):
    first = ("Ann", "Bilal", "Chidi", "Dorota", "Ewan", "Farah", "Gwen", "Hamza", "Ines", "Jarek")
    last = ("Abbot", "Brook", "Croft")
    named = [(one, other) for other in last for one in first]
    rows = [row(f"N{n}", *name, born=f"20{n % 17 + 1:02}-03-{n % 27 + 1:02}", postcode=f"QA{n % 9} {n % 9}ZZ")
            for n, name in enumerate(named)]  # fmt: skip
    filed(*rows[:26])
    linked()
    page = call(CHILDREN, secret=area)
    filed(*rows[26:])
    linked()
    following = page["Link"].partition("<")[2].partition(">")[0]
    other = call(following.removeprefix("http://localhost"), secret=area).json()
    seen = [one["code"] for one in (*page.json()["children"], *other["children"])]
    assert (len(page.json()["children"]), len(seen), len(set(seen)), other["next"]) == (25, 32, 32, None)
    assert page.json()["next"] in following
    assert call(f"{CHILDREN}?cursor=made-up", secret=area).status_code == 404


def test_what_is_asked_of_the_database_does_not_grow(area):
    counted = {}
    for size in (1, 12):
        rows = [
            row(f"Q{n}", QUISTS[n], "Quist", born=f"20{n + 5:02}-03-07", postcode=f"QA{n % 9} 1ZZ") for n in range(size)
        ]
        filed(*rows)
        linked()
        index_what_waits()
        for name, path, said in (
            ("search", SEARCH, {"method": "post", "body": {"name": "Quist"}}),
            ("children", CHILDREN, {}),
            ("child", CHILD.format(codes()["own"]), {}),
            ("involvement", INVOLVEMENT.format(codes()["own"]), {}),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert call(path, secret=area, **said).status_code == 200
            counted.setdefault(name, []).append(len(queries))
    assert all(one == other for one, other in counted.values()), counted
    assert max(one for one, _ in counted.values()) <= 25


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_asks_only_for_what_it_was_given_for(area, scope):
    secret = token(scopes=[scope])
    asked = {
        Scope.SEARCH: search(secret, name="Hattie"),
        Scope.CHILD: call(CHILD.format(codes()["own"]), secret=secret),
        Scope.INVOLVEMENT: call(INVOLVEMENT.format(codes()["own"]), secret=secret),
        Scope.FEEDS: call("/api/v1/feeds", secret=secret, purpose=""),
        Scope.FHIR: call(f"/fhir/R4/Patient/{codes()['own']}", secret=secret),
        Scope.CONTACTS: call("/api/v1/contacts", secret=secret, method="post", body={}),  # in which all is missing
    }
    assert {one: answer.status_code for one, answer in asked.items()} == {
        one: (422 if one is Scope.CONTACTS else 200) if one == scope else 403 for one in Scope
    }
    assert all("needs the scope" in str(answer.json()) for one, answer in asked.items() if one != scope)
