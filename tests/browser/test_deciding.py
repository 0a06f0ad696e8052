"""Somebody decides in a browser: wide and narrow, with a script and without, and not a word of it is lost."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_pages import judged, sign_in
from tests.browser.test_telling import started
from tests.frontdoor.telling import WORKER, schools_know_hattie, told
from wraparound.frontdoor.models import ContactDecision, ContactDraft, ContactStep
from wraparound.frontdoor.words import ContactState
from wraparound.frontdoor.words.telling import ChildTold

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
WHY = "Two schools see the same; the mother asks for help."


@pytest.fixture
def decide(live_server):
    """Give the address at which a worry about a child who is known is decided."""
    contact = told(by=WORKER, at=timezone.now(), children=(ChildTold(code=schools_know_hattie()),))
    return f"{live_server.url}/contacts/{contact.ref}/decide"


def kept(tab, *, yet="Not decided yet."):
    expect(tab.locator("[data-kept]")).to_have_text(f"Kept. {yet}")


def looked_at(tab, axe):
    assert judged(tab, axe) == [], tab.url
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.viewport_size["width"], tab.url


def why(tab):
    return tab.get_by_label("Why", exact=True)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_decision_half_typed_is_there_again_and_ends_once_it_is_decided(tab, live_server, axe, decide, width):
    tab.set_viewport_size({"width": width, "height": 740})
    sign_in(tab, live_server.url, "front_door")
    tab.goto(decide)
    why(tab).fill(WHY)
    tab.get_by_label("What is offered").first.select_option("team")
    tab.get_by_label("Team", exact=True).first.select_option("family-help-north")
    tab.locator("summary", has_text="You found no service").click()
    need = tab.get_by_label("Parenting", exact=True)
    need.check()
    kept(tab)
    tab.goto(decide.removesuffix("/decide"))
    expect(tab.get_by_text("You have begun to decide")).to_be_visible()
    looked_at(tab, axe)
    tab.get_by_role("link", name="Go on").click()
    expect(why(tab)).to_have_value(WHY)
    expect(tab.get_by_label("Team", exact=True).first).to_have_value("family-help-north")
    expect(need).to_be_checked()
    tab.get_by_label("Targeted", exact=False).first.check()
    tab.get_by_label("Yes, they know and agree").check()
    tab.get_by_label("The family agrees").check()
    tab.get_by_label("What they are asked to do").first.fill("Visit this week")
    tab.get_by_label("What whoever raised it is told").fill("Family Help is asked to visit.")
    kept(tab)
    looked_at(tab, axe)
    tab.get_by_role("button", name="Decide", exact=True).click()
    tab.wait_for_url(decide.removesuffix("/decide"))
    assert ContactDecision.objects.get().contact.state == ContactState.OFFERED
    assert not ContactDraft.objects.exists()
    assert tab.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('wa-draft'))") == []
    assert tab.wrong == []


def test_what_is_thrown_away_can_be_brought_back(tab, live_server, decide):
    sign_in(tab, live_server.url, "front_door")
    tab.goto(decide)
    why(tab).fill(WHY)
    tab.get_by_role("button", name="Throw away what I typed").click()
    expect(tab.get_by_text("What you typed is thrown away.")).to_be_visible()
    expect(why(tab)).to_have_value("")
    tab.get_by_role("button", name="Bring it back").click()
    expect(why(tab)).to_have_value(WHY)


def test_a_session_that_ends_while_one_decides_loses_nothing(tab, live_server, decide):
    sign_in(tab, live_server.url, "front_door")
    tab.goto(decide)
    why(tab).fill("Two schools")
    kept(tab)
    tab.context.clear_cookies()
    why(tab).fill(WHY)
    tab.get_by_role("button", name="Decide", exact=True).click()
    expect(tab.locator("[data-kept]")).to_contain_text("You are signed out.")
    tab.get_by_role("link", name="Sign in to go on").click()
    tab.locator("form:has(input[value='rosa.wendle']) button").first.click()
    tab.wait_for_url("**/decide?draft=*")
    expect(why(tab)).to_have_value(WHY)
    kept(tab)
    assert ContactDraft.objects.get().said["why"] == WHY


def test_two_tabs_with_the_same_decision_keep_both(browser, live_server, decide):
    together = browser.new_context()
    tab = together.new_page()
    sign_in(tab, live_server.url, "front_door")
    tab.goto(decide)
    why(tab).fill(WHY)
    kept(tab)
    other = together.new_page()
    other.goto(decide)
    expect(why(other)).to_have_value(WHY)
    why(other).fill("From the other tab")
    kept(other)
    why(tab).fill("From the first tab")
    expect(tab.locator("[data-kept]")).to_contain_text("yours is kept beside it")
    assert {one.said["why"] for one in ContactDraft.objects.all()} == {"From the other tab", "From the first tab"}
    together.close()


def test_a_server_that_falls_before_it_has_anything_loses_not_a_word(tab, live_server, decide):
    server = started(live_server.thread)
    url = f"http://localhost:{server.port}"
    address = decide.replace(live_server.url, url)
    sign_in(tab, url, "front_door")
    tab.goto(address)
    server.terminate()
    why(tab).fill(WHY)
    expect(tab.locator("[data-kept]")).to_contain_text("No connection. What you typed stays here")
    server = started(live_server.thread, port=server.port)
    tab.goto("about:blank")  # whoever types goes away before the server has it
    tab.goto(address)
    expect(why(tab)).to_have_value(WHY)
    kept(tab)
    assert ContactDraft.objects.get().said["why"] == WHY
    server.terminate()


def test_a_note_is_kept_while_it_is_typed_until_it_is_written(tab, live_server, decide):
    contact = decide.removesuffix("/decide")
    sign_in(tab, live_server.url, "front_door")
    tab.goto(contact)
    tab.get_by_label("Add a note").fill("The school calls back at three.")
    kept(tab, yet="Not a note yet.")
    tab.goto(contact)
    expect(tab.get_by_label("Add a note")).to_have_value("The school calls back at three.")
    tab.get_by_role("button", name="Write the note").click()
    expect(tab.get_by_text("The note is kept.")).to_be_visible()
    expect(tab.get_by_label("Add a note")).to_have_value("")
    assert ContactStep.objects.filter(words="The school calls back at three.").count() == 1
    assert not ContactDraft.objects.exists()


def test_without_a_script_it_is_kept_by_a_button(browser, live_server, decide):
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    tab = quiet.new_page()
    sign_in(tab, live_server.url, "front_door")
    tab.goto(decide)
    why(tab).fill(WHY)
    tab.get_by_role("button", name="Keep it for later").click()
    expect(tab.get_by_text("What you typed is kept, for you alone. Not decided yet.")).to_be_visible()
    tab.get_by_role("link", name="Go on").click()
    expect(why(tab)).to_have_value(WHY)
    tab.get_by_role("button", name="Decide", exact=True).click()
    expect(tab.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(why(tab)).to_have_value(WHY)
    assert ContactDraft.objects.count() == 1
    quiet.close()
