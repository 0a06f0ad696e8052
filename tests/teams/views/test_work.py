"""Pages of work: what each reader sees and can do, useful errors, who was first, and nobody hidden on any of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sample_area import signed_in
from tests.teams.working import (
    AMIR,
    AT,
    BETH,
    GRACE,
    JO,
    NORTH,
    ROSA,
    TOMASZ,
    asked,
    asked_of_service,
    begun,
    by_link,
    seat,
    shielded,
)
from wraparound.access.queries import token_of_link
from wraparound.teams.actions import accept_work, allocate, note_work_unreached
from wraparound.teams.models import Work, WorkStep

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.fixture
def children():
    found = begun()
    seat(AMIR)
    return found


@pytest.fixture
def work(children):
    return asked(children["Hattie"], children["Hugo"], leads=True)


def shown(client: Client, address: str, *, status: int = 200) -> str:
    with CaptureQueriesContext(connection) as asked_for:
        page = client.get(address)
    assert page.status_code == status, page.content.decode()[:2_000]
    assert len(asked_for) <= MOST, "\n".join(one["sql"][:200] for one in asked_for)
    return page.content.decode()


def opened(work: Work) -> Client:
    client = Client()
    client.post(f"/link/{token_of_link(by_link(work).link, at=AT)}")
    return client


def test_a_manager_sees_what_is_asked_by_when_and_can_allocate(work):
    page = shown(signed_in("amir.tolland"), f"/teams/work/{work.ref}")
    for words in (
        "help with bedtimes",
        "Hattie Alder",
        "Hugo Alder",
        "Rosa Wendle",
        "Waits for somebody",
        "Allocate it",
    ):
        assert words in page
    assert "Note what you heard" in page  # for they are of the agency that asked, too


def test_one_of_the_team_takes_it_on_with_one_click(work):
    seat(JO)
    client = signed_in("jo.farrant", purpose="protect")
    page = shown(client, f"/teams/work/{work.ref}")
    assert "Hattie Alder" in page
    assert "/children/" not in page.split("What is asked")[1].split("What has happened")[0]  # police hold no record
    answer = client.post(f"/teams/work/{work.ref}/accept", follow=True)
    assert "Held by <strong>Jo Farrant</strong>" in answer.content.decode()


def test_whoever_holds_it_says_how_it_goes(work):
    client = signed_in("amir.tolland")
    client.post(f"/teams/work/{work.ref}/accept")
    client.post(f"/teams/work/{work.ref}/begun")
    page = client.post(f"/teams/work/{work.ref}/end", {"why": "Calm evenings"}, follow=True).content.decode()
    assert "Calm evenings" in page
    assert list(WorkStep.objects.order_by("pk").values_list("act", flat=True)) == ["ask", "accept", "begin", "end"]


def test_the_second_is_told_who_was_first(work):
    accept_work(work.ref, by=AMIR, at=AT)
    answer = signed_in("grace.okenby").post(f"/teams/work/{work.ref}/accept")
    assert answer.status_code == 409
    assert "Amir Tolland accepted this work already" in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "said", "words"),
    [
        ("refuse", {"why": ""}, "Say why, so that those who asked can decide again"),
        ("allocate", {"username": ""}, "Choose somebody who has a seat"),
        ("heard", {"said": "yes", "name": "", "words": "By telephone"}, "Give the name of whoever takes it on"),
        ("heard", {"said": "no", "name": "Amir", "words": ""}, "Say why"),
        ("heard", {}, "Say whether they take it on"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(work, act, said, words):
    answer = signed_in("amir.tolland").post(f"/teams/work/{work.ref}/{act}", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "There is a problem" in page
    assert said.get("words", "") in page


def test_work_is_allocated_given_back_and_handed_over_by_its_page(work):
    seat(GRACE)
    amir = signed_in("amir.tolland")
    amir.post(f"/teams/work/{work.ref}/allocate", {"username": "grace.okenby"})
    work.refresh_from_db()
    assert work.allocated_to == "grace.okenby"
    grace = signed_in("grace.okenby")
    grace.post(f"/teams/work/{work.ref}/hand-over", {"username": "", "why": "I am away"})
    amir.post(f"/teams/work/{work.ref}/accept")
    amir.post(f"/teams/work/{work.ref}/hand-over", {"username": "grace.okenby", "why": "She knows them"})
    work.refresh_from_db()
    assert (work.standing, work.holder) == ("accepted", "grace.okenby")
    grace.post(f"/teams/work/{work.ref}/not-taken-up", {"why": "They said no"})
    work.refresh_from_db()
    assert (work.standing, work.why) == ("not_taken_up", "They said no")


def test_a_manager_accepts_for_somebody_without_an_account(work):
    ivy = seat(BETH, username="", name="Ivy Stone", email="ivy@school.example.org")
    client = signed_in("amir.tolland")
    assert client.post(f"/teams/work/{work.ref}/accept-for", {"seat": ""}).status_code == 422
    client.post(f"/teams/work/{work.ref}/accept-for", {"seat": ivy.pk})
    work.refresh_from_db()
    assert work.holder_name == "Ivy Stone"


def test_those_who_asked_note_what_they_heard_and_send_the_link_again(children):
    work = asked_of_service(children["Hattie"])
    rosa = signed_in("rosa.wendle")
    note_work_unreached(f"work:{work.ref}", why="no such mailbox", by=ROSA, at=AT)
    assert "no such mailbox" in shown(rosa, f"/teams/work/{work.ref}")
    assert "new link is on its way" in rosa.post(f"/teams/work/{work.ref}/again", follow=True).content.decode()
    rosa.post(f"/teams/work/{work.ref}/heard", {"said": "no", "name": "Nora Finch", "words": "No room until May"})
    work.refresh_from_db()
    assert (work.standing, work.why) == ("refused", "No room until May")


def test_by_the_link_somebody_without_an_account_accepts_by_name(children):
    work = asked_of_service(children["Hattie"])
    client = opened(work)
    page = client.get(f"/teams/work/{work.ref}/by-link", follow=True).content.decode()
    assert "Hattie Alder" in page
    assert "We take it on" in page
    assert "/children/" not in page
    assert "Note what you heard" not in page
    answer = client.post(f"/teams/work/{work.ref}/accept", {"name": " "})
    assert (answer.status_code, "Give the name" in answer.content.decode()) == (422, True)
    page = client.post(f"/teams/work/{work.ref}/accept", {"name": "Nora Finch"}, follow=True).content.decode()
    assert "Held by <strong>Nora Finch</strong>" in page
    shown(client, f"/teams/work/{work.ref}")


def test_by_the_link_somebody_refuses_with_why_and_their_name(children):
    work = asked_of_service(children["Hattie"])
    client = opened(work)
    client.post(f"/teams/work/{work.ref}/refuse", {"why": "She is too young for us", "name": "Nora Finch"})
    work.refresh_from_db()
    assert (work.standing, work.why) == ("refused", "She is too young for us")
    assert WorkStep.objects.latest("pk").name == "Nora Finch"


def test_a_link_opens_no_other_work_and_no_list(children):
    client, other = opened(asked_of_service(children["Hattie"])), asked_of_service(children["Hugo"])
    assert client.get(f"/teams/work/{other.ref}").status_code == 404
    assert client.get("/my-work").url.startswith("/sign-in")
    assert client.get("/teams").url.startswith("/sign-in")


def test_my_work_shows_what_is_mine_allocated_or_asked_of_my_agency(children):
    held, mine, service = asked(children["Hattie"]), asked(children["Hugo"]), asked_of_service(children["Hattie"])
    accept_work(held.ref, by=AMIR, at=AT)
    allocate(mine.ref, username="amir.tolland", by=GRACE, at=AT)
    page = shown(signed_in("amir.tolland"), "/my-work")
    assert held.ref in page
    assert mine.ref in page
    assert service.ref not in page
    assert "Hattie Alder" in page
    page = shown(signed_in("tomasz.redlin"), "/my-work")
    assert service.ref in page
    assert held.ref not in page
    assert "You hold no work now" in shown(signed_in("beth.marlowick"), "/my-work")


def test_work_that_is_not_theirs_is_not_there(work):
    for who in (BETH, TOMASZ):
        assert "There is no such work" in shown(signed_in(who.username), f"/teams/work/{work.ref}", status=404)
        assert signed_in(who.username).post(f"/teams/work/{work.ref}/accept").status_code == 404
    assert signed_in("amir.tolland").post(f"/teams/work/{work.ref}/devour").status_code == 404


def test_home_counts_what_waits_and_what_is_mine(work, children):
    assert "1 piece of work waits" in shown(signed_in("amir.tolland"), "/")
    accept_work(work.ref, by=AMIR, at=AT)
    page = shown(signed_in("amir.tolland"), "/")
    assert "1 piece of work is" in page
    assert "work waits" not in page
    assert "Work for children" not in shown(signed_in("beth.marlowick"), "/")


def test_somebody_hidden_is_on_no_page_and_in_no_count(work, children):
    by_letter = asked_of_service(children["Hattie"])
    link = opened(by_letter)
    assert link.get(f"/teams/work/{by_letter.ref}").status_code == 200
    amir = signed_in("amir.tolland")
    shielded(children["Hattie"])
    for client, ref in ((amir, work.ref), (signed_in("rosa.wendle"), work.ref), (link, by_letter.ref)):
        assert "Hattie" not in shown(client, f"/teams/work/{ref}", status=404)
        assert client.post(f"/teams/work/{ref}/accept", {"name": "N"}).status_code == 404
    for address in ("/", "/my-work", "/teams", f"/teams/{NORTH}"):
        page = shown(amir, address)
        assert work.ref not in page
        assert "Hattie" not in page
        assert "1 piece of work waits" not in page


def test_the_duty_of_work_leads_to_its_page(work):
    page = signed_in("amir.tolland").get(f"/duties/{Work.objects.get().duty}").content.decode()
    assert f"/teams/work/{work.ref}" in page
