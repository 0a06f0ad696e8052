"""The page of letters for those who keep an eye on them, the postbox, and the page that a link leads to."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from tests.feeds.test_views import said, signed_in
from tests.post.servers import BY, carried_by, question, reminder
from wraparound.access.actions import make_link, open_link, withdraw_link
from wraparound.access.models import Link
from wraparound.access.queries import actor_of_link, token_of_link
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.post.actions import Came, carry, hold_errands, note_errand
from wraparound.post.models import Letter
from wraparound.post.ports import OUTSIDE
from wraparound.post.words import LetterState
from wraparound.web import middleware

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def agencies(db):
    Agency.objects.get_or_create(code="social-care", defaults={"name": "Children's Services", "type": "social_care"})
    Agency.objects.create(code="health", name="Ashmere Health", type="health")


def opens(request, *, reference):
    return HttpResponse(f"{request.actor} {request.actor.agency} {request.actor.link} {reference}")


urlpatterns = [path("", include("wraparound.web.urls")), path("q/<slug:reference>", opens, name="ask-by-link")]


@pytest.fixture
def by_link(monkeypatch):
    monkeypatch.setattr(middleware, "BY_LINK", {"ask-by-link"})
    with override_settings(ROOT_URLCONF=__name__):
        yield


def words(response):
    return " ".join(response.content.decode().split())


def asked():
    letter = question(at=timezone.now())
    return token_of_link(letter.link, at=timezone.now())


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GOVERNANCE])
def test_letters_are_listed_by_state_with_what_went_wrong(role, django_assert_max_num_queries):
    waits, failed = question(at=timezone.now()), reminder(at=timezone.now())
    Letter.objects.filter(pk=failed.pk).update(state=LetterState.FAILED, why="550 no such mailbox")
    client = signed_in(role)
    with django_assert_max_num_queries(15):
        page = said(client.get("/letters"))
    assert "550 no such mailbox" in page
    assert "All (2)" in page
    assert "Given up (1)" in page
    assert "Q-7K3M" in page
    only = said(client.get("/letters?show=waiting&agency=health&template=question"))
    assert "550" not in only
    assert "An agency is asked a question" in only
    assert "No such letter" in said(client.get("/letters?agency=social-care"))
    token = token_of_link(waits.link, at=timezone.now())
    assert token not in page
    assert f"link/{waits.link}" not in page


@pytest.mark.parametrize("role", [Role.FRONT_DOOR, Role.LEAD, Role.PROFESSIONAL])
def test_those_whose_work_it_is_not_see_no_letters(role):
    assert signed_in(role).get("/letters").status_code == 403


def test_one_that_was_given_up_is_on_the_home_page_and_sent_again_with_a_button():
    letter = reminder(at=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.FAILED, why="550 no such mailbox")
    client = signed_in(Role.GOVERNANCE)
    assert "1 letter could not be sent" in said(client.get("/"))
    assert client.post(f"/letters/{letter.pk}/again").status_code == 302
    assert Letter.objects.get().state == LetterState.WAITING
    assert client.post(f"/letters/{letter.pk}/again").status_code == 409
    assert "could not be sent" not in said(client.get("/"))
    assert signed_in(Role.LEAD).post(f"/letters/{letter.pk}/again").status_code == 403


def test_errands_stand_beneath_with_what_is_wrong():
    client = signed_in(Role.ANALYST)
    assert "does not run" in said(client.get("/letters"))
    now = timezone.now()
    hold_errands(["carry-letters", "see-to-clocks"], worker="a:1", by=BY, at=now)
    note_errand("carry-letters", came=Came(now, 3), by=BY, at=now)
    note_errand("see-to-clocks", came=Came(now, 0, "KeyError: x"), by=BY, at=now)
    page = said(client.get("/letters"))
    assert "Carry letters" in page
    assert "Done again and again" in page
    assert "KeyError: x" in page


def test_without_a_mail_server_the_page_says_that_letters_wait(tmp_path):
    with carried_by(None, tmp_path):
        assert "No mail server is named" in said(signed_in(Role.ANALYST).get("/letters"))


def test_in_development_letters_lie_in_a_postbox_and_their_links_open(tmp_path, by_link):
    folder = type(OUTSIDE.postbox)(tmp_path / "letters", sender="Wraparound <wraparound@example.org>")
    before, OUTSIDE.postbox = OUTSIDE.postbox, folder
    try:
        question(at=timezone.now())
        with carried_by(folder, tmp_path / "taken"):
            assert carry(worker="a:1", by=BY, at=timezone.now()) == 1
        client = Client()
        listed = said(client.get("/postbox"))
        letter = said(client.get(re.search(r'href="(/postbox/[0-9a-f]+)"', listed)[1]))
        address = re.search(r'href="http://[a-z:0-9]+(/link/[0-9a-f]{64})"', letter)[1]
        assert client.get(address).status_code == 200
        assert client.get("/postbox/nothing").status_code == 404
    finally:
        OUTSIDE.postbox = before


def test_a_link_is_not_opened_by_looking_and_then_opens_one_thing_in_one_browser(by_link):
    address, here, elsewhere = f"/link/{asked()}", Client(), Client()
    for scanner in (here, elsewhere):
        page = said(scanner.get(address))
        assert "Continue" in page
        assert "desk@health.example.org" in page
        assert scanner.get("/q/Q-7K3M").status_code == 302
    assert Link.objects.get().opened_at is None
    came = here.post(address, follow=True)
    assert came.content.decode() == f"desk@health.example.org health {Link.objects.get().pk} Q-7K3M"
    assert here.post(address).status_code == 302
    assert elsewhere.get("/q/Q-7K3M").url.startswith("/sign-in")
    refused = elsewhere.post(address)
    assert refused.status_code == 409
    assert "another browser" in words(refused)
    assert here.get("/letters").url.startswith("/sign-in")


def test_what_a_link_opens_closes_when_it_is_taken_back(by_link):
    token, here = asked(), Client()
    here.post(f"/link/{token}")
    assert here.get("/q/Q-7K3M").status_code == 200
    withdraw_link(Link.objects.get().pk, by=BY, at=timezone.now())
    assert here.get("/q/Q-7K3M").status_code == 302
    assert "taken back" in words(here.get(f"/link/{token}"))
    assert "Send a new link" not in words(here.get(f"/link/{token}"))


def test_a_new_link_goes_to_the_same_address_once(by_link):
    token = asked()
    open_link(token, key="elsewhere", by=actor_of_link(Link.objects.get()), at=timezone.now())
    here = Client()
    assert "Send a new link" in words(here.get(f"/link/{token}"))
    assert "on its way" in words(here.post(f"/link/{token}/again", follow=True))
    first, second = Letter.objects.order_by("pk")
    assert (second.template, second.address, second.facts) == ("question-again", first.address, first.facts)
    old, new = Link.objects.order_by("pk")
    assert old.withdrawn_at
    assert second.link == new.pk
    assert (new.address, new.agency, new.about) == (old.address, old.agency, old.about)
    here.post(f"/link/{token}/again")
    assert Letter.objects.count() == 2
    assert here.post(f"/link/{token_of_link(new.pk, at=timezone.now())}").status_code == 302


def test_a_link_that_still_opens_is_not_replaced(by_link):
    token = asked()
    Client().post(f"/link/{token}/again")
    assert Letter.objects.count() == Link.objects.count() == 1


def test_one_that_is_too_old_says_so_and_can_be_replaced(by_link):
    old = timezone.now() - 40 * DAY
    letter = question(at=old)
    token = token_of_link(letter.link, at=old)
    page = Client().get(f"/link/{token}")
    assert page.status_code == 409
    assert "too old" in words(page)
    Client().post(f"/link/{token}/again")
    assert Link.objects.order_by("pk").last().ends_at > timezone.now() + 29 * DAY


def test_what_is_no_link_is_not_there():
    for address in ("/link/" + "0" * 64, "/link/x"):
        assert Client().get(address).status_code == 404
        assert Client().post(address).status_code == 404
        assert Client().post(f"{address}/again").status_code == 404


def test_a_link_that_came_in_no_letter_is_not_replaced():
    now = timezone.now()
    link = make_link("a@example.org", agency="health", about="ask:Q", ends_at=now - DAY, by=BY, at=now - 2 * DAY)
    token = token_of_link(link.pk, at=now - 2 * DAY)
    Client().post(f"/link/{token}/again")
    assert Link.objects.count() == 1
    assert not Letter.objects.exists()
