"""Everybody whom a worry passes, each in a browser of their own, and the letters between them."""

import re
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_answering_by_link import postbox
from tests.browser.test_pages import judged
from tests.frontdoor.telling import schools_know_hattie
from tests.sample_area import signed_in
from wraparound.directory.actions import import_services
from wraparound.journeys.commands.errands import NODE
from wraparound.journeys.errands import carry_letters, see_to_clocks
from wraparound.post.ports import OUTSIDE
from wraparound.web.commands.run import AREAS, MAKER

LOOKED_AT: set[tuple[str, int]] = set()  # what axe has judged already: a page at a width
PEOPLE = ("beth.marlowick", "rosa.wendle", "amir.tolland", "grace.okenby", "owen.haskell")
REF = re.compile(r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


class Somebody:
    """One person as they open, press and read; who opens a page comes with their own cookies."""

    def __init__(self, town, *, username, tab):
        """Take a tab."""
        self.tab, self._town, self._username = tab, town, username

    def opens(self, address):
        """Open an address, and look at its page."""
        self._town.comes(self._username, to=self.tab)
        self.tab.goto(address if address.startswith("http") else self._town.url + address)
        self.looks()
        return self

    def follows(self, name):
        """Follow a link."""
        with self.tab.expect_navigation():
            self.tab.get_by_role("link", name=name).first.click()
        self.looks()
        return self

    def presses(self, name, *, to=None):
        """Press a button that leads to a page, or to an address where the page changes its own before."""
        with self.tab.expect_navigation(url=to):
            self.tab.get_by_role("button", name=name).first.click()
        self.looks()
        return self

    def unfolds(self, name):
        """Open what is folded up."""
        self.tab.locator("summary", has_text=name).first.click()
        return self

    def writes(self, label, words):
        """Fill a field that can be seen."""
        self.tab.get_by_label(label).locator("visible=true").first.fill(words)
        return self

    def reads(self, *words):
        """Expect words on the page, where they can be seen."""
        for one in words:
            expect(self.tab.locator("body").get_by_text(one).locator("visible=true").first).to_be_visible()
        return self

    def looks(self):
        """Have axe judge a page that it has not judged yet at this width; nothing is wider than the screen."""
        width, axe = self._town.width, self._town.axe
        title = f"{self.tab.title()} {self.tab.url.removeprefix(self._town.url)}"
        kind = re.sub(r"\d+", "N", REF.sub("REF", title.partition("?")[0]))
        assert self.tab.evaluate("document.documentElement.scrollWidth") <= width, self.tab.url
        if axe and (kind, width) not in LOOKED_AT:
            LOOKED_AT.add((kind, width))
            assert judged(self.tab, axe) == [], self.tab.url


class Town:
    """All of them at one width, with the postbox between them. They share a screen, and each signs in to it anew."""

    def __init__(self, browser, *, url, axe, width, script=True):
        """Begin with nobody at work."""
        self._browser, self.url, self.axe, self.width, self._script = browser, url, axe, width, script
        self._sessions = {one: signed_in(one).cookies[settings.SESSION_COOKIE_NAME].value for one in PEOPLE}
        self._contexts, self.wrong = [], []
        self._shared = self._tab()

    def __getitem__(self, username):
        """Give somebody at the shared screen; "" is whoever opens a letter and has no account."""
        return Somebody(self, username=username, tab=self._shared)

    def apart(self, username):
        """Give somebody at a screen of their own, which stays as it is while others come and go."""
        return Somebody(self, username=username, tab=self._tab())

    def comes(self, username, *, to):
        """Have a screen be somebody's who has signed in already."""
        if username:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self._sessions[username], "url": self.url}
            to.context.add_cookies([cookie])

    def _tab(self):
        size = {"width": self.width, "height": 900}
        context = self._browser.new_context(java_script_enabled=self._script, viewport=size)
        self._contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("console", self._hears)
        return tab

    def _hears(self, said):
        """Keep what the console complains of; that a form wants something is no fault."""
        if said.type == "error" and "a status of 422" not in said.text:
            self.wrong.append(f"{said.text} {said.location['url']}")

    def post_comes(self, *, after=timedelta()):
        """Have time do what it sets: clocks that ran out are seen to, letters carried."""
        self._is_quiet()
        at = timezone.now() + after
        see_to_clocks(by=NODE, at=at)
        carry_letters(by=NODE, at=at)

    def has_letter(self, subject, *, to):
        """Open the newest letter of that subject to an address, in the postbox; gives whoever reads it."""
        self.post_comes()
        self._shared.context.clear_cookies()
        reader = self[""].opens("/postbox")
        row = reader.tab.get_by_role("row").filter(has_text=to).filter(has_text=subject).first
        with reader.tab.expect_navigation():
            row.get_by_role("link").click()
        return reader

    def is_asked_by_letter(self, *, to):
        """Open the letter that asks for work, and its link; gives whoever stands before the work."""
        reader = self.has_letter("take work on", to=to)
        reader.opens(reader.tab.locator("main a[href*='/link/']").get_attribute("href"))
        return reader.presses("Continue")

    def _is_quiet(self):
        """Have everybody leave, and the server be done: on SQLite the tests and the server share one connection."""
        for context in self._contexts:
            for tab in context.pages:
                tab.goto("about:blank")
        for one in threading.enumerate():
            if "process_request" in one.name:
                one.join(30)

    def ends(self):
        """Close all, and say what went wrong. What the server answers still is over when this returns."""
        self._is_quiet()
        for context in self._contexts:
            context.close()
        return self.wrong


@pytest.fixture(params=[1280, 360], ids=["wide", "phone"])
def width(request):
    return request.param


@pytest.fixture
def towns(request, tmp_path, browser, service, live_server):
    """Give what begins a town: an area with services, a child whom schools know, and a postbox."""
    schools_know_hattie()
    file = AREAS / "ashmere" / "services.json"
    import_services(file.read_bytes(), file=file.name, by=MAKER, at=timezone.now())
    made = []

    def begin(width, *, script=True):
        judges = script and connection.vendor == "sqlite"  # the pages are the same on either database
        axe = request.getfixturevalue("axe") if judges else ""
        made.append(Town(browser, url=live_server.url, axe=axe, width=width, script=script))
        return made[-1]

    with postbox(tmp_path):
        OUTSIDE.service = f"{live_server.url}/"
        yield begin
    assert [wrong for one in made for wrong in one.ends()] == []


@pytest.fixture
def town(towns, width):
    """Give a town where pages have scripts."""
    return towns(width)
