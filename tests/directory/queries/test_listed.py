"""Services that fit, the best first, and one of them with its past."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directory.keeping import AT, KEEPER, PLAY, adopt_ashmere, kept
from wraparound.agencies.models import Postcode
from wraparound.directory.actions import close_service, keep_service
from wraparound.directory.models import LocalService
from wraparound.directory.queries import service_called, services_for, step_lines
from wraparound.directory.words import Sought

pytestmark = pytest.mark.django_db
ON = AT.date()


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def names(on=ON, **sought):
    return [one.name for one in services_for(Sought(**sought), on=on)]


def test_only_services_that_fit_are_listed():
    kept("For small ones")
    kept("For teenagers", ages_from=11, ages_to=18, needs=("young_carers",), levels=())
    assert names(age=3) == ["For small ones"]
    assert names(age=12, need="young_carers", level="specialist") == ["For teenagers"]
    assert names(words="teenagers") == ["For teenagers"]
    assert names(age=8) == []


def test_without_a_postcode_those_with_places_come_first_then_the_shortest_wait_then_by_name():
    kept("D", wait_weeks=3)
    kept("C", wait_weeks=1)
    kept("B", places_free=1)
    kept("A", places_free=9)
    kept("E", places_free=0)
    assert names() == ["A", "B", "C", "D", "E"]
    assert names(with_places=True) == ["A", "B"]


def test_the_nearest_comes_first_where_the_table_of_postcodes_knows():
    for code, north in (("QA1 1AL", 55.0), ("QA1 1DT", 55.1), ("QA1 1DX", 55.2)):
        Postcode.objects.create(postcode=code, latitude=north, longitude=2.3)
    Postcode.objects.create(postcode="QA1 1EA")  # known, but not where
    kept("Far", postcode="QA1 1DX", places_free=9)
    kept("Near", postcode="QA1 1DT")
    kept("Anywhere", postcode="", area_wide=True)
    kept("Unplaced", postcode="QA1 1EA")
    found = services_for(Sought(postcode="qa11al"), on=ON)
    assert [one.name for one in found] == ["Near", "Far", "Anywhere", "Unplaced"]
    assert [round(one.km) if one.km else None for one in found] == [11, 22, None, None]
    for unknown in ("QA9 9ZZ", "here", "QA1 1EA"):
        assert [one.km for one in services_for(Sought(postcode=unknown), on=ON)] == [None] * 4


def test_a_closed_service_is_listed_only_where_asked_for_and_last():
    one = kept("A")
    kept("B")
    close_service(one.code, on=ON + timedelta(days=1), why="x", by=KEEPER, at=AT)
    assert names() == ["A", "B"]
    assert names(on=ON + timedelta(days=1)) == ["B"]
    assert names(on=ON + timedelta(days=1), with_closed=True) == ["B", "A"]


def test_one_that_opens_later_is_listed_after_those_that_are_open():
    kept("A", opens_on=ON + timedelta(days=1))
    kept("B")
    assert names() == ["B", "A"]
    assert names(on=ON + timedelta(days=1)) == ["A", "B"]


def test_a_service_that_nobody_confirmed_for_half_a_year_says_so():
    one = kept()
    for day, stale in ((date(2027, 2, 28), False), (date(2027, 3, 1), True)):
        assert services_for(Sought(), on=day)[0].is_stale is stale
        assert service_called(one.code, on=day).is_stale is stale
    LocalService.objects.update(confirmed_on=None)
    assert services_for(Sought(), on=ON)[0].is_stale


def test_a_service_is_shown_with_who_confirmed_it_and_what_the_area_calls_its_levels():
    one = kept(agency="early-years", levels=("universal", "additional", "targeted"), closes_on=ON + timedelta(days=9))
    shown = service_called(one.code, on=ON)
    assert (shown.name, shown.organisation, shown.agency) == ("Stay and play", "Copper Row Centre", "early-years")
    assert (shown.email, shown.phone, shown.ages) == ("play@example.org", "04632 960503", "Up to 4")
    assert (shown.agency_name, shown.levels) == (
        "Ashmere Children's Centres",
        ["Level 1: Universal", "Level 2: Additional", "Level 3: Targeted"],
    )
    assert shown.needs == ["Parenting", "Early years"]
    assert shown.is_open(ON)
    assert not shown.is_open(ON + timedelta(days=9))
    assert shown.confirmed_by == KEEPER.username
    assert service_called("none", on=ON) is None


def test_the_past_is_told_newest_first_in_words():
    one = kept()
    keep_service(replace(PLAY, cost="£2"), code=one.code, by=KEEPER, at=AT + timedelta(days=1))
    newest, oldest = step_lines(one.code)
    assert [(change.field, change.before, change.after) for change in newest.changed] == [("Cost", "", "£2")]
    assert (newest.what, oldest.what) == ("Changed", "Added")


def test_a_list_costs_no_more_with_more_services():
    Postcode.objects.create(postcode="QA1 1AL", latitude=55.0, longitude=2.3)
    counts = []
    for _ in range(2):
        for _ in range(5):
            kept()
        with CaptureQueriesContext(connection) as asked:
            services_for(Sought(postcode="QA1 1AL"), on=ON)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
