"""Telling the front door by a link to a work address."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.exchange.asking import begun
from tests.frontdoor.telling import STORY
from wraparound.access.models import Link
from wraparound.frontdoor.models import Contact, ContactDraft
from wraparound.frontdoor.rules.knocks import MOST_LINKS
from wraparound.post.models import Letter
from wraparound.post.queries import message_of

pytestmark = pytest.mark.django_db
WORK = "jo.farrant@schools.example.org"
SAID = {"children": "1", "story": STORY, "child-0-who": "Hattie Alder", "name": "Jo Farrant", "do": "send"}


@pytest.fixture
def codes():
    return begun()


def opened(address=WORK):
    """Ask for a link, open it, and give the browser and the address to which it leads."""
    browser = Client()
    browser.post("/tell/by-work-address", {"email": address})
    text = message_of(Letter.objects.get(template="tell-link"), at=timezone.now()).text
    token = re.search(r"/link/(\S+)", text)[1]
    return browser, browser.post(f"/link/{token}").url


def test_a_link_leads_to_the_page_and_then_to_what_became_of_it(codes):
    browser, address = opened()
    page = browser.get(address).content.decode()
    assert WORK in page
    assert "/tell/suggest" not in page, "nobody without an account is told that a child exists"
    sent = browser.post(address, SAID)
    contact = Contact.objects.get()
    assert sent.url == f"/told/{contact.ref}"
    assert (contact.channel, contact.agency.code, contact.teller_email) == ("link", "schools", WORK)
    assert contact.teller_name == "Jo Farrant"
    assert contact.ref in browser.get(sent.url).content.decode()
    assert browser.get(address).url == sent.url
    browser.post(sent.url, {"do": "add", "words": "She came without lunch today."})
    assert "She came without lunch today." in browser.get(sent.url).content.decode()
    assert Client().get(sent.url).url.startswith("/sign-in")


def test_a_link_keeps_what_is_typed_and_opens_no_other_drafts(codes):
    browser, address = opened()
    assert browser.post(f"{address}/keep", SAID).json()["seen"]
    assert "Hungry" in browser.get(address).content.decode()
    assert ContactDraft.objects.get().key == address.rpartition("/")[2]
    other = f"/tell/by-link/{'0' * 32}"
    assert browser.get(other).status_code == 404
    assert browser.post(f"{other}/keep", SAID).status_code == 404
    assert browser.post("/tell/suggest", {"scrap": "Hattie"}).url.startswith("/sign-in")


@pytest.mark.parametrize("address", ["jo@elsewhere.example.org", "jo@xschools.example.org"])
def test_to_another_address_nothing_goes_and_the_answer_is_the_same(codes, address):
    no = Client().post("/tell/by-work-address", {"email": address}).content.decode()
    assert not Link.objects.exists()
    yes = Client().post("/tell/by-work-address", {"email": WORK}).content.decode()
    assert Link.objects.count() == 1
    assert no == yes
    assert "04632 960001" in yes


def test_one_address_is_sent_only_so_many_in_an_hour_and_the_answer_is_the_same(codes):
    answers = {Client().post("/tell/by-work-address", {"email": WORK}).content for _ in range(MOST_LINKS + 1)}
    assert len(answers) == 1
    assert Link.objects.count() == MOST_LINKS


def test_the_page_needs_an_address(codes):
    assert Client().post("/tell/by-work-address", {"email": "jo"}).status_code == 422


def test_the_letter_names_no_child_and_says_whom_to_call(codes):
    Client().post("/tell/by-work-address", {"email": WORK})
    text = message_of(Letter.objects.get(), at=timezone.now()).text
    assert "04632 960001" in text
    assert "999" in text
