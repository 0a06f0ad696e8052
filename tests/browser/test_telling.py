"""Somebody tells the front door in a browser: wide and narrow, with a script and without, and not a word is lost."""

import pytest
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import expect

from tests.browser.test_pages import judged, sign_in
from tests.frontdoor.telling import schools_know_hattie
from wraparound.frontdoor.models import Contact, ContactChild, ContactDraft

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
STORY = "Burn on her arm, would not say how. Hungry again."


def kept(tab):
    expect(tab.locator("[data-kept]")).to_have_text("Kept. Not sent yet.")


def looked_at(tab, axe):
    assert judged(tab, axe) == [], tab.url
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.viewport_size["width"], tab.url


@pytest.mark.parametrize("width", [1280, 320])
def test_a_teacher_finds_the_child_while_typing_sends_and_follows(tab, live_server, axe, width):
    code = schools_know_hattie()
    tab.set_viewport_size({"width": width, "height": 740})
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    looked_at(tab, axe)
    tab.get_by_label("What worries you?").fill(STORY)
    tab.get_by_label("Which child?").press_sequentially("Hattie A")
    expect(tab.get_by_role("option", name="Someone else")).to_be_visible()
    looked_at(tab, axe)
    tab.get_by_role("option", name="Hattie Alder").click()
    expect(tab.get_by_label("Which child?")).to_have_value("Hattie Alder")
    tab.get_by_role("button", name="Another child").click()
    tab.get_by_label("Child 2", exact=True).fill("Her brother")
    tab.get_by_label("Not yet").check()
    tab.get_by_role("button", name="Send").click()
    tab.wait_for_url("**/told/C-*")
    looked_at(tab, axe)
    first, second = ContactChild.objects.order_by("place")
    assert (first.person.code, second.name) == (code, "Her brother")
    assert not ContactDraft.objects.exists()
    assert tab.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('wa-draft'))") == []
    assert tab.wrong == []


def test_without_a_script_it_is_sent_as_well(browser, live_server):
    code = schools_know_hattie()
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    tab = quiet.new_page()
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    tab.get_by_label("What worries you?").fill(STORY)
    tab.get_by_label("Which child?").fill("Hattie Alder")
    tab.get_by_role("button", name="Find").click()
    tab.get_by_label("Hattie Alder, born").check()
    tab.get_by_role("button", name="Send").click()
    assert "/told/C-" in tab.url
    assert ContactChild.objects.get().person.code == code
    quiet.close()


@pytest.mark.parametrize("address", ["/worried", "/worried/child"])
def test_anybody_tells_and_has_a_code_on_a_narrow_page(tab, live_server, axe, address):
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(f"{live_server.url}{address}")
    looked_at(tab, axe)
    tab.locator("textarea[name=story]").fill("He is outside in the dark again and has no coat.")
    tab.locator("input[name=child-0-who]").fill("A boy of about six")
    kept(tab)
    assert tab.evaluate("localStorage.length") == 0, "the page for everyone keeps nothing on the device"
    tab.get_by_role("button", name="Send").click()
    tab.wait_for_url("**/worried/sent")
    looked_at(tab, axe)
    ref, code = tab.locator(".wa-code").all_inner_texts()
    tab.goto(f"{live_server.url}/follow")
    tab.get_by_label("Reference").fill(ref)
    tab.get_by_label("Code").fill(code)
    tab.get_by_role("button", name="Open").click()
    expect(tab.get_by_text("somebody is deciding")).to_be_visible()
    looked_at(tab, axe)


def test_a_dropped_line_loses_nothing_and_it_is_sent_when_it_is_back(tab, live_server):
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    tab.get_by_label("What worries you?").fill(STORY)
    tab.get_by_label("Which child?").fill("Hattie Alder")
    tab.context.set_offline(True)
    tab.get_by_role("button", name="Send").click()
    expect(tab.locator("[data-kept]")).to_contain_text("Not sent: no connection")
    expect(tab.get_by_label("What worries you?")).to_have_value(STORY)
    assert not Contact.objects.exists()
    tab.context.set_offline(False)
    tab.wait_for_url("**/told/C-*")
    assert Contact.objects.get().story == STORY


def test_a_session_that_ends_while_one_types_loses_nothing(tab, live_server):
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    tab.get_by_label("What worries you?").fill("Burn on her arm")
    kept(tab)
    tab.context.clear_cookies()
    tab.get_by_label("What worries you?").fill(STORY)
    tab.get_by_role("button", name="Send").click()
    expect(tab.locator("[data-kept]")).to_contain_text("You are signed out.")
    tab.get_by_role("link", name="Sign in to go on").click()
    tab.locator("form:has(input[value='beth.marlowick']) button").first.click()
    tab.wait_for_url("**/tell?draft=*")
    expect(tab.get_by_label("What worries you?")).to_have_value(STORY)
    kept(tab)
    assert ContactDraft.objects.get().said["story"] == STORY


def test_who_signs_out_leaves_nothing_on_the_device_and_finds_it_again_on_the_server(tab, live_server):
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    tab.get_by_label("What worries you?").fill(STORY)
    kept(tab)
    tab.route("**/tell/keep", lambda route: route.abort())
    tab.get_by_label("What worries you?").fill(f"{STORY} More.")
    assert "More." in str(tab.evaluate("Object.values(localStorage)"))
    tab.get_by_role("button", name="Sign out").click()
    tab.wait_for_url("**/sign-in")
    assert tab.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('wa-draft'))") == []
    tab.unroute("**/tell/keep")
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    tab.get_by_text("You have begun 1 other").click()
    tab.get_by_role("link", name="Burn on her arm").click()
    expect(tab.get_by_label("What worries you?")).to_have_value(STORY)


def test_two_tabs_with_the_same_draft_keep_both(browser, live_server):
    together = browser.new_context()
    tab = together.new_page()
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/tell")
    tab.get_by_label("What worries you?").fill(STORY)
    kept(tab)
    other = together.new_page()
    other.goto(tab.url)
    other.get_by_label("What worries you?").fill("From the other tab")
    kept(other)
    tab.get_by_label("What worries you?").fill("From the first tab")
    expect(tab.locator("[data-kept]")).to_contain_text("yours is kept beside it")
    assert {one.said["story"] for one in ContactDraft.objects.all()} == {"From the other tab", "From the first tab"}
    together.close()


class Again(LiveServerThread):
    """A server at an address at which one has just fallen."""

    def _create_server(self, connections_override=None):
        where = (self.host, self.port)
        given = {"allow_reuse_address": True, "connections_override": connections_override}
        return self.server_class(where, QuietWSGIRequestHandler, **given)


def started(like, *, port=0):
    """Start a server that can fall, beside the usual one; at the same address again where its port is said."""
    server = Again(like.host, like.static_handler, connections_override=like.connections_override, port=port)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    return server


def test_a_server_that_falls_while_one_types_loses_not_a_word(tab, live_server):
    server = started(live_server.thread)
    url = f"http://localhost:{server.port}"
    sign_in(tab, url, "professional")
    tab.goto(f"{url}/tell")
    tab.get_by_label("What worries you?").fill("Burn on her arm")
    kept(tab)
    server.terminate()
    tab.get_by_label("What worries you?").fill(STORY)
    tab.get_by_label("Which child?").fill("Hattie Alder")
    expect(tab.locator("[data-kept]")).to_contain_text("No connection. What you typed stays here")
    server = started(live_server.thread, port=server.port)
    kept(tab)
    assert ContactDraft.objects.get().said["story"] == STORY
    server.terminate()
    tab.get_by_label("Which child?").fill("Hattie Alder of year six")
    address = tab.url
    server = started(live_server.thread, port=server.port)
    tab.goto("about:blank")  # whoever types goes away before the server has it
    tab.goto(address)
    expect(tab.get_by_label("Which child?")).to_have_value("Hattie Alder of year six")
    tab.get_by_role("button", name="Send").click()
    tab.wait_for_url("**/told/C-*")
    assert ContactChild.objects.get().name == "Hattie Alder of year six"
    server.terminate()
