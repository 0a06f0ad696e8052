"""Agencies' systems tell the front door by FHIR, and are told how it stands: nothing is dropped without a word."""

import copy
import json

import pytest
from django.test import Client

from tests.acting import AT
from tests.identity.test_fhir import faults
from tests.web.interface.calling import ELSEWHERE, HERE, an_area, call, codes, person_of, token
from wraparound.access.words import Role, Scope
from wraparound.frontdoor.models import Contact, ContactChild, ContactDecision
from wraparound.identity.models import Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
BASE = "/fhir/R4/ServiceRequest"
NHS = "https://fhir.nhs.uk/Id/nhs-number"
OWN = "https://localhost/fhir"
PATIENT = {
    "resourceType": "Patient",
    "id": "child",
    "identifier": [{"system": NHS, "value": "9990000018"}],
    "name": [{"family": "Alder", "given": ["Hattie"]}, {"text": "Hattie Birch", "use": "old"}],
    "birthDate": "2015-02-03",
    "gender": "female",
    "address": [{"line": ["4 Copper Row"], "city": "Ashmere", "postalCode": "QA1 4QN"}],
    "contact": [{"relationship": [{"text": "Mother"}], "name": {"text": "Ngozi Alder"}}],
}
ROLE = {
    "resourceType": "PractitionerRole",
    "id": "asker",
    "practitioner": {"reference": "#who"},
    "organization": {"display": "Ashmere Surgery"},
    "code": [{"text": "Health visitor"}],
}
WHO = {
    "resourceType": "Practitioner",
    "id": "who",
    "name": [{"text": "Jo Farrant"}],
    "telecom": [{"system": "phone", "value": "04632 960111"}, {"system": "email", "value": "jo@example.org"}],
}
SAID = {
    "resourceType": "ServiceRequest",
    "contained": [PATIENT, ROLE, WHO],
    "identifier": [{"system": "https://surgery.example.org/referrals", "value": "R-77"}],
    "status": "active",
    "intent": "order",
    "priority": "urgent",
    "category": [{"coding": [{"code": "x", "display": "Referral to children’s social care"}]}],
    "subject": {"reference": "#child"},
    "authoredOn": "2026-11-26T10:00:00Z",
    "requester": {"reference": "#asker"},
    "reasonCode": [{"text": "Came with a burn on her arm and would not say how."}],
    "note": [{"text": "Hungry, in yesterday’s clothes.", "authorString": "Nurse Wren"}],
    "patientInstruction": "We told her mother that we would call you.",
}


@pytest.fixture
def secret():
    an_area()
    return token(scopes=[Scope.CONTACTS])


def tell(secret, **said):
    whole = {name: value for name, value in (SAID | said).items() if value is not None}
    return call(BASE, secret=secret, method="post", body=copy.deepcopy(whole))


def expressions(answer):
    assert answer["Content-Type"] == "application/fhir+json"
    assert answer.json()["resourceType"] == "OperationOutcome"
    return [where for issue in answer.json()["issue"] for where in issue.get("expression", [])]


def test_what_is_sent_is_valid_and_all_of_it_is_taken_in(secret):
    assert not faults([SAID])
    answer = tell(secret)
    assert answer.status_code == 201, answer.content
    contact, child = Contact.objects.get(), ContactChild.objects.get()
    assert answer["Location"] == f"http://localhost{BASE}/{contact.ref}"
    assert contact.story.splitlines()[0] == "Came with a burn on her arm and would not say how."
    for words in ("Hungry, in yesterday’s clothes. (Nurse Wren)", "Hattie Alder, also called: Hattie Birch",
                  "Hattie Alder, family: Mother Ngozi Alder", "Written 2026-11-26T10:00:00Z."):  # fmt: skip
        assert words in contact.story
    assert contact.wants == "Asked for: Referral to children’s social care.\nSent as urgent."
    assert contact.family_words == "The family was told: We told her mother that we would call you."
    assert (contact.teller_name, contact.teller_role) == ("Jo Farrant", "Health visitor, Ashmere Surgery")
    assert (contact.teller_phone, contact.teller_email) == ("04632 960111", "jo@example.org")
    assert (contact.channel, contact.agency.code, contact.other, contact.urgency) == ("system", HERE, "R-77", "")
    assert (child.name, child.born, child.sex, child.nhs_number) == (
        "Hattie Alder",
        "2015-02-03",
        "Female",
        "9990000018",
    )
    assert child.address == "4 Copper Row, Ashmere, QA1 4QN"


def test_it_is_sent_as_fhir_json(secret):
    headers = {"Authorization": f"Bearer {secret}"}
    answer = Client(enforce_csrf_checks=True).post(
        BASE, json.dumps(SAID), content_type="application/fhir+json; charset=utf-8", headers=headers
    )
    assert (answer.status_code, answer["Content-Type"]) == (201, "application/fhir+json")


def test_the_same_identifier_is_taken_in_once(secret):
    first, again = tell(secret), tell(secret, note=[{"text": "More words"}])
    assert (first.status_code, again.status_code) == (201, 200)
    assert first["Location"] == again["Location"]
    assert Contact.objects.count() == 1
    assert tell(secret, identifier=[{"value": "R-77"}]).status_code == 201


def test_a_child_by_the_code_here_and_others_of_the_family(secret):
    sister = {"resourceType": "Patient", "id": "sister", "name": [{"text": "Edie Alder"}]}
    answer = tell(
        secret, contained=[sister, ROLE, WHO], subject={"reference": f"Patient/{codes()['own']}"},
        supportingInfo=[{"reference": "#sister"}, {"identifier": {"system": NHS, "value": "999 000 0026"}},
                        {"identifier": {"system": f"{OWN}/Id/person", "value": codes()["shielded"]}, "display": "Sam"}],
    )  # fmt: skip
    assert answer.status_code == 201, answer.content
    own, edie, number, hidden = ContactChild.objects.order_by("place")
    assert own.person.code == codes()["own"]
    assert (edie.name, number.nhs_number, number.described) == ("Edie Alder", "9990000026", "Name not given")
    assert (hidden.person, hidden.name) == (None, "Sam")


def test_a_condition_or_an_observation_is_a_reason_with_its_day(secret):
    burn = {"resourceType": "Condition", "id": "burn", "code": {"text": "Burn of the forearm"},
            "subject": {"reference": "#child"}, "onsetDateTime": "2026-11-25"}  # fmt: skip
    seen = {"resourceType": "Observation", "id": "seen", "status": "final", "code": {"text": "Weight"},
            "valueString": "lost 2 kg", "effectiveDateTime": "2026-11-26T09:00:00Z"}  # fmt: skip
    answer = tell(secret, contained=[*SAID["contained"], burn, seen], reasonCode=None,
                  reasonReference=[{"reference": "#burn"}, {"reference": "#seen"}])  # fmt: skip
    assert answer.status_code == 201, answer.content
    contact = Contact.objects.get()
    assert str(contact.happened_on) == "2026-11-25"
    assert "Burn of the forearm" in contact.story
    assert "Weight, lost 2 kg, 2026-11-26T09:00:00Z" in contact.story


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"identifier": None}, "ServiceRequest.identifier"),
        ({"identifier": [{"system": "x"}]}, "ServiceRequest.identifier[0].value"),
        ({"identifier": [{"value": "1"}, {"value": "2"}]}, "ServiceRequest.identifier"),
        ({"status": "draft"}, "ServiceRequest.status"),
        ({"intent": "directive"}, "ServiceRequest.intent"),
        ({"priority": "now"}, "ServiceRequest.priority"),
        ({"doNotPerform": True}, "ServiceRequest.doNotPerform"),
        ({"subject": None, "contained": [ROLE, WHO]}, "ServiceRequest.subject"),
        ({"subject": {"reference": "#nobody"}, "contained": [ROLE, WHO]}, "ServiceRequest.subject.reference"),
        ({"subject": {"reference": "Patient/123"}, "contained": [ROLE, WHO]}, "ServiceRequest.subject.reference"),
        ({"subject": {"identifier": {"system": NHS, "value": "123"}}, "contained": [ROLE, WHO]},
         "ServiceRequest.subject.identifier.value"),
        ({"requester": None}, "ServiceRequest.contained[1]"),
        ({"encounter": {"reference": "Encounter/1"}}, "ServiceRequest.encounter"),
        ({"extension": [{"url": "x", "valueString": "y"}]}, "ServiceRequest.extension"),
        ({"modifierExtension": [{"url": "x"}]}, "ServiceRequest.modifierExtension"),
        ({"_status": {"id": "x"}}, "ServiceRequest.status"),
        ({"contained": [PATIENT | {"photo": [{"title": "x"}]}, ROLE, WHO]}, "ServiceRequest.contained[0].photo"),
        ({"contained": [PATIENT | {"birthDate": "3/2/15"}, ROLE, WHO]}, "ServiceRequest.contained[0].birthDate"),
        ({"contained": [PATIENT | {"gender": "girl"}, ROLE, WHO]}, "ServiceRequest.contained[0].gender"),
        ({"contained": [PATIENT | {"name": []} | {"identifier": []}, ROLE, WHO]}, "ServiceRequest.contained[0].name"),
        ({"reasonCode": [{"coding": [{"code": "1"}]}]}, "ServiceRequest.reasonCode[0].coding[0].display"),
        ({"reasonCode": [{"text": 7}]}, "ServiceRequest.reasonCode[0].text"),
        ({"reasonCode": [{"text": "x\x00y"}]}, "ServiceRequest.reasonCode[0].text"),
        ({"reasonCode": "burn"}, "ServiceRequest.reasonCode"),
        ({"reasonReference": [{"reference": "Condition/1"}]}, "ServiceRequest.reasonReference[0]"),
        ({"reasonCode": None, "note": None}, "ServiceRequest.reasonCode"),
        ({"text": {"status": "additional", "div": "<div/>"}}, "ServiceRequest.text.status"),
    ],
)  # fmt: skip
def test_what_cannot_be_held_is_refused_by_its_expression_with_what_would_be_right(secret, wrong, where):
    answer = tell(secret, **wrong)
    assert answer.status_code == 422
    assert where in expressions(answer)
    assert all(issue["details"]["text"] for issue in answer.json()["issue"])
    assert not faults([answer.json()])
    assert not Contact.objects.exists()


def test_what_is_no_service_request_is_not_understood(secret):
    for text in ("{", "[]", '{"resourceType": "Patient"}', "[" * 100_000):
        answer = call(BASE, secret=secret, method="post", text=text)
        assert (answer.status_code, expressions(answer)) == (400, ["ServiceRequest"])
    assert call(BASE, secret=secret, method="post", form={"a": "b"}).status_code == 415


def test_a_token_of_another_scope_or_role_may_not_and_is_told_as_fhir(secret):
    for wrong, status in ((token(scopes=[Scope.FHIR]), 403), (token(scopes=[Scope.CONTACTS], role=Role.ANALYST), 403),
                          ("nothing", 401)):  # fmt: skip
        for answer in (tell(wrong), call(f"{BASE}/C-0000-0000", secret=wrong)):
            assert answer.status_code == status
            assert answer.json()["resourceType"] == "OperationOutcome"
    assert not Contact.objects.exists()


def test_the_sender_alone_reads_how_it_stands(secret):
    ref = tell(secret).json()["id"]
    stands = call(f"{BASE}/{ref}", secret=secret)
    told = stands.json()
    assert (stands.status_code, told["status"], told["intent"]) == (200, "active", "proposal")
    assert told["subject"] == {"display": "Hattie Alder"}
    assert {"use": "secondary", "value": "R-77"} in told["identifier"]
    assert not faults([told])
    contact = Contact.objects.get()
    said = {"contact": contact, "level": "x", "why": "SECRET", "told": "We asked a family worker to call."}
    ContactDecision.objects.create(**said, proposed_by="x", proposed_at=AT, made_at=AT)
    after = call(f"{BASE}/{ref}", secret=secret).content.decode()
    assert "We asked a family worker to call." in after
    assert "SECRET" not in after
    elsewhere = token(scopes=[Scope.CONTACTS], agency=ELSEWHERE)
    assert call(f"{BASE}/{ref}", secret=elsewhere).status_code == 404
    assert call(f"{BASE}/C-0000-0000", secret=secret).json()["resourceType"] == "OperationOutcome"
    Contact.objects.update(channel="page")
    assert call(f"{BASE}/{ref}", secret=secret).status_code == 404


def test_of_a_child_who_is_hidden_since_only_that_it_is_dealt_with(secret):
    subject = {"reference": f"Patient/{codes()['own']}", "display": "Hattie Alder"}
    ref = tell(secret, contained=[ROLE, WHO], subject=subject).json()["id"]
    assert Entry.objects.filter(event="ledger.LookedAt", facts__icontains=ref).exists()
    Shield.objects.create(person=person_of("H"), kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=AT)
    told = call(f"{BASE}/{ref}", secret=secret).json()
    assert told["subject"] == {"display": "A child"}
    assert "Alder" not in str(told)
    assert told["note"][0]["text"].startswith("It is being dealt with.")
    assert not faults([told])


def test_the_statement_of_what_this_server_can_do_says_so(secret):
    told = call("/fhir/R4/metadata").json()
    one = next(one for one in told["rest"][0]["resource"] if one["type"] == "ServiceRequest")
    assert [each["code"] for each in one["interaction"]] == ["create", "read"]
    assert not faults([told])
