"""Hold the navigation to what each role may open."""

import pytest

from tests.acting import someone
from wraparound.access.rules import MAY
from wraparound.access.words import Role
from wraparound.kernel.acting import Actor
from wraparound.web.navigation import AT_TOP, PLACES, at_top, grouped, places


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_offered_that_would_be_refused(role):
    offered = {item["text"] for item in places("/", by=someone(role))}
    forbidden = {place.label for place in PLACES if place.permission and role not in MAY[place.permission]}
    assert not offered & forbidden
    assert {"Home", "My account"} <= offered


def test_the_keeper_finds_accounts_and_reviews():
    offered = [item["text"] for item in places("/", by=someone(Role.GOVERNANCE))]
    assert {"Reviews", "Accounts"} <= set(offered)


def test_the_present_page_is_marked_and_so_is_what_it_stands_under():
    items = {item["text"]: item for item in places("/accounts/7", by=someone(Role.GOVERNANCE))}
    assert items["Accounts"]["active"]
    assert not items["Accounts"]["current"]
    assert not items["Home"]["active"]
    items = {item["text"]: item for item in places("/", by=someone(Role.GOVERNANCE))}
    assert items["Home"]["current"]


@pytest.mark.parametrize("role", list(Role))
def test_the_top_of_a_page_is_one_row_and_the_rest_is_one_step_away(role):
    items = places("/", by=someone(role))
    top = at_top(items)
    assert len(top) <= AT_TOP + 1
    assert [one["text"] for one in top[:AT_TOP]] == [one["text"] for one in items[:AT_TOP]]
    assert {one["text"] for own in grouped(items).values() for one in own} == {one["text"] for one in items} - {"Home"}


def test_whoever_is_on_a_page_that_is_not_at_the_top_sees_that_it_is_among_the_others():
    more = at_top(places("/agencies", by=someone(Role.FRONT_DOOR)))[-1]
    assert (more["text"], more["href"], more["active"]) == ("More", "/#more", True)
    assert not at_top(places("/door", by=someone(Role.FRONT_DOOR)))[-1]["active"]


def test_whoever_has_few_places_sees_them_all():
    items = places("/", by=Actor("nobody", "schools"))
    assert at_top(items) == items
