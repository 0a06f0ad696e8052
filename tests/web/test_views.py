"""Try the pages that belong to no capability."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from tests.sample_area import PEOPLE, signed_in
from wraparound.access.actions import adopt_people
from wraparound.access.models import Account
from wraparound.agencies.actions import adopt_area
from wraparound.agencies.queries import people_of_sample
from wraparound.feeds.actions import declare_feeds, tell_lateness
from wraparound.feeds.commands.taking_in import NODE
from wraparound.feeds.models import Feed
from wraparound.web.commands.run import AREAS, MAKER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("page", "words"), [("/help", "Telephone 999"), ("/accessibility", "Accessibility statement")])
def test_help_is_there_for_everyone(page, words):
    answer = Client().get(page)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_health_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/health").json() == {"status": "ok"}
    assert Client().get("/ready").json() == {"status": "ok"}


def test_the_page_for_faults_needs_nothing_that_could_have_failed(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "there is a problem with the service" in render_to_string("web/fault.html")


def test_a_page_that_is_not_there():
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_home_tells_of_late_feeds_those_who_look_after_them_and_nobody_else(django_assert_max_num_queries):
    at = timezone.now()
    adopt_area(AREAS / "ashmere", by=MAKER, at=at)
    adopt_people(people_of_sample(), on=timezone.localdate(), by=MAKER, at=at)
    declare_feeds(by=NODE, at=at - timedelta(days=900))
    tell_lateness(by=NODE, at=at)
    analyst, professional = signed_in(PEOPLE["analyst"]), signed_in(PEOPLE["professional"])
    with django_assert_max_num_queries(15):
        assert "Feeds that are late" in analyst.get("/").content.decode()
    assert "Feeds that are late" not in professional.get("/").content.decode()
    owner = Account.objects.get(username=PEOPLE["professional"])
    owner.email = Feed.objects.first().owner.upper()
    owner.save()
    page = professional.get("/").content.decode()
    assert "Feeds that are late" in page
    assert 'href="/feeds/' not in page, "it leads nowhere that they may not go"
