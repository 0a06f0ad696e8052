"""The directory by Open Referral UK's API: open, in the standard's shapes, and as its own description says."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode

from tests.directory.keeping import AT, KEEPER, adopt_ashmere, kept
from wraparound.directory.actions import import_services
from wraparound.directory.models import LocalService
from wraparound.web.commands.run import AREAS
from wraparound.web.interface.addresses import OPEN_API
from wraparound.web.interface.openapi import as_json

SCHEMA = schemathesis.openapi.from_dict(json.loads(as_json(OPEN_API)))
SCHEMA.app = get_wsgi_application()
SCHEMA.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
ROOT = "/api/open-referral/"
NOWHERE = {"services/12", "nothing"}  # no address at all


@pytest.fixture
def area(db):
    """Give the sample area's directory."""
    adopt_ashmere()
    import_services((AREAS / "ashmere" / "services.json").read_bytes(), file="a", by=KEEPER, at=AT)
    for told in (request_started, request_finished):  # the connection is the test's, as it is in Django's own client
        told.disconnect(close_old_connections)
    yield
    for told in (request_started, request_finished):
        told.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_it_answers_as_it_says_whatever_is_sent(case, area):
    case.call_and_validate()


def told(path, *, status=200):
    answer = Client(HTTP_HOST="localhost").get(f"{ROOT}{path}")
    assert answer.status_code == status
    assert answer.get("Access-Control-Allow-Origin") == (None if path in NOWHERE else "*")
    return answer.json()


def test_it_says_which_standard_it_is_and_where_it_is_described(area):
    about = told("")
    assert about["version"] == "3.0"
    assert told(about["openapi_url"].partition(ROOT)[2])["info"]["title"] == "Open Referral UK"


def test_anyone_reads_services_in_pages_and_each_whole(area):
    first = told("services?per_page=20")
    assert (first["total_items"], first["total_pages"], first["page_number"]) == (26, 2, 1)
    assert (first["size"], first["first_page"], first["last_page"], first["empty"]) == (20, True, False, False)
    second = told("services?per_page=20&page=2")
    every = first["contents"] + second["contents"]
    assert len({one["id"] for one in every}) == 26
    assert told(f"services/{every[0]['id']}") == every[0]
    assert told("services?page=3")["empty"]
    assert {one["status"] for one in every} == {"active", "inactive", "defunct"}


def test_services_are_narrowed_by_words_and_ages(area):
    assert [one["name"] for one in told("services?search=youth+shed")["contents"]] == ["Youth shed"]
    for one in told("services?minimum_age=17&maximum_age=17")["contents"]:
        assert one.get("minimum_age", 0) <= 17 <= one.get("maximum_age", 99)
    assert "Dads' Saturday" not in [one["name"] for one in told("services?minimum_age=9")["contents"]]


def test_services_are_found_by_the_words_of_the_lists(area):
    lists = {one["name"]: one["id"] for one in told("taxonomies")["contents"]}
    assert set(lists) == {"wraparound-needs", "wraparound-levels"}
    levels = told(f"taxonomy_terms?taxonomy_id={lists['wraparound-levels']}")["contents"]
    assert [one["code"] for one in levels] == ["universal", "additional", "targeted", "specialist"]
    (carers,) = [one for one in told("taxonomy_terms")["contents"] if one["code"] == "young_carers"]
    found = told(f"services?taxonomy_term_id={carers['id']}")["contents"]
    assert [one["name"] for one in found] == ["Young carers' club"]
    assert carers in [one["taxonomy_term"] for one in found[0]["attributes"]]
    assert told(f"services?taxonomy_term_id={lists['wraparound-needs']}")["empty"]


def test_what_is_read_over_the_api_is_taken_in_as_it_is(area):
    before = {one.number: (one.name, one.levels, one.closes_on) for one in LocalService.objects.all()}
    page = Client(HTTP_HOST="localhost").get(f"{ROOT}services?per_page=200").content
    load = import_services(page, file="page.json", by=KEEPER, at=AT)
    assert (load.rows, load.added, load.changed, load.set_aside) == (26, 0, 0, 0)
    assert before == {one.number: (one.name, one.levels, one.closes_on) for one in LocalService.objects.all()}


def test_nobodys_name_is_told(area):
    kept("Kept by somebody")
    assert KEEPER.username not in json.dumps(told("services?search=somebody"))


@pytest.mark.parametrize(
    ("path", "status"),
    [("services/ac148810-d857-441c-9679-408f346de14b", 404), ("services/12", 404), ("services?page=0", 422),
     ("services?per_page=1000", 422), ("services?minimum_age=x", 422), ("nothing", 404)],
)  # fmt: skip
def test_what_is_wrong_is_told_as_a_problem(area, path, status):
    problem = told(path, status=status)
    assert (problem["status"], problem["type"][:9]) == (status, "/api/v1/#")


def test_a_list_costs_no_more_with_more_services(area, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        told("services?per_page=200&search=a")
