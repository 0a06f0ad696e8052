"""A whole small area comes in as its agencies send it, and all that FHIR gives of everyone in it is valid."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.identity.test_fhir import all_of, faults
from tests.sample_area import adopt_ashmere
from tests.web.interface.calling import call, token
from wraparound.feeds.commands.load_folder import Command as LoadFolder
from wraparound.identity.models import Person
from wraparound.sample.commands import main

CHILDREN, AT_LEAST = "40", 40  # children of the sample; persons who are there at least


@pytest.mark.django_db
def test_all_that_is_given_of_everyone_is_valid(tmp_path, settings, capsys):
    settings.MEDIA_ROOT = tmp_path / "files"
    adopt_ashmere()
    assert main(["--size", CHILDREN, "--seed", "3", "--out", str(tmp_path / "sample")]) == 0
    call_command(LoadFolder(), tmp_path / "sample", as_of="2026-09-01", stdout=StringIO())
    secret, told = token(), []
    codes = list(Person.objects.filter(became__isnull=True).order_by("pk").values_list("code", flat=True))
    assert len(codes) >= AT_LEAST
    for code in codes:
        found = all_of(code, secret)
        told += found
        named = [one["member"]["reference"].partition("/") for one in found[1].get("participant", [])]
        for number in (number for kind, _, number in named if kind == "Practitioner"):
            asked = (f"Practitioner?_id={number}", f"PractitionerRole?practitioner={number}")
            told += [call(f"/fhir/R4/{one}", secret=secret).json() for one in asked]
    kinds = {entry["resource"]["resourceType"] for one in told for entry in one.get("entry", [])}
    assert kinds >= {"Patient", "RelatedPerson", "CareTeam", "Practitioner", "PractitionerRole"}
    assert not faults(told)
