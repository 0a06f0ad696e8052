"""A keeper of agreements on a telephone tries a question, drafts, rehearses and adopts; axe judges each page."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_pages import judged, press, sign_in
from tests.exchange.agreeing import told
from wraparound.agencies.queries import agreements_declared
from wraparound.exchange.actions import adopt_agreements, note_share
from wraparound.exchange.models import Agreement
from wraparound.exchange.words import Kind, Sharing
from wraparound.web.commands.run import MAKER

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]


def fits(tab, axe):
    """Hold a page to what axe finds, and to a telephone's width."""
    assert judged(tab, axe) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_keeper_tries_drafts_rehearses_and_adopts_on_a_telephone(tab, live_server, axe):
    adopt_agreements(agreements_declared(), by=MAKER, at=timezone.now())
    note_share(told(holder="police", kind=Kind.POLICE), sharing=Sharing(True, "x", "y", 1), by=MAKER, at=timezone.now())
    tab.set_viewport_size({"width": 320, "height": 640})
    sign_in(tab, live_server.url, "governance")
    tab.goto(f"{live_server.url}/agreements")
    fits(tab, axe)
    tab.get_by_role("button", name="Try a question").click()
    tab.get_by_label("Who would tell?").select_option("police")
    tab.get_by_label("Whom?").select_option("social-care")
    tab.get_by_label("What?").select_option("intelligence")
    press(tab, "May they?")
    expect(tab.get_by_text("May be told")).to_be_visible()
    fits(tab, axe)
    tab.goto(f"{live_server.url}/agreements/draft/clauses/police-intelligence")
    tab.get_by_label("It excludes telling").check()
    tab.get_by_label("That they know the child").check()
    fits(tab, axe)
    press(tab, "Put it into the draft")
    expect(tab.get_by_text("police-intelligence Changed")).to_be_visible()
    fits(tab, axe)
    tab.get_by_role("button", name="Rehearse it").click()
    expect(tab.get_by_text("2 parts may be told now, and could not be then")).to_be_visible()
    fits(tab, axe)
    tab.get_by_role("link", name="Back to the draft").click()
    tab.get_by_label("Who agreed it, and why?").fill("Agreed by the partnership on 26 November 2026")
    press(tab, "Adopt as the next version")
    expect(tab.get_by_text("Version 2 of the agreements is in force")).to_be_visible()
    assert Agreement.objects.count() == 2
    tab.goto(f"{live_server.url}/shares")
    fits(tab, axe)
    tab.get_by_role("link", name="2026").first.click()
    fits(tab, axe)
