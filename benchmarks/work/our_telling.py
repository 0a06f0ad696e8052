"""Tell the front door about a child of one's school, in a real browser, at the pace of a person (see our_answer)."""

import os
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.measure import Clock
from benchmarks.work.our_answer import Person
from benchmarks.work.serving import HOST, PORT, served

STORY = "Burn on her arm, would not say how. Hungry again."
HALF_TYPED, CHILD = "Hattie A", "Hattie Alder"
HEIGHT = {1280: 900, 360: 740}


def told(person: Person) -> int:
    """Go from the page as it opens to the page that says that it is sent; gives how many fields were filled in."""
    tab = person.tab
    person.opens("the page")
    person.taps(tab.get_by_label("What worries you?"))
    person.types(STORY)
    person.taps(tab.get_by_label("Which child?"))
    person.types(HALF_TYPED)
    tab.get_by_role("option", name=CHILD).wait_for()
    person.reads()
    person.taps(tab.get_by_role("option", name=CHILD))
    person.taps(tab.get_by_label("Not yet"))
    person.taps(tab.get_by_role("button", name="Send"))
    tab.wait_for_url("**/told/C-*")
    return 3


def main(*arguments: str) -> None:
    """Make a node, tell it, and say how long it took; a pace above 1 tries the way."""
    data, url, width, pace = Path(arguments[0]), arguments[1], int(arguments[2]), float(arguments[3])
    code = _begun(data, url)
    clock = Clock()
    with served():
        took, fields, pages = _in_a_browser(width, pace)
    from wraparound.frontdoor.models import ContactChild

    child = ContactChild.objects.select_related("contact", "person").get()
    if (child.contact.story, child.person.code if child.person else "") != (STORY, code):
        raise RuntimeError("What was told is not what was typed.")
    clock.tell(took=took, fields=fields, pages=pages)


def _begun(data: Path, url: str) -> str:
    """Make a node with a child whom schools know; gives the child's code."""
    from benchmarks.work.serving import set_up

    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    set_up(str(data), url=url)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    import_module("tests.sample_area").adopt_ashmere()
    return str(import_module("tests.frontdoor.telling").schools_know_hattie())


def _in_a_browser(width: int, pace: float) -> tuple[float, int, dict[str, Any]]:
    """Sign in, open the page, and start the stopwatch."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed; nothing is measured without a real browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        size: Any = {"width": width, "height": HEIGHT.get(width, 740)}
        tab = browser.new_context(viewport=size, has_touch=True, is_mobile=width < 640).new_page()
        tab.goto(f"http://{HOST}:{PORT}/sign-in")
        tab.locator("form:has(input[value='beth.marlowick']) button").first.click()
        tab.goto(f"http://{HOST}:{PORT}/tell")
        person, began = Person(tab, pace=pace), time.perf_counter()
        fields = told(person)
        took = time.perf_counter() - began
        browser.close()
    return took, fields, person.told


if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop running in this thread
    main(*sys.argv[1:])
