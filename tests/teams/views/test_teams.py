"""Pages of teams: the list, one manager's screen, and seats."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.sample_area import signed_in
from tests.teams.views.test_work import shown
from tests.teams.working import AMIR, AT, GRACE, JO, NORTH, asked, begun, seat
from wraparound.duties.models import Absence
from wraparound.teams.actions import accept_work, refuse_work
from wraparound.teams.models import Seat

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)


@pytest.fixture
def children():
    found = begun()
    seat(AMIR)
    return found


def test_the_teams_of_the_area_are_listed_ones_own_first(children):
    asked(children["Hattie"])
    page = shown(signed_in("amir.tolland"), "/teams")
    assert page.index("Family Help North") < page.index("Front door team")
    assert "1 seat" in page
    assert f'href="/teams/{NORTH}"' in page
    assert f'href="/teams/{NORTH}"' not in shown(signed_in("beth.marlowick"), "/teams")


def test_a_managers_screen_shows_what_waits_who_has_how_much_and_what_was_refused(children):
    seat(JO, share=50), seat(GRACE)
    waits, held, refused = (asked(children["Hattie"]) for _ in range(3))
    accept_work(held.ref, by=JO, at=AT)
    refuse_work(refused.ref, why="The family lives in the south", by=AMIR, at=AT)
    days = {"begins_on": TODAY, "ends_on": TODAY + timedelta(days=3), "noted_by": "x", "noted_at": AT}
    Absence.objects.create(username="amir.tolland", deputy="grace.okenby", **days)
    page = shown(signed_in("amir.tolland"), f"/teams/{NORTH}")
    for words in (
        waits.ref, held.ref, "The family lives in the south", "1 piece of work for 1 child, as 2 would be",
        "away until", "Grace Okenby stands in", "Hattie Alder",
    ):  # fmt: skip
        assert words in page
    assert "<select" in page


def test_work_is_allocated_and_accepted_from_the_screen_and_one_comes_back_to_it(children):
    seat(GRACE)
    first, second = asked(children["Hattie"]), asked(children["Hugo"])
    client = signed_in("amir.tolland")
    to = {"username": "grace.okenby", "next": f"/teams/{NORTH}"}
    assert client.post(f"/teams/work/{first.ref}/allocate", to).url == f"/teams/{NORTH}"
    assert (
        client.post(f"/teams/work/{second.ref}/accept", to | {"next": "//evil.example.org"}).url
        == f"/teams/work/{second.ref}"
    )
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.allocated_to, second.holder) == ("grace.okenby", "amir.tolland")


def test_those_of_the_team_see_it_and_do_not_allocate(children):
    seat(JO)
    work = asked(children["Hattie"])
    page = shown(signed_in("jo.farrant"), f"/teams/{NORTH}")
    assert work.ref in page
    assert "<select" not in page
    assert "Hattie" not in page  # police hold no record of her: her name is on the page of the work
    assert "1 child (on the page of the work)" in page


def test_others_do_not_see_a_teams_screen_and_there_is_none_of_no_team(children):
    assert signed_in("beth.marlowick").get(f"/teams/{NORTH}").status_code == 403
    assert signed_in("priya.lansdown").get("/teams").status_code == 403
    assert signed_in("amir.tolland").get("/teams/nowhere").status_code == 404
    assert signed_in("amir.tolland").get("/teams/nowhere/seats").status_code == 404


def test_an_empty_team_says_so(children):
    page = shown(signed_in("grace.okenby"), "/teams/family-help-south")
    assert "Nothing waits" in page
    assert "Nobody has a seat here" in page


SEAT = {
    "username": "", "name": "Ivy Stone", "email": "ivy@school.example.org", "agency": "schools",
    "role": "School representative", "share": "10", "begins_on": TODAY.isoformat(),
}  # fmt: skip


def test_a_manager_gives_and_ends_a_seat(children):
    client = signed_in("amir.tolland")
    page = client.post(f"/teams/{NORTH}/seats", SEAT, follow=True).content.decode()
    assert "Ivy Stone has a seat in Family Help North" in page
    ivy = Seat.objects.get(name="Ivy Stone")
    tomorrow = TODAY + timedelta(days=1)
    client.post(f"/teams/{NORTH}/seats/{ivy.pk}/end", {"ends_on": tomorrow.isoformat()})
    ivy.refresh_from_db()
    assert ivy.ends_on == tomorrow
    assert "Ivy Stone" in shown(client, f"/teams/{NORTH}/seats")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": ""}, "Give a work address"),
        ({"agency": ""}, "Choose the agency that sends them"),
        ({"share": "120"}, "from 1 to 100"),
        ({"begins_on": "soon"}, "day, month and year"),
        ({"username": "amir.tolland"}, "Has a seat"),
    ],
)
def test_what_a_seat_wants_is_said_and_nothing_typed_is_lost(children, said, words):
    answer = signed_in("amir.tolland").post(f"/teams/{NORTH}/seats", SEAT | said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Ivy Stone" in page


def test_a_seat_is_ended_on_a_day(children):
    given = Seat.objects.get()
    client = signed_in("amir.tolland")
    page = client.post(f"/teams/{NORTH}/seats/{given.pk}/end", {"ends_on": ""}, follow=True).content.decode()
    assert "Give the day" in page
    assert client.post(f"/teams/{NORTH}/seats/1000000/end", {"ends_on": "2030-01-01"}).status_code == 409


def test_others_see_who_has_a_seat_and_give_none(children):
    page = shown(signed_in("beth.marlowick"), f"/teams/{NORTH}/seats")
    assert "Amir Tolland" in page
    assert "Give a seat" not in page
    assert signed_in("beth.marlowick").post(f"/teams/{NORTH}/seats", SEAT).status_code == 403
