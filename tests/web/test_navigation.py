"""Hold the navigation to what each role may open."""

import pytest

from tests.acting import someone
from wraparound.access.rules import MAY
from wraparound.access.words import Role
from wraparound.web.navigation import PLACES, navigation


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_offered_that_would_be_refused(role):
    offered = {item["text"] for item in navigation("/", by=someone(role))}
    forbidden = {place.label for place in PLACES if place.permission and role not in MAY[place.permission]}
    assert not offered & forbidden
    assert {"Home", "My account"} <= offered


def test_the_keeper_finds_accounts_and_reviews():
    offered = [item["text"] for item in navigation("/", by=someone(Role.GOVERNANCE))]
    assert {"Reviews", "Accounts"} <= set(offered)


def test_the_present_page_is_marked_and_so_is_what_it_stands_under():
    items = {item["text"]: item for item in navigation("/accounts/7", by=someone(Role.GOVERNANCE))}
    assert items["Accounts"]["active"]
    assert not items["Accounts"]["current"]
    assert not items["Home"]["active"]
    items = {item["text"]: item for item in navigation("/", by=someone(Role.GOVERNANCE))}
    assert items["Home"]["current"]
