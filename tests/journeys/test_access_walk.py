"""Walk every address as every role and signed out, and hold what answers against one written table.

The table is access_walk.csv: the name of an address, the method, and the status for each role. An address without a
line fails, and so does a line without an address. A new address gets its line here, in the same change.
"""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from tests.acting import AT
from tests.feeds import files
from tests.sample_area import PEOPLE, adopt_ashmere, signed_in
from wraparound.access.models import Account, BrokenGlass, RoleHeld
from wraparound.feeds.actions import draft_feed
from wraparound.feeds.models import Draft, Load, SetAside

TABLE = Path(__file__).with_name("access_walk.csv")
WALKERS = ["signed_out", *PEOPLE]
QUERIES, BYTES = 15, 250_000  # what any page may cost

with TABLE.open(encoding="utf-8", newline="") as written:
    LINES = {line["name"]: line for line in csv.DictReader(written)}


def addresses(patterns=None) -> dict[str, list[str]]:
    """Give every address of the service by its name, with the names of what stands in it."""
    found: dict[str, list[str]] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            found[pattern.name] = list(pattern.pattern.converters)
    return found


ADDRESSES = addresses()


def stands_for(name: str, address: str) -> object:
    """Give what is put into an address in the place of a name: something that exists where it matters."""
    now = timezone.now()
    rosa = Account.objects.get(username="rosa.wendle")
    glass = {"account": rosa, "person": 1, "purpose": "protect", "reason": "x", "begins_at": now}
    ready = {
        "account": lambda: rosa.pk,
        "held": lambda: RoleHeld.objects.get(account=rosa).pk,
        "glass": lambda: BrokenGlass.objects.create(**glass, ends_at=now + timezone.timedelta(hours=1)).pk,
        "code": lambda: CODES.get(address, "social-care"),
        "pk": lambda: ROWS[address].objects.first().pk,
        "sitting": lambda: 0,
    }
    return ready.get(name, lambda: 1)()


CODES = {"child": "P-0000-0000", "feed": "club", "feed-token": "club", "put-file": "club"}
ROWS = {"load": Load, "confirm-ends": Load, "mend": SetAside, "confirm-feed": Draft}


@pytest.fixture
def ashmere(db, settings, tmp_path):
    """Give an area into which one file came, with a row that waits, and a feed that is being set up."""
    settings.MEDIA_ROOT = tmp_path
    adopt_ashmere()
    files.feed()
    files.came(files.line(1), files.line(2, born="31/02/2015"))
    first = files.received(files.written(files.line(1)))
    draft_feed(first, title="New", agency="social-care", by=files.ANALYST, at=AT)


def test_every_address_has_its_line_and_every_line_its_address():
    assert sorted(LINES) == sorted(ADDRESSES), "write the address into tests/journeys/access_walk.csv, or take it out"


def test_the_table_is_whole():
    for line in LINES.values():
        assert line["method"] in {"GET", "POST"}
        assert all(line[walker] in {"200", "302", "403", "404", "405", "409"} for walker in WALKERS), line["name"]


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_answers_each_role_as_the_table_says(ashmere, name):
    line = LINES[name]
    address = reverse(name, kwargs={given: stands_for(given, name) for given in ADDRESSES[name]})
    answered = {}
    for walker in WALKERS:
        client = signed_in(PEOPLE[walker]) if walker in PEOPLE else Client()
        with CaptureQueriesContext(connection) as asked:
            response = (
                client.get(address) if line["method"] == "GET" else client.post(address, {"username": "rosa.wendle"})
            )
        answered[walker] = str(response.status_code)
        if response.status_code == 200:
            assert len(asked) <= QUERIES, f"{address} as {walker}: {[one['sql'] for one in asked]}"
            assert len(response.getvalue()) <= BYTES
        if walker == "signed_out" and response.status_code == 302 and line["method"] == "GET":
            assert response.url.startswith("/sign-in?next=")
    assert answered == {walker: line[walker] for walker in WALKERS}


@pytest.mark.parametrize("name", sorted(name for name, line in LINES.items() if line["method"] == "POST"))
def test_what_changes_something_is_not_reached_by_following_a_link(ashmere, name):
    address = reverse(name, kwargs={given: stands_for(given, name) for given in ADDRESSES[name]})
    assert signed_in(PEOPLE["governance"]).get(address).status_code == 405


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_nothing_is_sent_without_the_forms_token(ashmere, name):
    address = reverse(name, kwargs={given: stands_for(given, name) for given in ADDRESSES[name]})
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"username": "rosa.wendle"}).status_code in {403, 302, 405}
    assert "_auth_user_id" not in strict.session


def test_an_address_that_is_not_there_says_so_to_everyone(ashmere):
    for walker in WALKERS:
        client = signed_in(PEOPLE[walker]) if walker in PEOPLE else Client()
        assert client.get("/no-such-page").status_code == 404
