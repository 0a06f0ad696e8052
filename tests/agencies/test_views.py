"""The pages of the directory and of the area's settings: in words, for everyone signed in, at few queries."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session

from tests.acting import AT
from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role
from wraparound.agencies.actions import adopt_area, load_reference
from wraparound.agencies.models import Agency, ReferenceLoad
from wraparound.agencies.words import ReferenceKind

pytestmark = pytest.mark.django_db
PAGES = ["/agencies", "/agencies?name=police&type=police", "/agencies/social-care", "/area", "/area/versions/1"]
MOST_QUERIES, MOST_BYTES = 15, 250_000


@pytest.fixture
def area(ashmere, by, rewrite):
    """Adopt Ashmere in two versions, with its public facts, and return its folder."""
    adopt_area(ashmere, by=by, at=AT)
    rewrite(ashmere / "words.toml", '"Early help"', '"Early support"')
    adopt_area(ashmere, by=by, at=AT + timedelta(days=1))
    for kind in ReferenceKind:
        load_reference(kind, file=ashmere / "reference" / f"{kind}.csv", by=by, at=AT)
    return ashmere


def signed_in(client, role=Role.PROFESSIONAL):
    agency, _ = Agency.objects.get_or_create(code="schools", defaults={"name": "Schools", "type": "school"})
    account = Account.objects.create(username=f"someone.{role}", name="Someone", agency=agency)
    RoleHeld.objects.create(account=account, role=role, begins_on=date(2020, 1, 1))
    client.force_login(account)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", list(Role))
def test_everyone_signed_in_may_see_them(area, client, page, role):
    assert signed_in(client, role).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_may(area, client, page):
    response = client.get(page)
    assert response.status_code == 302
    assert response.url.startswith("/sign-in")
    assert not Session.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_small_and_asks_little(area, client, page, django_assert_max_num_queries):
    signed_in(client)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(page)
    assert len(response.content) < MOST_BYTES


def test_the_directory_says_who_is_open_and_is_narrowed_in_the_address(area, client):
    said = text_of(signed_in(client).get("/agencies", {"type": "health"}))
    assert "2 agencies" in said
    assert "Ashmere General Hospital" in said
    assert "Open at any time." in said
    assert "Ashmere Homes" not in said


def test_a_search_that_finds_nothing_says_so(area, client):
    assert "No agency is called that" in text_of(signed_in(client).get("/agencies", {"name": "zzz"}))


def test_an_agencys_page_says_how_to_reach_it(area, client):
    said = text_of(signed_in(client).get("/agencies/social-care"))
    assert "How to reach them now" in said
    assert 'href="tel:04632960001"' in said
    assert "8:30am to 5:30pm" in said
    assert "Family Help North" in said


def test_an_agency_that_ended_says_so(area, client):
    signed_in(client)
    Agency.objects.filter(code="police").update(ended_on=date(2026, 9, 1))
    said = text_of(client.get("/agencies/police"))
    assert "This agency ended on 1 September 2026" in said
    assert "How to reach them now" not in said


@pytest.mark.parametrize("page", ["/agencies/nobody", "/area/versions/9", "/area/reference/999"])
def test_what_is_not_there_is_not_found(area, client, page):
    assert signed_in(client).get(page).status_code == 404


def test_the_settings_say_what_changed_and_earlier_ones_that_they_are_over(area, client):
    signed_in(client)
    now = text_of(client.get("/area"))
    assert "Version 2, since 2 September 2026" in now
    assert "Early support&#34; instead of" in now
    before = text_of(client.get("/area/versions/1"))
    assert "This is an earlier version" in before
    assert "Early support" not in before


def test_the_settings_show_no_sample_people(area, client):
    assert "Amir Tolland" not in text_of(signed_in(client).get("/area"))


def test_before_anything_is_adopted_the_pages_say_what_to_do(client):
    signed_in(client)
    for page in ("/agencies", "/area"):
        response = client.get(page)
        assert response.status_code == 200
        assert "wraparound adopt_area" in text_of(response)


def test_rows_set_aside_are_listed_with_what_would_be_right(area, client, by, rewrite):
    file = area / "reference" / "schools.csv"
    rewrite(file, '"900003"', '"9003"')
    load_reference(ReferenceKind.SCHOOLS, file=file, by=by, at=AT)
    said = text_of(signed_in(client).get(f"/area/reference/{ReferenceLoad.objects.latest('id').pk}"))
    assert "give the school&#39;s six-digit number." in said


def test_what_an_area_writes_is_shown_as_text_and_not_as_a_page(area, client, by, rewrite):
    rewrite(area / "agencies.toml", "Ashmere Homes", "<script>alert(1)</script>")
    adopt_area(area, by=by, at=AT + timedelta(days=2))
    signed_in(client)
    for page in ("/agencies", "/agencies/housing", "/area"):
        assert "<script>alert" not in client.get(page).content.decode()
