"""A file never seen before becomes a feed, its rows are mended, and the child in it is looked at: by hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import judged, press, sign_in
from wraparound.feeds.commands.taking_in import link_what_is_filed, take_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
FILE = """Club member no,First name,Last name,Date of birth,Home postcode,Parent,Joined on
C001,Amara,Okonjo,14/05/2014,QA1 4QN,Ngozi Okonjo,01/09/2025
C002,Ben,Turelwall,31/02/2015,QA1 9LA,Sam Turelwall,01/09/2025
C003,Caoimhe,O'Brien-Smyth,22.7.2012,QA1 8DY,Aoife O'Brien,05/02/2026
"""


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def looked_at(tab, axe, *, widths=(320, 1280)):
    """Hold the page at hand against axe and a telephone's width."""
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 800})
        assert (tab.url, width, judged(tab, axe)) == (tab.url, width, [])
        assert (tab.url, tab.evaluate("document.documentElement.scrollWidth")) == (tab.url, width)


def test_a_strangers_file_is_set_up_taken_in_mended_and_its_child_looked_at(tab, axe, live_server, tmp_path):
    file = tmp_path / "club.csv"
    file.write_text(FILE, encoding="utf-8")
    sign_in(tab, live_server.url, "analyst")
    tab.goto(f"{live_server.url}/feeds/new")
    looked_at(tab, axe)
    tab.get_by_label("What is the feed called?").fill("Saturday club")
    tab.get_by_label("Which agency sends it?").select_option(index=1)
    tab.get_by_label("File").set_input_files(file)
    press(tab, "Look at the file")
    expect(tab.get_by_text("given names: Amara")).to_be_visible()
    looked_at(tab, axe)
    tab.get_by_label("Joined on").select_option(label="Involved since")
    tab.get_by_label("Whom does it cover?").fill("Members of the club")
    tab.get_by_label("everyone whom the agency helps").check()
    press(tab, "It is right: take the file in")
    looked_at(tab, axe, widths=(320,))
    take_in()
    link_what_is_filed()
    tab.get_by_role("link", name="3 mend").wait_for()  # the page looks again by itself
    looked_at(tab, axe)
    with tab.expect_navigation():
        tab.get_by_role("link", name="3 mend").click()
    looked_at(tab, axe)
    tab.get_by_label("Date of birth").fill("28/02/2015")
    press(tab, "File the row")
    expect(tab.get_by_text("Row 3 is filed")).to_be_visible()
    link_what_is_filed()
    sign_in(tab, live_server.url, "front_door")
    tab.goto(f"{live_server.url}/children")
    tab.locator("input[type=radio]").first.check()
    press(tab, "Continue")
    looked_at(tab, axe)
    tab.get_by_role("link", name="Ben Turelwall").click()
    expect(tab.get_by_text("Born 28 February 2015")).to_be_visible()
    looked_at(tab, axe)
    assert tab.wrong == []
