"""Seats as a team's pages show them: who is there now, how much work each has, who is away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.teams.working import (
    AMIR,
    AT,
    BETH,
    GRACE,
    JO,
    NORTH,
    ROSA,
    asked,
    asked_of_service,
    begun,
    seat,
    shielded,
    team,
)
from wraparound.duties.models import Absence
from wraparound.teams.actions import accept_work, note_begun
from wraparound.teams.queries.pages import team_page
from wraparound.teams.queries.seats import filled_by, people_of_teams, seats_before, seats_now
from wraparound.teams.queries.seen import teams_held

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)


def here():
    """Give the seats of Family Help North as a manager's screen shows them."""
    return team_page(team(), seats=seats_now(team(), at=AT), by=AMIR, at=AT).seats


@pytest.fixture
def children():
    found = begun()
    seat(AMIR)
    return found


def test_a_seat_shows_the_work_it_has_against_its_share(children):
    seat(JO, share=50)
    ivy = seat(BETH, username="", name="Ivy Stone", email="ivy@school.example.org", share=10)
    for who in (AMIR, AMIR, JO):
        accept_work(asked(children["Hattie"], children["Hugo"]).ref, by=who, at=AT)
    accept_work(asked(children["Hugo"]).ref, seat=ivy.pk, by=AMIR, at=AT)
    asked(children["Hattie"])  # which nobody has accepted
    loads = {one.seat.name: one.load for one in here()}
    assert {name: (load.pieces, load.children) for name, load in loads.items()} == {
        "Amir Tolland": (2, 4), "Ivy Stone": (1, 1), "Jo Farrant": (1, 2),
    }  # fmt: skip
    assert loads["Jo Farrant"].for_full_time == 2


def test_work_for_somebody_hidden_counts_for_nobody_who_may_not_know(children):
    accept_work(asked(children["Hattie"]).ref, by=AMIR, at=AT)
    shielded(children["Hattie"])
    assert [one.load.pieces for one in here()] == [0]


def test_who_is_away_is_told_with_who_stands_in(children):
    days = {"begins_on": TODAY, "ends_on": TODAY + timedelta(days=5), "noted_by": "amir.tolland", "noted_at": AT}
    Absence.objects.create(username="amir.tolland", deputy="grace.okenby", **days)
    seat(GRACE)
    one = here()[0]
    assert (one.away_until, one.deputy) == (TODAY + timedelta(days=5), "Grace Okenby")


def test_seats_that_have_ended_or_are_to_come_stand_apart(children):
    gone = seat(JO, ends_on=TODAY)
    coming = seat(GRACE, begins_on=TODAY + timedelta(days=1))
    assert [one.seat.name for one in here()] == ["Amir Tolland"]
    assert seats_before(team(), at=AT) == [coming, gone]
    assert people_of_teams(at=AT) == {NORTH: 1}


def test_one_is_in_a_team_by_a_role_or_by_a_seat(children):
    seat(JO)
    assert teams_held(JO, at=AT) == {NORTH, "child-protection"}
    assert teams_held(BETH, at=AT) == frozenset()


def test_who_can_take_work_on_has_a_seat_or_works_at_the_agency(children):
    of_team, of_service = asked(children["Hattie"]), asked_of_service(children["Hattie"])
    assert filled_by("amir.tolland", work=of_team, at=AT).seat
    assert filled_by("rosa.wendle", work=of_team, at=AT) is None
    assert filled_by("tomasz.redlin", work=of_service, at=AT).name == "Tomasz Redlin"
    assert filled_by("", work=of_service, at=AT) is None
    note_begun(_accepted(of_team).ref, by=ROSA, at=AT)
    assert here()[0].load.pieces == 1


def _accepted(work):
    return accept_work(work.ref, by=AMIR, at=AT)
