"""FHIR R4: what is read and searched, under the same access as pages, and held against three validators."""

import json
import shutil
import subprocess
from pathlib import Path

import fhirkit
import pytest
from fhir.resources.R4B import get_fhir_model_class

from tests.web.interface.calling import an_area, call, codes, token

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
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
        get_fhir_model_class(one["resourceType"]).model_validate(one)
    if shutil.which("node") and (ROOT / "node_modules" / "fhir").exists():
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
    code = codes()["own"]
    told = all_of(code, area)
    for reference in [one["member"]["reference"] for one in told[1]["participant"]]:
        told.append(read(reference, area).json())
    told += [read("metadata", "").json(), read("Organization", area).json(), read("Patient/none", area).json()]
    assert {one["resourceType"] for one in told} >= {
        "Patient",
        "CareTeam",
        "Practitioner",
        "Bundle",
        "OperationOutcome",
    }
    assert not faults(told)
