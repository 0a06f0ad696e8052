"""Finding a child in a browser: as one types, by the keyboard alone, on a telephone, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import judged, press, sign_in
from tests.identity.records import filed, linked, row
from wraparound.feeds.commands.indexing import index_what_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]


@pytest.fixture
def amara():
    filed(row("1", postcode="QA1 4QN"), row("2", "Edie", "Birch", born="2012-03-04", postcode="QA2 1AB"))
    linked()
    index_what_waits()


def with_purpose(tab, server):
    sign_in(tab, server, "front_door")
    tab.goto(f"{server}/purpose")
    tab.get_by_label("Find out whether a child is suffering harm").check()
    press(tab, "Continue")


def test_a_child_is_found_as_one_types_by_the_keyboard_alone(tab, axe, live_server, amara):
    with_purpose(tab, live_server.url)
    tab.goto(f"{live_server.url}/children")
    box = tab.get_by_role("combobox", name="Find a child by anything you know")
    box.press_sequentially("Amara Oko", delay=10)
    tab.get_by_role("option").first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert judged(tab, axe) == []
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("option").first).not_to_be_visible()
    box.press_sequentially("n", delay=10)
    tab.get_by_role("option").first.wait_for()
    tab.keyboard.press("ArrowDown")
    chosen = tab.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert "Amara Okonjo" in chosen.inner_text()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/children/P-*")
    expect(tab.get_by_role("heading", name="Amara Okonjo").first).to_be_visible()
    assert tab.wrong == []


def test_the_found_and_the_not_found_are_accessible_and_fit_a_telephone(tab, axe, live_server, amara):
    with_purpose(tab, live_server.url)
    for scrap, words in (("Amaara about 12, QA1", "spelt much like Amara"), ("Zzyx Qwortle", "Nobody found by this")):
        tab.goto(f"{live_server.url}/children/search")
        tab.locator("#scrap").fill(scrap)
        tab.keyboard.press("Enter")
        tab.get_by_text(words).first.wait_for()
        assert tab.url.endswith("/children/search"), "what was typed stands in no address"
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            assert (scrap, width, judged(tab, axe)) == (scrap, width, [])
            assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_a_child_is_found_without_a_script(browser, live_server, amara):
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    tab = quiet.new_page()
    sign_in(tab, live_server.url, "front_door")
    tab.get_by_label("Find a child by anything you know").fill("okonjo amara")
    press(tab, "Find")
    tab.get_by_label("Find out whether a child is suffering harm").check()
    press(tab, "Continue")
    with tab.expect_navigation():
        tab.get_by_role("link", name="Amara Okonjo").click()
    tab.go_back()
    expect(tab.get_by_label("Find a child by anything you know")).to_have_value("okonjo amara")
    quiet.close()
