"""FHIR R4: what is read and searched, under the same access as pages, and held against three validators."""

import json
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import fhirkit
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from fhir.resources.R4B import get_fhir_model_class

from tests.acting import AT
from tests.identity.records import filed, linked, row
from tests.web.interface.calling import ELSEWHERE, HERE, an_area, call, codes, person_of, token
from wraparound.access.words import Role
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.models import Withheld
from wraparound.identity.rules.fhir import PARAMETERS
from wraparound.ledger.models import Entry, Mention

pytestmark = pytest.mark.django_db
NPM_FHIR = Path(__file__).parents[2] / "node_modules" / "fhir"
NHS = "https://fhir.nhs.uk/Id/nhs-number"
OWN = "https://localhost/fhir"
BY_CHILD = {"RelatedPerson": "patient", "CareTeam": "patient"}


@pytest.fixture
def area():
    an_area()
    return token()


def read(path, secret, **said):
    return call(f"/fhir/R4/{path}", secret=secret, **said)


def resources(answer):
    assert answer.status_code == 200, answer.content
    found = answer.json()
    return [one["resource"] for one in found.get("entry", []) if one["search"]["mode"] == "match"]


def faults(told):
    """Hold resources against three validators, each of which misses something, and give what they say."""
    found = [f"fhirkit: {issue}" for one in told for issue in fhirkit.validate(one)]
    for one in told:
        try:
            get_fhir_model_class(one["resourceType"]).model_validate(one)
        except ValueError as why:
            found.append(f"fhir.resources: {why}")
    if NPM_FHIR.exists():
        lines = "\n".join(json.dumps(one) for one in told)
        script = Path(__file__).with_name("validate_fhir.mjs")
        said = subprocess.run(["node", script], input=lines, capture_output=True, text=True, check=True).stdout
        found += [f"npm fhir: {words}" for some in json.loads(said) for words in some]
    return found


def all_of(code, secret):
    """Read all that FHIR has of one child."""
    answers = [read(f"Patient/{code}", secret), read(f"CareTeam/{code}", secret), read(f"Patient?_id={code}", secret)]
    answers += [read(f"{kind}?patient={code}", secret) for kind in ("RelatedPerson", "CareTeam")]
    answers += [read(f"{kind}?_id={code}", secret) for kind in ("Practitioner", "PractitionerRole")]
    assert {one.status_code for one in answers} == {200}
    return [one.json() for one in answers]


def test_what_is_given_of_a_child_is_valid(area):
    told = all_of(codes()["own"], area)
    told += [read(one["member"]["reference"], area).json() for one in told[1]["participant"]]
    told += [read("metadata", "").json(), read("Organization", area).json(), read("Patient/none", area).json()]
    kinds = {one["resourceType"] for one in told}
    assert kinds >= {"Patient", "CareTeam", "Practitioner", "Bundle", "OperationOutcome", "CapabilityStatement"}
    assert not faults(told)


def test_each_validator_finds_what_is_wrong():
    found = faults([{"resourceType": "Patient", "gender": "x y ", "colour": "blue"}])
    by_npm = {"npm fhir"} if NPM_FHIR.exists() else set()
    assert {one.partition(":")[0] for one in found} == {"fhirkit", "fhir.resources"} | by_npm


def test_a_patient_says_who_a_child_is_with_the_numbers_and_whether_they_are_verified(area):
    told = read(f"Patient/{codes()['own']}", area).json()
    assert told["name"][0] == {"use": "usual", "text": "Hattie Alder", "family": "Alder", "given": ["Hattie"]}
    assert (told["birthDate"], told["gender"], told["active"]) == ("2011-01-02", "female", True)
    by_system = {one["system"]: one for one in told["identifier"]}
    assert by_system[NHS]["value"] == "9990000018"
    verified = by_system[NHS]["extension"][0]["valueCodeableConcept"]["coding"][0]
    assert (verified["code"], verified["display"]) == ("01", "Number present and verified")
    assert by_system[f"{OWN}/Id/upn"]["value"] == "A123456789012"
    assert told["address"] == [{"use": "home", "line": ["4 Copper Row, Ashmere"], "postalCode": "QA1 4QN"}]
    assert told["meta"]["lastUpdated"] == "2026-09-01T09:00:00.000+00:00"


def test_a_number_that_is_withheld_is_not_there_and_says_that_it_is_masked(area):
    Withheld.objects.create(kind="nhs_number", number="9990000018", reason="x" * 20, by="lead", at=AT)
    index_what_waits()
    answer = read(f"Patient/{codes()['own']}", area)
    assert "9990000018" not in answer.content.decode()
    masked = next(one for one in answer.json()["identifier"] if one["system"] == NHS)
    assert masked["_value"]["extension"][0]["valueCode"] == "masked"
    assert not faults([answer.json()])
    assert not resources(read(f"Patient?{urlencode({'identifier': f'{NHS}|9990000018'})}", area))


def test_family_says_who_has_parental_responsibility_and_of_whom_nobody_was_asked(area):
    found = read(f"RelatedPerson?patient=Patient/{codes()['own']}", area)
    (mother,) = resources(found)
    answers = {one["url"].rpartition("/")[2]: one["valueCodeableConcept"] for one in mother["extension"]}
    assert answers["parental-responsibility"]["coding"][0]["code"] == "has"
    assert answers["lives-with-child"]["coding"][0]["code"] == "not-asked"
    assert mother["relationship"][0]["coding"][0]["code"] == "MTH"
    assert "Father: Not asked" in found.content.decode()
    assert read(f"RelatedPerson/{mother['id']}", area).json() == mother


def test_a_care_team_is_who_is_involved_and_says_what_is_not_known(area):
    team = read(f"CareTeam/{codes()['own']}", area).json()
    (helper,) = team["participant"]
    assert (team["status"], helper["member"]["display"]) == ("active", "Jo Farrant")
    assert helper["onBehalfOf"]["reference"] == "Organization/social-care"
    who = read(helper["member"]["reference"], area).json()
    assert [one["value"] for one in who["telecom"]] == ["04632 960111", "jo@example.org"]
    (role,) = resources(read(f"PractitionerRole?practitioner={who['id']}", area))
    assert role["code"] == [{"text": "Family help worker"}]
    assert read(f"PractitionerRole/{role['id']}", area).json() == role
    assert any(one["text"].startswith("Not covered") for one in team["note"])
    other = read(f"CareTeam/{codes()['other']}", area).json()
    assert other["participant"][0]["member"]["reference"] == "Organization/police", "an agency that names nobody"


@pytest.mark.parametrize(
    "said",
    [
        {"_id": "{own}"},
        {"identifier": f"{NHS}|9990000018"},
        {"identifier": "999 000 0018"},
        {"identifier": f"{OWN}/Id/person|{{own}}"},
        {"family": "ald", "birthdate": "2011-01-02"},
        {"given": "hat", "family": "Alder"},
        {"name": "Hattie", "birthdate": "2011"},
        {"family": "Alder", "address-postalcode": "QA1"},
    ],
    ids=str,
)
def test_a_child_is_found_by_what_is_asked(area, said):
    asked = {name: value.format(**codes()) for name, value in said.items()}
    by_address = resources(read(f"Patient?{urlencode(asked)}", area))
    assert [one["id"] for one in by_address] == [codes()["own"]]
    posted = call("/fhir/R4/Patient/_search", secret=area, method="post", form=asked)
    assert resources(posted) == by_address


@pytest.mark.parametrize(
    "said",
    [
        {"family": "Alder", "birthdate": "2011-01-03"},
        {"family": "Birch", "given": "Hattie"},
        {"identifier": f"{NHS}|9990000026"},
        {"_id": "{shielded}"},
        {"_id": "{nobody}"},
        {"name": "Sam", "family": "Cedar"},
        {"identifier": f"{OWN}/Id/upn|9990000018"},
    ],
    ids=str,
)
def test_who_does_not_fit_or_is_hidden_is_not_found_and_that_is_no_no(area, said):
    asked = {name: value.format(**codes()) for name, value in said.items()}
    answer = read(f"Patient?{urlencode(asked)}", area)
    assert (resources(answer), answer.json()["total"]) == ([], 0)
    assert "That is no proof that nobody knows the child" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("Patient?eye-colour=blue", 400, "Patient cannot be searched by eye-colour. It can by _id, identifier"),
        ("Patient?family:exact=Alder", 400, "cannot be searched by family:exact"),
        ("Patient", 400, "Say whom to look for"),
        ("Patient?birthdate=gt2011-01-01&family=Alder", 400, "give it as 2014-05-14, without a prefix"),
        ("Patient?family=Alder&_count=none", 400, "_count is none"),
        ("Patient?family=Alder&_cursor=made-up", 400, "_cursor is none that was given out"),
        ("Patient?identifier=https://example.org/passport|1", 400, "No number here has the system"),
        ("CareTeam", 400, "Say of whom, by _id or patient or subject"),
        ("Patient?family=Alder&_format=xml", 406, "given as JSON only"),
        ("Observation?patient=1", 404, "Nothing is at this address"),
        ("Patient/nobody", 404, "Nothing is at this address"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_an_outcome(area, path, status, words):
    answer = read(path, area)
    told = answer.json()
    assert (answer.status_code, told["resourceType"]) == (status, "OperationOutcome")
    assert words in told["issue"][0]["details"]["text"]
    assert answer["Content-Type"] == "application/fhir+json"
    assert not faults([told])


def test_other_formats_methods_and_media_types_are_refused(area):
    xml = read(f"Patient/{codes()['own']}", area, Accept="application/fhir+xml")
    posted = call("/fhir/R4/Patient", secret=area, method="post", body={})
    as_json = call("/fhir/R4/Patient/_search", secret=area, method="post", body={})
    assert [one.status_code for one in (xml, posted, as_json)] == [406, 405, 415]
    assert not faults([one.json() for one in (xml, posted, as_json)])


@pytest.mark.parametrize("kind", sorted(set(PARAMETERS) - {"Organization"}))
def test_a_shielded_child_is_the_same_as_nobody_to_the_byte(area, kind):
    asked = [read(f"{kind}/{codes()[who]}", area) for who in ("shielded", "nobody")]
    assert [one.status_code for one in asked] == [404, 404]
    assert asked[0].content == asked[1].content
    counted = []
    for who in ("shielded", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            read(f"{kind}/{codes()[who]}", area)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_is_closed_to_an_agency_is_closed_to_its_systems(area):
    secret = token(Role.PROFESSIONAL, agency=HERE)
    closed = read(f"Patient/{codes()['other']}", secret)
    assert (closed.status_code, read(f"Patient/{codes()['own']}", secret).status_code) == (403, 200)
    assert "closed to its systems" in closed.json()["issue"][0]["details"]["text"]
    assert not resources(read("Patient?family=Birch", secret))
    theirs = token(Role.PROFESSIONAL, agency=ELSEWHERE)
    assert len(resources(read("Patient?family=Birch", theirs))) == 1


def test_every_look_is_in_the_ledger_and_who_is_not_shown_is_not(area):
    person = person_of("H").pk
    read(f"CareTeam/{codes()['own']}", area)
    resources(read("Patient?family=Alder", area))
    looks = Entry.objects.filter(pk__in=Mention.objects.filter(person=person).values("entry"), kind="look").order_by(
        "pk"
    )
    assert [one.facts["what"] for one in looks] == [
        "a child's CareTeam, as FHIR",
        "the list of children found by name, as FHIR",
    ]
    assert {(one.agency, one.purpose) for one in looks} == {(HERE, "protect")}
    assert {one.username.partition(":")[0] for one in looks} == {"token"}


def test_a_retired_code_says_who_has_replaced_it(area):
    one = person_of("H")
    old = type(one).objects.create(code="P-0000-0001", since=AT, became=one)
    told = read(f"Patient/{old.code}", area).json()
    assert told["link"] == [{"other": {"reference": f"Patient/{one.code}"}, "type": "replaced-by"}]
    assert not faults([told])


FIRST = ("Ann", "Bilal", "Chidi", "Dorota", "Ewan", "Farah", "Gwen", "Hamza")


def some_aldertons(count, *, begins=0):
    told = [(place, FIRST[place]) for place in range(begins, begins + count)]
    filed(
        *(row(f"A{n}", name, "Alderton", born=f"20{n + 8:02}-{n + 1:02}-11", postcode=f"QA{n} 9AA") for n, name in told)
    )
    linked()
    index_what_waits()


def test_pages_follow_one_another_and_who_comes_meanwhile_moves_nobody(area):
    some_aldertons(6)
    first = read("Patient?family=Alderton&_count=4", area)
    some_aldertons(2, begins=6)
    following = next(one["url"] for one in first.json()["link"] if one["relation"] == "next")
    assert first["Link"] == f'<{following}>; rel="next"'
    second = read(following.partition("/fhir/R4/")[2], area)
    one, other = ([told["birthDate"] for told in resources(page)] for page in (first, second))
    assert (len(one), len(other), len({*one, *other})) == (4, 4, 8)
    assert all(link["relation"] != "next" for link in second.json()["link"])


def test_a_search_asks_the_database_as_often_for_many_as_for_one(area):
    counted = []
    for count, begins in ((1, 0), (7, 1)):
        some_aldertons(count, begins=begins)
        with CaptureQueriesContext(connection) as queries:
            assert len(resources(read("Patient?family=Alderton", area))) == begins + count
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_the_server_can_do_is_told_to_all(area):
    answer = read("metadata", "")
    told = answer.json()
    assert (told["fhirVersion"], answer["Cache-Control"]) == ("4.0.1", "public, max-age=300")
    assert [one["type"] for one in told["rest"][0]["resource"]] == [*PARAMETERS, "ServiceRequest"]
    assert read("metadata", "", If_None_Match=answer["ETag"]).status_code == 304
