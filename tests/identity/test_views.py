"""The list of children and a child's page, as people of every role meet them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.acting import AT, someone
from tests.feeds.test_views import said, signed_in
from tests.identity.records import filed, linked, row
from wraparound.access.models import BrokenGlass, OwnerTold
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.identity.actions import set_shield
from wraparound.identity.models import Person
from wraparound.identity.words import ShieldKind
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


@pytest.mark.parametrize("role", [Role.FRONT_DOOR, Role.LEAD])
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
    assert "Nobody to show yet" in said(at_work(Role.FRONT_DOOR).get("/children"))


WHY = "His father is at the gate, may he collect him"


@pytest.fixture
def keeper(settings):
    client = signed_in(Role.GOVERNANCE)
    session = client.session
    session["signed_in_at"] = timezone.now().isoformat()
    session.save()
    return client


def test_a_professional_sees_whom_their_agency_knows_and_opens_others_for_a_reason(amara):
    client = at_work(Role.PROFESSIONAL, purpose="protect")
    assert "Nobody to show yet" in said(client.get("/children"))
    page, way = f"/children/{amara.code}", f"/children/{amara.code}/open"
    assert client.get(page)["Location"] == f"{way}?next={page}"
    assert "Your agency holds no record" in said(client.get(way))
    assert "There is a problem" in said(client.post(way, {"reason": "at risk"}))
    assert client.post(way, {"reason": WHY})["Location"] == page
    assert "will be reviewed on the next day" in said(client.get(page))
    assert "Amara Okonjo" in said(client.get("/children"))
    assert client.get(way)["Location"] == page, "it is open by now"
    broken = BrokenGlass.objects.get()
    assert broken.ends_at - broken.begins_at == timedelta(hours=4)
    assert set(OwnerTold.objects.values_list("agency", flat=True)) == {"health-agency", "schools-agency"}
    BrokenGlass.objects.update(begins_at=broken.begins_at - timedelta(hours=5), ends_at=timezone.now())
    assert client.get(page).status_code == 302


def test_a_professional_sees_a_child_whom_their_own_agency_knows(amara):
    Agency.objects.filter(code="health-agency").update(code="social-care", name="Social care")
    client = at_work(Role.PROFESSIONAL)
    for address in ("/children", f"/children/{amara.code}"):
        assert "Amara Okonjo" in said(client.get(address))


def test_a_child_whose_record_there_has_ended_is_closed_again(amara):
    Agency.objects.filter(code="health-agency").update(code="social-care")
    amara.records.update(ended_on=AT.date())
    assert at_work(Role.PROFESSIONAL).get(f"/children/{amara.code}").status_code == 302


def test_nobody_opens_whom_nobody_knows(amara):
    client = at_work(Role.PROFESSIONAL)
    assert client.get("/children/P-0000-0000/open").status_code == 404
    assert client.post("/children/P-0000-0000/open", {"reason": WHY}).status_code == 404
    assert not BrokenGlass.objects.exists()


def test_a_keeper_sets_a_shield_and_lifts_it_on_the_pages(amara, keeper):
    worker = at_work(Role.FRONT_DOOR)
    assert "Nobody is hidden" in said(keeper.get("/shields"))
    wrong = said(keeper.post("/shields/set", {"code": "P-0000-0000", "kind": "refuge", "reason": "x"}), 422)
    assert "There is no person of this code" in wrong
    asked = {"code": amara.code.lower(), "kind": "refuge", "reason": "Her worker asked", "until": "2026-01-01"}
    page = keeper.post("/shields/set", asked)["Location"]
    shown = said(keeper.get(page))
    assert "Amara Okonjo" in shown
    assert "Her worker asked" in shown
    assert "Look again: 1 January 2026" in said(keeper.get("/shields"))
    assert worker.get(f"/children/{amara.code}").status_code == 404
    assert "Amara" not in said(worker.get("/children"))
    assert "Say why the shield may be lifted" in said(keeper.post(page, {"why": ""}), 422)
    assert keeper.post(page, {"why": "Her father has died"})["Location"] == page
    assert "Her father has died" in said(keeper.get(page))
    assert "Amara Okonjo" in said(worker.get(f"/children/{amara.code}"))
    assert keeper.post(page, {"why": "Again"}).status_code == 409


def test_a_keeper_who_signed_in_long_ago_signs_in_again_before_a_shield_is_set(amara):
    assert signed_in(Role.GOVERNANCE).get("/shields/set")["Location"].startswith("/sign-in/again")


def bare(answer):
    """Give a page without the token that is another each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content), answer.status_code


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD])
@pytest.mark.parametrize("way", ["", "/open"])
def test_a_shielded_child_is_as_one_that_does_not_exist_to_the_byte_and_the_query(amara, role, way):
    client = at_work(role)
    by = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    set_shield(amara.code, kind=ShieldKind.REFUGE, reason="Her worker asked", by=by, at=AT)
    answered = []
    for code in (amara.code, "P-0000-0000"):
        for ask in (client.get, client.post):
            with CaptureQueriesContext(connection) as asked:
                got = ask(f"/children/{code}{way}", {"reason": WHY})
            statements = [
                re.sub(r"P-[0-9A-Z]{4}-[0-9A-Z]{4}|s\d+_x\d+|\d{4}-\d\d-\d\d \d\d:[\d:.]+", "…", one["sql"])
                for one in asked
            ]
            answered.append((bare(got), [one for one in statements if "session" not in one]))
    for one, other in zip(answered[:2], answered[2:], strict=True):
        assert one[0] == other[0]
        assert one[1] == other[1]
    assert not BrokenGlass.objects.exists()
