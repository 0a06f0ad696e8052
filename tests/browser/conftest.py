"""A browser to look at pages with, and axe to judge them by; without either the tests say so and are skipped."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop running in the thread of the tests
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed; npm ci brings it")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # milliseconds, on a machine that does much else
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def service(transactional_db):
    """Make the sample area's people ready, for pages that have their style and scripts."""
    if not (ROOT / "build" / "frontend" / ".made").exists():
        pytest.skip("style and scripts are not built; make build/frontend/.made builds them")
    from tests.sample_area import adopt_ashmere

    adopt_ashmere()


@pytest.fixture
def tab(browser):
    """Open a tab that remembers what went wrong in it."""
    opened = browser.new_page()
    opened.wrong = []
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("console", lambda said: opened.wrong.append(said.text) if "Content Security" in said.text else None)
    yield opened
    opened.close()


@pytest.fixture(scope="session", autouse=True)
def no_connection_is_kept():
    """Have Django's server close each connection after its answer, so that none is left open when the tests end."""
    from django.core.servers.basehttp import ServerHandler

    usual = ServerHandler.cleanup_headers

    def closing(handler):
        handler.headers["Connection"] = "close"
        usual(handler)

    ServerHandler.cleanup_headers = closing
    yield
    ServerHandler.cleanup_headers = usual
