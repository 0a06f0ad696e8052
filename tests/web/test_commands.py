"""Hold `make run` to its steps, and development to where it belongs."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from tests.house.reading import ROOT
from wraparound.access.models import Account
from wraparound.agencies.queries import loads_of_reference
from wraparound.ledger.models import Entry
from wraparound.web.commands import run, serve
from wraparound.web.commands.run import AREAS

REAL = {
    "WRAPAROUND_MODE": "production",
    "WRAPAROUND_SECRET_KEY": "only for a test, and long enough to be let through here",
    "WRAPAROUND_HOSTS": "wraparound.example.org",
}


def asked_of_a_real_node(code: str, *, data: str) -> str:
    """Run a few lines inside a node that is not for development."""
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
        "WRAPAROUND_DATA": data,
    } | REAL
    lines = f"import django; django.setup()\n{code}"
    ran = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_one_click_is_at_no_address_outside_development(tmp_path):
    told = asked_of_a_real_node(
        "from django.urls import NoReverseMatch, Resolver404, resolve, reverse\n"
        "try: print(resolve('/sign-in-as'))\n"
        "except Resolver404: print('nothing there')\n"
        "try: print(reverse('sign-in-as'))\n"
        "except NoReverseMatch: print('no name')\n",
        data=str(tmp_path),
    )
    assert told.splitlines() == ["nothing there", "no name"]


def test_the_sample_people_are_not_listed_outside_development(tmp_path):
    told = asked_of_a_real_node(
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from django.test import Client\n"
        "page = Client(headers={'host': 'wraparound.example.org'}).get('/sign-in', secure=True)\n"
        "print(page.status_code, b'one click' in page.content or b'sample person' in page.content)\n",
        data=str(tmp_path),
    )
    assert told.splitlines()[-1] == "200 False"


def test_a_real_node_invents_nobody(monkeypatch):
    monkeypatch.setattr(settings, "NODE", replace(settings.NODE, development=False))
    with pytest.raises(CommandError, match="real node"):
        run.Command().handle(size="small", no_serve=True)


@pytest.mark.django_db
@pytest.mark.parametrize("area", ["ashmere", "tarrowdale"])
def test_making_ready_once_more_changes_nothing(monkeypatch, area):
    monkeypatch.setattr(settings, "NODE", replace(settings.NODE, area=area))
    assert run.migrate() == "up to date"
    assert f"of {area} adopted" in run.take_area()
    assert run.take_agreements() == "version 1 adopted"
    assert "accounts opened" in run.take_people()
    assert "rows taken in" in run.take_facts()
    assert loads_of_reference().count() == 3
    before = Account.objects.count(), Entry.objects.count()
    assert f"of {area} in force" in run.take_area()
    assert run.take_agreements() == "version 1 in force"
    assert run.take_people() == "up to date"
    assert run.take_facts() == "taken in already"
    assert (Account.objects.count(), Entry.objects.count()) == before
    assert before[0] >= 5


@pytest.mark.django_db
@pytest.mark.parametrize(("area", "authority", "returns"), [("ashmere", "101", False), ("tarrowdale", "102", True)])
def test_people_are_invented_in_the_areas_own_authority_and_files(monkeypatch, tmp_path, area, authority, returns):
    monkeypatch.setattr(settings, "NODE", replace(settings.NODE, area=area))
    run.take_area()
    words = run.inventing("small", folder=tmp_path)
    assert words[words.index("--authority") + 1] == authority
    assert ("--returns" in words) == returns


def test_an_area_at_hand_that_is_of_another_size_is_left_and_said_to_be(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "NODE", replace(settings.NODE, data=tmp_path))
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / ".taken").touch()
    assert run.take_files("medium") == "taken in already"
    (tmp_path / "sample" / ".made").write_text("small")
    assert run.take_files("small") == "taken in already"
    assert f"it is small. To have medium, delete {tmp_path}" in run.take_files("medium")


def test_the_areas_are_where_the_command_looks():
    assert (AREAS / "ashmere" / "area.toml").exists()


def test_the_server_listens_where_it_is_told(monkeypatch):
    monkeypatch.setattr(settings, "NODE", replace(settings.NODE, listen=("0.0.0.0", 8080), workers=3))
    said = " ".join(serve.server())
    assert "--host 0.0.0.0 --port 8080" in said
    assert "--workers 3" in said


@pytest.mark.enable_socket
def test_nobody_answers_where_nobody_listens():
    assert not run.answers("http://127.0.0.1:9/health")
