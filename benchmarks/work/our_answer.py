"""Answer a question from the link in a letter, in a real browser as wide as a telephone, at the pace of a person.

Each page is read once, every word that is visible on it, before anything is done there; what appears while one answers
is read then. What stands alike at the head and foot of every page is read on the first. Not read are the line that
says that this is development, and to whom a letter is, which mail shows to nobody. A tap costs the time to find it.
"""

import os
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.measure import Clock
from benchmarks.work.serving import HOST, PATIENCE, PORT, served

READ, TYPE, TAP = 200, 40, 1.2  # words a minute, words of five letters a minute, seconds
WIDTH, HEIGHT = 360, 740
KNOWS = (
    "We weigh her at every clinic and she grows well. Her mother missed the last two appointments and did not answer "
    "when we called twice."
)
NAME = "Jo Farrant"
VISIBLE = """([from, lines]) => {
  const unread = "script, style, .govuk-visually-hidden, .govuk-skip-link, .govuk-phase-banner, .wa-to";
  const read = (window.wordsRead ??= new WeakSet()), known = new Set(lines), seen = [];
  const walk = document.createTreeWalker(document.querySelector(from), NodeFilter.SHOW_TEXT);
  let words = 0;
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (read.has(node) || parent.closest(unread)) continue;
    if (!parent.checkVisibility({visibilityProperty: true}) || !node.textContent.trim()) continue;
    read.add(node);
    if (parent.closest("header, footer")) {
      if (known.has(node.textContent.trim())) continue;
      seen.push(node.textContent.trim());
    }
    words += node.textContent.trim().split(/\\s+/).length;
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) {
    if (read.has(field) || !field.checkVisibility() || !["text", "textarea"].includes(field.type)) continue;
    read.add(field);
    words += field.value.trim() ? field.value.trim().split(/\\s+/).length : 0;
  }
  return [words, seen];
}"""
ALL_OF_IT = "body"
AS_MAIL = "main"  # the rest is the postbox of development around it


class Person:
    """Somebody new to it, with a telephone: reads, taps and types as fast as most people do."""

    def __init__(self, tab: Any, *, pace: float = 1.0) -> None:
        """Take the browser; a pace above 1 is quicker than any person, to try the way."""
        self.tab, self._pace = tab, pace
        self.told: dict[str, dict[str, float]] = {}
        self._page, self._heads = "", list[str]()  # what stands at the head and foot of pages is read once

    def opens(self, page: str) -> None:
        """Come to a page and read it."""
        self._page = page
        self.told[page] = {"words": 0, "read": 0.0, "typed": 0.0, "taps": 0}
        self.reads()

    def reads(self) -> None:
        """Read what is visible and was not read."""
        words, seen = self.tab.evaluate(VISIBLE, [AS_MAIL if self._page == "the letter" else ALL_OF_IT, self._heads])
        self._heads += seen
        self._takes("read", words / READ * 60)
        self.told[self._page]["words"] += words

    def taps(self, what: Any) -> None:
        """Find something and tap it, once it is there to be tapped."""
        self._takes("", TAP)
        self.told[self._page]["taps"] += 1
        what.tap()

    def types(self, text: str) -> None:
        """Type letter by letter where one has tapped."""
        began = time.perf_counter()
        self.tab.keyboard.type(text, delay=60_000 / (TYPE * 5) / self._pace)
        self.told[self._page]["typed"] += time.perf_counter() - began

    def _takes(self, what: str, seconds: float) -> None:
        time.sleep(seconds / self._pace)
        if what:
            self.told[self._page][what] += seconds


def answered(person: Person) -> None:
    """Go the whole way from the letter, which is open, to the page that says that the answer is sent."""
    tab = person.tab
    person.opens("the letter")
    person.taps(tab.locator("main a[href*='/link/']"))
    tab.wait_for_url("**/link/*")
    person.opens("the link")
    person.taps(tab.get_by_role("button", name="Continue"))
    tab.wait_for_url("**/answer")
    person.opens("the question")
    person.taps(tab.get_by_label("We know this child or family"))
    person.reads()
    person.taps(tab.get_by_label("What you know"))
    person.types(KNOWS)
    person.taps(tab.get_by_label("I weighed it"))
    person.taps(tab.get_by_label("Your name"))
    person.types(NAME)
    person.taps(tab.get_by_role("button", name="Send the answer"))
    tab.wait_for_url("**/answered")
    tab.get_by_role("heading", name="Your answer is sent").wait_for()


def main(*arguments: str) -> None:
    """Ask a partner, answer at the pace of a person, and tell how long it took; a pace may be said, to try the way."""
    data, url, pace = Path(arguments[0]), arguments[1], float(arguments[2])
    ref = _asked(data, url)
    clock = Clock()
    with served():
        errands = subprocess.Popen([Path(sys.executable).with_name("wraparound"), "errands"])
        try:
            took, told = _in_a_browser(pace)
        finally:
            errands.terminate()
            errands.wait()
    from wraparound.exchange.models import Answer

    sent = Answer.objects.get(sent_at__isnull=False)
    if (sent.knows, sent.asked.ask.ref) != (KNOWS, ref):
        raise RuntimeError("The answer that was sent is not the one that was written.")
    clock.tell(took=took, pages=told, sent=True)


def _asked(data: Path, url: str) -> str:
    """Make a node on which children's services have asked health about a child; gives the question's reference."""
    from benchmarks.work.serving import set_up

    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    set_up(str(data), url=url)
    from django.core.management import call_command
    from django.utils import timezone

    from wraparound.exchange.actions.asking import ask_partners

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    asking = import_module("tests.exchange.asking")
    now = timezone.now()
    import_module("tests.sample_area").adopt_ashmere()
    import_module("tests.exchange.agreeing").kept(*asking.clauses(), at=now - timedelta(days=1))
    question = asking.asking(asking.filed_children()["Hattie"], agencies=("child-health",))
    return ask_partners(question, by=asking.ASKER, at=now).ref


def _in_a_browser(pace: float) -> tuple[float, dict[str, dict[str, float]]]:
    """Open the letter in the postbox of development, and start the stopwatch."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed; nothing is measured without a real browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        given = {"width": WIDTH, "height": HEIGHT}
        context = browser.new_context(viewport=given, has_touch=True, is_mobile=True)
        tab = context.new_page()
        tab.goto(f"http://{HOST}:{PORT}/postbox")
        letter = tab.get_by_role("link", name="asks what you know")
        until = time.monotonic() + PATIENCE
        while not letter.count() and time.monotonic() < until:  # it is on its way
            time.sleep(0.25)
            tab.reload()
        letter.click()
        tab.wait_for_url("**/postbox/*")
        person, began = Person(tab, pace=pace), time.perf_counter()
        answered(person)
        took = time.perf_counter() - began
        browser.close()
    return took, person.told


if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop running in this thread
    main(*sys.argv[1:])
