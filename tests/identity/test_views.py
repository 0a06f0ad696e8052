"""The list of children and a child's page, as people of every role meet them."""

import pytest

from tests.feeds.test_views import said, signed_in
from tests.identity.records import filed, linked, row
from wraparound.access.words import Role
from wraparound.identity.models import Person
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


def at_work(role, purpose="enquiry"):
    client = signed_in(role)
    session = client.session
    session["purpose"] = purpose
    session.save()
    return client


@pytest.fixture
def amara():
    filed(row("1", nhs_number="9990000018"))
    filed(row("2", nhs_number="9990000018"), feed="schools")
    linked()
    return Person.objects.get()


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD])
def test_a_child_is_shown_and_the_look_is_written_down(role, amara, django_assert_max_num_queries):
    client = at_work(role)
    for address in ("/children", f"/children/{amara.code}"):
        with django_assert_max_num_queries(15):
            page = said(client.get(address))
        assert "Amara Okonjo" in page
    assert Entry.objects.filter(kind="look", username=f"{role}@social-care").count() == 2


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GOVERNANCE])
def test_those_whose_work_it_is_not_see_no_child(role, amara):
    client = at_work(role)
    assert [client.get(address).status_code for address in ("/children", f"/children/{amara.code}")] == [403, 403]
    assert not Entry.objects.filter(kind="look").exists()


def test_without_a_purpose_it_is_asked_first(amara):
    answer = signed_in(Role.FRONT_DOOR).get(f"/children/{amara.code}")
    assert answer["Location"] == f"/purpose?next=/children/{amara.code}"


def test_a_code_that_nobody_has_is_not_found(amara):
    client = at_work(Role.FRONT_DOOR)
    assert client.get("/children/P-0000-0000").status_code == 404
    assert client.get("/children/9990000018").status_code == 404, "a number is no address"


def test_an_area_without_records_says_so():
    assert "No records have come in yet" in said(at_work(Role.FRONT_DOOR).get("/children"))
