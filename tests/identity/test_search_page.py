"""The page on which a child is found by any scrap, as people of every role meet it."""

import pytest
from django.utils import timezone

from tests.acting import AT, someone
from tests.feeds.test_views import said, signed_in
from tests.identity.records import filed, linked, row
from tests.identity.test_views import at_work
from tests.sample_area import adopt_ashmere
from wraparound.access.words import Role
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.actions import tell_life_event
from wraparound.identity.models import Record
from wraparound.identity.words import LifeKind
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara():
    adopt_ashmere()
    filed(row("1", nhs_number="9990000018", phone="07700 900987"))
    filed(row("2", "Edie", "Birch", born="2012-03-04", postcode="QA2 1AB"))
    linked()
    index_what_waits()


def searched(client, scrap):
    sent = client.post("/children/search", {"scrap": scrap})
    assert sent["Location"] == "/children/search", "what is typed stands in no address"
    return said(client.get("/children/search"))


def test_a_scrap_leads_to_a_child_with_the_reasons_and_how_it_was_understood(amara, django_assert_max_num_queries):
    client = at_work(Role.FRONT_DOOR)
    client.post("/children/search", {"scrap": "Amaara QA1 4, about 12, 07700900987"})
    with django_assert_max_num_queries(15):
        page = said(client.get("/children/search"))
    assert "Amara Okonjo</a>" in page
    assert "spelt much like Amara" in page
    for words in (
        "aged about 12",
        "postcode beginning QA1 4",
        "name Amaara",
        "All that you typed fits",
        "Known to: Health",
    ):
        assert words in page, words


def test_a_search_that_finds_nobody_says_what_it_covers_and_whom_to_ask(amara):
    page = searched(at_work(Role.FRONT_DOOR), "Zzyx Qwortle")
    for words in ("Nobody found by this", "no proof", "Not covered", "04632 960120", "Try another spelling"):
        assert words in page, words


def test_what_is_not_understood_is_said(amara):
    assert "Not understood, and not looked for: 31/" in searched(at_work(Role.FRONT_DOOR), "Amara 31/02/2014")


def test_a_professional_is_told_what_is_searched_and_how_to_ask_the_front_door(amara):
    page = searched(at_work(Role.PROFESSIONAL), "Amara Okonjo")
    assert "Nobody found by this" in page
    assert "only children whom your agency knows" in page
    assert "04632 96000" in page


def test_what_was_typed_is_not_lost_when_the_purpose_is_asked_first(amara):
    client = signed_in(Role.FRONT_DOOR)
    client.post("/children/search", {"scrap": "Amara Okonjo"})
    assert client.get("/children/search")["Location"] == "/purpose?next=/children/search"
    client.post("/purpose?next=/children/search", {"purpose": "protect"})
    assert "Amara Okonjo</a>" in said(client.get("/children/search"))


def test_an_index_that_is_not_there_is_no_proof_of_anything():
    page = searched(at_work(Role.FRONT_DOOR), "Amara")
    assert "Search is not ready" in page
    assert "Nobody found" not in page


def test_children_are_offered_while_one_types_and_written_down_once(amara):
    client = at_work(Role.FRONT_DOOR)
    for typed in ("Ama", "Amar", "Amara"):
        offered = said(client.post("/children/suggest", {"scrap": typed}))
        assert 'role="option"' in offered
        assert "Amara Okonjo" in offered
    assert Entry.objects.filter(kind="look").count() == 1
    assert "option" not in said(client.post("/children/suggest", {"scrap": "Qwortle"}))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GOVERNANCE])
def test_those_whose_work_it_is_not_search_nobody(role):
    client = at_work(role)
    assert client.post("/children/search", {"scrap": "Amara"}).status_code == 403
    assert client.get("/children/search").status_code == 403
    assert client.post("/children/suggest", {"scrap": "Amara"}).status_code == 403


def test_whoever_looks_children_up_has_the_box_at_hand():
    for address in ("/", "/children", "/children/search"):
        assert "Find a child by anything you know" in said(at_work_again(address))
    assert "Find a child by anything" not in said(at_work(Role.ANALYST).get("/"))


def at_work_again(address):
    from wraparound.access.models import Account, RoleHeld

    RoleHeld.objects.filter(role=Role.LEAD).delete()
    Account.objects.filter(username=f"{Role.LEAD}@social-care").delete()
    return at_work(Role.LEAD).get(address)


def test_what_waits_for_the_index_is_said(amara):
    filed(row("7", "Zebedee", "Quill"), at=timezone.now())
    linked(at=timezone.now())
    assert "is not in the search yet" in searched(at_work(Role.FRONT_DOOR), "Zebedee")


def test_that_someone_died_is_told_in_the_search_and_while_it_is_typed(amara):
    person = Record.objects.get(key="1").person
    tell_life_event(person.code, kind=LifeKind.DIED, on=AT.date(), by=someone(), at=AT)
    client = at_work(Role.FRONT_DOOR)
    assert "<strong>Died 1 September 2026</strong>" in searched(client, "Amara Okonjo")
    assert "(Died 1 September 2026)" in said(client.post("/children/suggest", {"scrap": "Amara Okonjo"}))
    assert "Died" not in searched(client, "Edie Birch")
