"""The service's main pages in a browser: accessible, narrow, with no script, and by the keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.acting import someone
from tests.sample_area import PEOPLE
from wraparound.access.actions import break_glass
from wraparound.access.models import Account
from wraparound.access.words import Role
from wraparound.identity.models import Hold, Person, Shield
from wraparound.identity.words import HoldKind, ShieldKind

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
CODE, HIDDEN = "P-7K3M-92QX", "P-0000-0001"
PAGES = {
    "front_door": [
        "/", "/my-account", "/my-account/ways", "/my-account/ways/password", "/purpose", "/agencies", "/area", "/help",
        "/accessibility", "/nowhere",
    ],
    "governance": [
        "/", "/accounts", "/accounts?sought=zz", "/accounts/open", "/accounts/1", "/invitation/none",
        "/glass/to-review", "/sign-in/again", "/ledger/unusual", "/shields", "/shields/set", "/shields/{shield}",
        "/shields/apart/set",
        "/ends", "/ends?show=ended", "/ends?show=unknown", "/ends?show=held", "/ends/holds/set",
        "/ends/holds/{hold}",
    ],
    "professional": ["/", "/children", f"/children/{CODE}/open", f"/children/{CODE}"],
    "analyst": ["/feeds", "/feeds/club", "/feeds/new"],
}  # fmt: skip


@pytest.fixture
def two():
    """Give someone whom an officer's agency does not know and for whom a hold stands, and someone who is shielded."""
    now = timezone.now()
    known, hidden = (Person.objects.create(code=code, since=now) for code in (CODE, HIDDEN))
    kept = {"kind": ShieldKind.REFUGE, "reason": "Her worker asked", "until": now.date(), "set_by": "owen.haskell"}
    rosa = someone(Role.FRONT_DOOR)
    Account.objects.filter(username="rosa.wendle").update(username=rosa.username)
    glass = {"lasts": timedelta(hours=4), "owners": ["schools"], "by": rosa, "at": now}
    break_glass(known.pk, reason="His father is at the gate, may he collect him", **glass)
    Account.objects.filter(username=rosa.username).update(username="rosa.wendle")
    held = {"kind": HoldKind.COURT, "reason": "The court asked for it", "set_by": "owen.haskell", "set_at": now}
    return {
        "shield": Shield.objects.create(person=hidden, set_at=now, **kept).pk,
        "hold": Hold.objects.create(person=known, **held).pk,
    }


def sign_in(tab, server, role):
    tab.goto(f"{server}/sign-in")
    tab.locator(f"form:has(input[value='{PEOPLE[role]}']) button").first.click()
    tab.wait_for_url(f"{server}/")


def press(tab, name):
    """Press a button that leads to another page, and wait until that page is here."""
    with tab.expect_navigation():
        tab.get_by_role("button", name=name).first.click()


def judged(tab, axe):
    tab.evaluate(axe)
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found["violations"]]


@pytest.mark.parametrize("role", PAGES)
def test_axe_finds_nothing_wrong_and_nothing_is_wider_than_a_telephone(tab, axe, live_server, two, role):
    tab.goto(f"{live_server.url}/sign-in")
    assert judged(tab, axe) == []
    sign_in(tab, live_server.url, role)
    if role == "professional":
        tab.goto(f"{live_server.url}/purpose")
        tab.get_by_label("Find out whether a child is suffering harm").check()
        press(tab, "Continue")
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for page in (page.format(**two) for page in PAGES[role]):
            tab.goto(live_server.url + page)
            assert (page, width, judged(tab, axe)) == (page, width, [])
            assert (page, tab.evaluate("document.documentElement.scrollWidth")) == (page, width)
    assert tab.wrong == []


def test_letters_of_twice_the_size_still_fit(tab, live_server, two):
    tab.set_viewport_size({"width": 1280, "height": 800})
    sign_in(tab, live_server.url, "governance")
    for page in (page.format(**two) for page in PAGES["governance"]):
        tab.goto(live_server.url + page)
        tab.evaluate("document.documentElement.style.fontSize = '200%'")
        assert (page, tab.evaluate("document.documentElement.scrollWidth")) == (page, 1280)


def test_all_of_it_works_without_a_script(browser, live_server, two):
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    tab = quiet.new_page()
    sign_in(tab, live_server.url, "professional")
    expect(tab.get_by_role("navigation").get_by_role("link", name="More")).to_be_visible()  # the menu is open
    tab.goto(f"{live_server.url}/children/{CODE}")
    tab.get_by_label("Find out whether a child is suffering harm").check()
    press(tab, "Continue")
    tab.get_by_label("Why do you need to see this now?").fill("short")
    press(tab, "Open it")
    expect(tab.get_by_role("heading", name="There is a problem")).to_be_visible()
    tab.get_by_label("Why do you need to see this now?").fill("His father is at the gate, may he collect him")
    press(tab, "Open it")
    expect(tab.get_by_text("reviewed on the next day")).to_be_visible()
    quiet.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_page(tab, live_server):
    sign_in(tab, live_server.url, "front_door")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to main content"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#main")


def test_on_a_telephone_the_menu_folds_away_and_opens(tab, live_server):
    tab.set_viewport_size({"width": 320, "height": 800})
    sign_in(tab, live_server.url, "front_door")
    link = tab.locator("nav a", has_text="What is owed")
    expect(link).not_to_be_visible()
    tab.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()


def test_on_paper_there_is_nothing_to_press(tab, live_server):
    sign_in(tab, live_server.url, "front_door")
    tab.goto(f"{live_server.url}/my-account")
    tab.emulate_media(media="print")
    expect(tab.get_by_role("button", name="Sign out", exact=True)).not_to_be_visible()
    expect(tab.locator("nav").first).not_to_be_visible()
    expect(tab.get_by_role("heading", name="My account")).to_be_visible()
