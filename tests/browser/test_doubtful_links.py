"""Doubtful links settled by the keyboard alone, at a reviewer's pace, and undone; narrow, and without a script."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import judged, press, sign_in
from tests.identity.records import filed, linked, row
from wraparound.identity.actions.laying import lay_doubts
from wraparound.identity.models import Doubt, Judgement, Record

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
PACE = 5.0  # seconds a pair
NAMES = [("Amara", "Okonjo"), ("Ben", "Turelwall"), ("Chidi", "Vantree"), ("Dafina", "Wexcombe")]


@pytest.fixture
def four(monkeypatch):
    """Hold four children twice each, as far apart as to be asked about."""
    monkeypatch.setattr("wraparound.identity.actions.reviewing.is_asked_twice", lambda *_, **__: False)
    filed(*(row(f"H{k}", *name, born=f"2014-05-{14 + k}") for k, name in enumerate(NAMES)))
    filed(*(row(f"S{k}", *name, born=f"2012-0{k + 1}-09") for k, name in enumerate(NAMES)), feed="schools")
    linked()
    pk = dict(Record.objects.values_list("key", "pk"))
    lay_doubts([(pk[f"H{k}"], pk[f"S{k}"], 1.0, 9 - k) for k in range(4)])
    return pk


def persons():
    return dict(Record.objects.values_list("key", "person__code"))


def test_links_are_settled_and_undone_by_keys_at_a_reviewers_pace(tab, live_server, four):
    before = persons()
    sign_in(tab, live_server.url, "analyst")
    tab.goto(f"{live_server.url}/links")
    press(tab, "Begin")
    began = time.monotonic()
    for key, name in zip("sdcs", NAMES, strict=True):
        expect(tab.get_by_role("columnheader", name=" ".join(name)).first).to_be_visible()
        with tab.expect_navigation():
            tab.keyboard.press(key)
    assert (time.monotonic() - began) / len(NAMES) <= PACE
    expect(tab.get_by_text("No link waits for you")).to_be_visible()
    now = persons()
    assert now["H0"] == now["S0"]
    assert now["H1"] != now["S1"]
    for _ in NAMES:
        press(tab, "Undo")
        tab.goto(f"{live_server.url}/links")
    assert persons() == before
    assert not Judgement.objects.filter(undone_at__isnull=True).exists()
    assert Doubt.objects.filter(decision__isnull=True).count() == 4
    assert tab.wrong == []


def test_undo_by_key_leads_back_to_the_link_and_keys_can_be_turned_off(tab, live_server, four):
    sign_in(tab, live_server.url, "analyst")
    tab.goto(f"{live_server.url}/links")
    press(tab, "Begin")
    first = tab.url
    for key in "su":
        with tab.expect_navigation():
            tab.keyboard.press(key)
    assert tab.url == first
    tab.get_by_label("Answer by keys").uncheck()
    tab.keyboard.press("s")
    tab.reload()
    expect(tab.get_by_label("Answer by keys")).not_to_be_checked()
    assert not Judgement.objects.filter(undone_at__isnull=True).exists()


def test_axe_finds_nothing_wrong_and_nothing_is_wider_than_a_telephone(tab, axe, live_server, four):
    sign_in(tab, live_server.url, "analyst")
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for page in ("/links", f"/links/{Doubt.objects.first().pk}"):
            tab.goto(live_server.url + page)
            assert (page, width, judged(tab, axe)) == (page, width, [])
            assert (page, tab.evaluate("document.documentElement.scrollWidth")) == (page, width)
    assert tab.wrong == []


def test_it_works_without_a_script(browser, live_server, four):
    quiet = browser.new_context(java_script_enabled=False)
    tab = quiet.new_page()
    sign_in(tab, live_server.url, "analyst")
    tab.goto(f"{live_server.url}/links")
    press(tab, "Begin")
    press(tab, "Same person")
    assert persons()["H0"] == persons()["S0"]
    press(tab, "Undo")
    assert persons()["H0"] != persons()["S0"]
    quiet.close()
