"""A service is found by a professional on a telephone, and kept by an analyst on a screen; axe judges each page."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_pages import judged, press, sign_in
from tests.directory.keeping import KEEPER
from wraparound.directory.actions import import_services, note_unmet
from wraparound.directory.models import LocalService
from wraparound.directory.words import Unmet
from wraparound.web.commands.run import AREAS, MAKER

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def fits(tab, axe):
    """Hold a page to what axe finds and to its width, on a screen and on a telephone."""
    for size in (WIDE, NARROW):
        tab.set_viewport_size(size)
        assert judged(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]


def taken_in():
    content = (AREAS / "ashmere" / "services.json").read_bytes()
    import_services(content, file="services.json", by=MAKER, at=timezone.now())


def test_a_professional_finds_a_service_on_a_telephone_without_script(browser, live_server, axe):
    taken_in()
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    tab = context.new_page()
    sign_in(tab, live_server.url, "professional")
    tab.goto(f"{live_server.url}/services")
    tab.get_by_label("Age").fill("12")
    tab.get_by_label("Need", exact=True).select_option("young_carers")
    press(tab, "Find services")
    expect(tab.get_by_text("1 service.")).to_be_visible()
    tab.get_by_role("link", name="Young carers' club").click()
    expect(tab.get_by_role("heading", name="Young carers' club", level=1)).to_be_visible()
    context.close()


def test_an_analyst_keeps_a_service_and_every_page_fits(tab, live_server, axe, tmp_path):
    taken_in()
    for _ in range(3):
        note_unmet(Unmet("housing", 3, "targeted"), by=KEEPER, at=timezone.now())
    tab.set_viewport_size(WIDE)
    sign_in(tab, live_server.url, "analyst")
    tab.goto(f"{live_server.url}/services")
    fits(tab, axe)
    tab.get_by_role("link", name="Add a service").click()
    fits(tab, axe)
    tab.get_by_label("Name", exact=True).fill("Riverside swim")
    tab.get_by_label("Postcode").fill("somewhere")
    press(tab, "Keep it")
    expect(tab.get_by_text("There is a problem")).to_be_visible()
    fits(tab, axe)
    tab.get_by_label("Organisation").fill("Riverside Youth Trust")
    tab.get_by_label("Postcode").fill("qa1 1al")
    press(tab, "Keep it")
    expect(tab.get_by_text("Riverside swim is in the directory.")).to_be_visible()
    fits(tab, axe)
    press(tab, "It is still right")
    tab.get_by_role("link", name="It closes").click()
    tab.get_by_label("Why does it close?").fill("The pool is being mended")
    fits(tab, axe)
    press(tab, "Close it")
    expect(tab.get_by_text("This service is closed since")).to_be_visible()
    assert LocalService.objects.get(code="riverside-swim").version == 2
    tab.goto(f"{live_server.url}/services/unmet")
    fits(tab, axe)
    (tmp_path / "town.json").write_text('[{"id": "12", "name": "Half a service"}]')
    tab.goto(f"{live_server.url}/services/import")
    tab.get_by_label("File of services").set_input_files(tmp_path / "town.json")
    press(tab, "Take the file in")
    expect(tab.get_by_text("Give the organisation that offers it")).to_be_visible()
    fits(tab, axe)
