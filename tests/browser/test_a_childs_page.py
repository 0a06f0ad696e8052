"""A child's page in a browser: the pictures, the tables as cards on a telephone, and all of it on paper."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.acting import someone
from tests.browser.test_pages import judged, press, sign_in
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.identity.actions import believe, file_records
from wraparound.identity.models import Person
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.words import From, Kin, LivesWith, Relation, Responsibility, Row

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
JO = {"professional": "Jo Farrant", "professional_role": "Health visitor", "professional_phone": "04632 960123",
      "professional_email": "jo.farrant@example.org", "begins_on": "2024-02-01"}  # fmt: skip
FAMILY = (
    Kin("Ngozi Okonjo", Relation.MOTHER, Responsibility.HAS, LivesWith.YES),
    Kin("Ben Okonjo", Relation.SIBLING),
    Kin("Gran Obi", Relation.GRANDPARENT),
)


@pytest.fixture
def amara(service):
    """File a child whom three agencies know, and who has a family."""
    said = {"given_names": ["Amara"], "surname": ["Okonjo"], "birth_date": ["2017-03-03"], "sex": ["2"],
            "nhs_number": ["9990000018"], "address": ["3 Reed Square, Pellness"], "postcode": ["QA1 4QN"]}  # fmt: skip
    told = {
        "child-health": Row("H1", said, JO, (), FAMILY),
        "schools": Row("S1", said | {"sex": ["Female"]}, {"service": "Attendance"}),
        "police": Row("P1", said | {"birth_date": ["2017-03-04"]}),
    }
    now = timezone.now()
    for agency, record in told.items():
        of = From(agency, Agency.objects.get(code=agency).pk, 1)
        file_records([record], of=of, by=someone(Role.ANALYST), at=now)
    believe(area_linked(), by=someone(Role.ANALYST), at=now)
    return Person.objects.get()


@pytest.fixture
def page(tab, live_server, amara):
    """Open the child's page as a front-door worker."""
    sign_in(tab, live_server.url, "front_door")
    tab.goto(f"{live_server.url}/children/{amara.code}")
    tab.locator("input[type=radio]").first.check()
    press(tab, "Continue")
    tab.get_by_role("heading", name="Amara Okonjo").wait_for()
    return tab


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_wrong_and_one_picture_of_each_kind_is_shown(page, axe, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert judged(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for name in ("Who helps Amara Okonjo", "Family map of Amara Okonjo"):
        shown = page.get_by_role("img", name=name)
        assert shown.count() == 1, "the other is for another width, and read to nobody"
        box = shown.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_on_a_telephone_each_row_is_a_card_and_still_a_row_of_a_table(page):
    page.set_viewport_size({"width": 320, "height": 800})
    table = page.get_by_role("table", name="Who is involved now")
    row = table.get_by_role("row").filter(has_text="Jo Farrant")
    heading, cell = row.get_by_role("rowheader"), row.get_by_role("cell").nth(0)
    assert table.get_by_role("columnheader").count() == row.get_by_role("cell").count() + 1
    assert cell.bounding_box()["y"] > heading.bounding_box()["y"]
    assert cell.evaluate("one => getComputedStyle(one, '::before').content").startswith('"Who"')
    assert cell.bounding_box()["width"] <= 320


def test_on_a_screen_a_table_is_a_table(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    row = page.get_by_role("table", name="Who is involved now").get_by_role("row").filter(has_text="Jo Farrant")
    heading, cell = row.get_by_role("rowheader"), row.get_by_role("cell").nth(0)
    assert cell.bounding_box()["x"] > heading.bounding_box()["x"]
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == "none"


def test_who_to_ring_is_near_the_top_and_the_contents_lead_to_the_rest(page):
    expect(page.get_by_role("link", name="04632 960123")).to_have_attribute("href", "tel:04632960123")
    assert page.get_by_role("link", name="jo.farrant@example.org").get_attribute("href").startswith("mailto:")
    contents = page.get_by_role("navigation", name="On this page").get_by_role("link")
    for link in contents.all():
        assert page.locator(link.get_attribute("href")).count() == 1
    contents.filter(has_text="What each source says").press("Enter")
    page.wait_for_url("**#sources")
    expect(page.get_by_text("The agency wrote: 2").first).to_be_visible()


def test_on_paper_the_pictures_and_whole_tables_stand_and_nothing_to_press(page):
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Family map of Amara Okonjo")).to_be_visible()
    expect(page.get_by_role("table", name="What each source says")).to_be_visible()
    expect(page.get_by_role("navigation", name="On this page")).not_to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).not_to_be_visible()
