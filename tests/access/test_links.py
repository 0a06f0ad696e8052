"""A link from a letter opens one thing, for a time, in the one browser that opened it first."""

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT, someone
from wraparound.access.actions import CannotMakeLink, CannotOpenLink, make_link, open_link, withdraw_link
from wraparound.access.models import Link
from wraparound.access.queries import actor_by_link, actor_of_link, link_shown, token_of_link
from wraparound.access.rules import LinkHeld, is_address, state_of_link
from wraparound.access.words import LinkState
from wraparound.agencies.models import Agency
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BY = someone()


@pytest.fixture(autouse=True)
def agency(request):
    if "transactional_db" not in request.fixturenames:
        Agency.objects.create(code="health", name="Ashmere Health", type="health")


def made(**said):
    given = {"agency": "health", "about": "ask:Q-7K3M", "ends_at": AT + 24 * HOUR} | said
    return make_link(given.pop("address", "desk@health.example.org"), **given, by=BY, at=AT)


def opened(token, key="this browser", at=AT):
    return open_link(token, key=key, by=actor_of_link(link_shown(token)), at=at)


def test_what_a_link_ends_with_is_kept_nowhere_and_drawn_again_each_time():
    link = made()
    token = token_of_link(link.pk, at=AT)
    assert re.fullmatch("[0-9a-f]{64}", token)
    assert token_of_link(link.pk, at=AT + HOUR) == token
    assert link_shown(token) == link
    assert not any(token in str(row) for row in (*Link.objects.values(), *Entry.objects.values()))
    assert token_of_link(made().pk, at=AT) != token


def test_a_link_opens_in_the_first_browser_and_again_there_alone():
    token = token_of_link(made().pk, at=AT)
    link = opened(token)
    assert opened(token, at=AT + HOUR).opened_at == link.opened_at == AT
    with pytest.raises(CannotOpenLink, match="another browser") as refused:
        opened(token, key="another browser")
    assert refused.value.link == link
    entry = Entry.objects.get(event="access.LinkOpened")
    assert (entry.username, entry.agency) == ("desk@health.example.org", "health")


def test_who_acts_by_a_link_has_no_role_and_acts_by_it_in_that_browser_alone():
    link = opened(token_of_link(made().pk, at=AT))
    by = actor_by_link(link.pk, key="this browser", at=AT)
    assert (by.username, by.agency, by.link) == ("desk@health.example.org", "health", link.pk)
    assert (by.roles, by.purpose) == (frozenset(), "")
    for key in ("", "another browser"):
        assert actor_by_link(link.pk, key=key, at=AT) is None
    assert actor_by_link(link.pk, key="this browser", at=AT + 24 * HOUR) is None
    withdraw_link(link.pk, by=BY, at=AT)
    assert actor_by_link(link.pk, key="this browser", at=AT) is None
    assert actor_by_link(10**6, key="this browser", at=AT) is None


def test_a_link_that_is_over_or_taken_back_opens_nothing():
    link = made()
    token = token_of_link(link.pk, at=AT)
    with pytest.raises(CannotOpenLink, match="too old"):
        opened(token, at=AT + 24 * HOUR)
    assert withdraw_link(link.pk, by=BY, at=AT)
    assert withdraw_link(link.pk, by=BY, at=AT) is None
    with pytest.raises(CannotOpenLink, match="taken back"):
        opened(token)
    assert token_of_link(link.pk, at=AT) is None


def test_a_link_goes_with_its_agency():
    link = opened(token_of_link(made().pk, at=AT))
    Agency.objects.update(ended_on=AT.date())
    assert actor_by_link(link.pk, key="this browser", at=AT) is None


def test_what_is_no_link_is_nobodys():
    assert link_shown("0" * 64) is None
    assert link_shown("") is None
    assert open_link("0" * 64, key="x", by=BY, at=AT) is None


@pytest.mark.parametrize(
    "said", [{"agency": "none"}, {"address": "desk"}, {"address": "a@b.example.org\nBcc: c@d.org"}]
)
def test_a_link_is_made_for_a_work_address_of_an_agency(said):
    with pytest.raises(CannotMakeLink):
        made(**said)


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_open_a_link_in_one_of_them(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("tests keep SQLite in the memory of one connection")
    Agency.objects.create(code="health", name="Ashmere Health", type="health")
    token, came = token_of_link(made().pk, at=AT), []

    def press(key):
        try:
            came.append(bool(opened(token, key=key)))
        except CannotOpenLink:
            came.append(False)
        finally:
            connections.close_all()

    browsers = [Thread(target=press, args=(key,)) for key in "abcd"]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()
    assert sorted(came) == [False, False, False, True]


@given(opened=st.booleans(), withdrawn=st.booleans(), over=st.booleans(), key=st.sampled_from(["", "a", "b"]))
def test_a_link_opens_only_where_nothing_speaks_against_it(opened, withdrawn, over, key):
    held = LinkHeld(AT + HOUR, AT if opened else None, AT if withdrawn else None, "a" if opened else "")
    state = state_of_link(held, key=key, at=AT + 2 * HOUR if over else AT)
    assert (state is LinkState.NEW) == (not opened and not withdrawn and not over)
    assert (state is LinkState.OPEN) == (opened and key == "a" and not withdrawn and not over)


@pytest.mark.parametrize(
    ("text", "right"),
    [("desk@health.example.org", True), ("o'brien+x@a-b.example.org", True), ("desk", False), ("a@b", False),
     ("a b@example.org", False), ("a@example.org\n", False), ("a..b@example.org", False), ("é@example.org", False),
     ("a@exämple.org", False), ("<a@example.org>", False), ("a" * 250 + "@example.org", False)],
)  # fmt: skip
def test_an_address_is_one_that_any_server_takes(text, right):
    assert is_address(text) is right
