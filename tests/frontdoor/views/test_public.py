"""The page for everyone, and a child's own page: no account, no name, and no worry that is lost."""

import re

import pytest
from django.test import Client

from tests.exchange.asking import begun
from wraparound.frontdoor.models import Contact, ContactChild, ContactDraft, ContactStep, Knock
from wraparound.frontdoor.rules.knocks import MARKED_FROM, MOST_PUBLIC

pytestmark = pytest.mark.django_db
STORY = "The boy next door is outside in the dark again and has no coat."
SAID = {"key": "a" * 32, "children": "1", "story": STORY, "child-0-who": "A boy of about six", "do": "send"}


@pytest.fixture
def browser():
    begun()
    return Client()


def test_a_neighbour_tells_without_a_name_and_has_a_code_once(browser):
    page = browser.get("/worried").content.decode()
    assert "Call 999" in page
    assert "Are you a child or young person?" in page
    sent = browser.post("/worried", SAID | {"child-0-nameless": "on"})
    contact = Contact.objects.get()
    assert (contact.channel, contact.teller, contact.teller_name, contact.agency) == ("public", "public", "", None)
    assert ContactChild.objects.get().described == "A boy of about six"
    receipt = browser.get(sent.url).content.decode()
    assert contact.ref in receipt
    assert re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", receipt)
    assert browser.get(sent.url).url == "/follow"


def test_a_child_tells_of_themselves_and_need_not_say_who_they_are(browser):
    page = browser.get("/worried/child").content.decode()
    assert "0800 1111" in page
    browser.post("/worried/child", SAID | {"child-0-who": "", "story": "Dad hits me and I am scared to go home"})
    contact, child = Contact.objects.get(), ContactChild.objects.get()
    assert (contact.teller, child.described) == ("child", "Whoever wrote this")


def test_what_is_typed_is_kept_for_this_browser_and_for_no_other(browser):
    browser.post("/worried/keep", SAID)
    key = ContactDraft.objects.get().key
    assert STORY in browser.get(f"/worried?draft={key}").content.decode()
    assert STORY not in browser.get("/worried").content.decode(), "no list for whoever sits there next"
    assert STORY not in Client().get(f"/worried?draft={key}").content.decode()


def test_whoever_only_looks_leaves_nothing_behind(browser):
    browser.get("/worried")
    assert "sessionid" not in browser.cookies
    assert not ContactDraft.objects.exists()


def test_many_from_one_network_are_all_taken_and_marked(browser):
    for number in range(MARKED_FROM + 1):
        browser.post("/worried", SAID | {"key": f"{number:032x}"})
    assert Contact.objects.count() == MARKED_FROM + 1
    marked = ContactStep.objects.get(did="noted")
    assert marked.contact == Contact.objects.order_by("-pk").first()
    assert "same network" in marked.words


def test_what_a_machine_may_have_sent_is_taken_and_marked(browser):
    browser.post("/worried", SAID | {"website": "https://example.org"})
    assert "no person sees" in ContactStep.objects.get(did="noted").words


def test_a_flood_is_asked_to_telephone_and_keeps_what_was_typed(browser):
    browser.post("/worried", SAID)
    knock = Knock.objects.get()
    Knock.objects.bulk_create([Knock(kind="public", mark=knock.mark, at=knock.at) for _ in range(MOST_PUBLIC)])
    asked = browser.post("/worried", SAID | {"key": "b" * 32})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "04632 960001" in page
    assert STORY in page
    assert ContactDraft.objects.get().said["story"] == STORY
    assert Contact.objects.count() == 1


def test_the_page_to_sign_in_leads_there(browser):
    assert 'href="/worried"' in browser.get("/sign-in").content.decode()


@pytest.mark.parametrize("address", ["/worried", "/worried/child", "/follow", "/tell/by-work-address"])
def test_pages_ask_little_of_the_database(browser, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert browser.get(address).status_code == 200
