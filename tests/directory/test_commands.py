"""wraparound load_services: what goes in, what waits, and what cannot be read."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.directory.keeping import adopt_ashmere
from tests.directory.rules.test_open_referral import OTHERS
from wraparound.directory.models import LocalService
from wraparound.web.command import command_named
from wraparound.web.commands import run

pytestmark = pytest.mark.django_db


def loaded(path):
    told = StringIO()
    call_command(command_named("load_services"), path, stdout=told)
    return told.getvalue().splitlines()


def test_a_file_is_taken_in_and_rows_that_wait_are_printed(tmp_path):
    adopt_ashmere()
    path = tmp_path / "services.json"
    wrong = [{**OTHERS, "id": str(place)} for place in range(21)]
    path.write_text(json.dumps([OTHERS, *wrong]))
    told = loaded(path)
    assert told[0] == "22 services of services.json: 1 new, 0 changed, 0 as before, 21 set aside."
    assert told[1].startswith('  row 2, id is "0": Give a UUID')
    assert told[-1] == "  and 1 more; the page of the file lists them."
    assert loaded(path)[0] == "22 services of services.json: 0 new, 0 changed, 1 as before, 21 set aside."


def test_what_is_not_there_or_no_list_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        loaded(tmp_path / "none.json")
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(CommandError, match="no JSON"):
        loaded(tmp_path / "a.json")


@pytest.mark.parametrize("area", ["ashmere", "tarrowdale"])
def test_each_areas_sample_is_taken_in_whole_and_once(monkeypatch, area):
    monkeypatch.setattr(settings, "NODE", replace(settings.NODE, area=area))
    run.take_area()
    assert run.take_services() == "26 taken in"
    assert run.take_services() == "taken in already"
    assert LocalService.objects.count() == 26
    assert all(one.email.endswith("@example.org") for one in LocalService.objects.all())
    pattern = {"ashmere": "04632 960", "tarrowdale": "06632 960"}[area]
    assert all(one.phone.startswith(pattern) for one in LocalService.objects.all())
