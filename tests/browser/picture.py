"""Takes the picture of a child's page that the README shows, from a running sample area: make run, then

.venv/bin/python -m tests.browser.picture [http://localhost:8000]
"""

import re
import sys

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT

KEPT = ROOT / "docs" / "guide" / "a-child.png"
SIZE = {"width": 1000, "height": 790}
LARGEST = 150_000  # bytes


def main() -> None:
    """Open the child of the first list whom most agencies know, and keep what a screen shows of the page."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tab = browser.new_page(viewport=SIZE)
        tab.goto(f"{address}/sign-in")
        tab.get_by_role("button", name=re.compile("Rosa Wendle")).click()
        tab.goto(f"{address}/children")
        tab.locator("input[type=radio]").first.check()
        tab.get_by_role("button", name="Continue").click()
        tab.goto(address + known_to_most(tab))
        tab.evaluate("document.querySelector('main').scrollIntoView()")
        KEPT.write_bytes(tab.screenshot())
        browser.close()
    if KEPT.stat().st_size > LARGEST:
        raise SystemExit(f"{KEPT} is larger than {LARGEST:,} bytes")
    print(f"{KEPT.relative_to(ROOT)}: {KEPT.stat().st_size:,} bytes")


def known_to_most(tab: Page) -> str:
    """Give the address of the page of whom most agencies know."""
    rows = tab.locator("tbody tr").all()
    row = max(rows, key=lambda one: one.locator("td").nth(1).inner_text().count(","))
    return str(row.get_by_role("link").get_attribute("href"))


if __name__ == "__main__":
    main()
