"""Tarrowdale's files, returns among them, come in as its agencies send them, and are linked without a name."""

import csv
from collections import defaultdict

import pytest
from django.core.management import call_command
from django.utils import timezone

from wraparound.agencies.actions import adopt_area
from wraparound.feeds.commands.load_folder import Command as LoadFolder
from wraparound.feeds.models import Load
from wraparound.feeds.words import LoadState
from wraparound.identity.models import Record
from wraparound.sample.commands import main as sample
from wraparound.web.commands.run import AREAS, MAKER

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    sample(["--size", "800", "--seed", "2", "--out", str(tmp_path / "sent"), "--returns", "--json"])
    adopt_area(AREAS / "tarrowdale", by=MAKER, at=timezone.now())
    call_command(LoadFolder(), tmp_path / "sent", as_of="2026-09-01", verbosity=0)
    return tmp_path / "sent"


def test_returns_come_in_and_their_children_are_those_whom_their_agency_knows(folder):
    nameless_children_are_found(folder)
    each_says_since_when_and_for_which_service_and_nothing_of_the_case()


def nameless_children_are_found(folder):
    assert set(Load.objects.values_list("state", flat=True)) == {LoadState.DONE}
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as lines:
        truth = {row["record_id"]: row["person_id"] for row in csv.DictReader(lines)}
    persons = defaultdict(dict)
    for record in Record.objects.filter(feed__in=["people-known", "cin-census", "looked-after"]):
        persons[record.feed][truth[record.key]] = record.person_id
    census, known = persons["cin-census"], persons["people-known"]
    assert len(census) > 10
    together = sum(known.get(child) == person for child, person in census.items())
    assert together >= 0.9 * len(census)
    wrong = [child for child, person in census.items() if person in known.values() and known.get(child) != person]
    assert not wrong, "nobody is taken for somebody else"
    assert all(known[child] == person for child, person in persons["looked-after"].items())


def each_says_since_when_and_for_which_service_and_nothing_of_the_case():
    services = {
        "cin-census": "Children's social care",
        "looked-after": "Looked after",
        "community-child-health": "Health visiting and school nursing",
        "pupil-roll": "School",
        "education-plans": "Education, health and care plan",
    }
    for feed, service in services.items():
        records = list(Record.objects.filter(feed=feed).prefetch_related("involvements"))
        assert records, feed
        assert {part.service for record in records for part in record.involvements.all()} == {service}
        assert all(part.begins_on for record in records for part in record.involvements.all()), feed
        said = {field for record in records for field in record.said}
        assert not said & {"text", "category", "number", "date"}
