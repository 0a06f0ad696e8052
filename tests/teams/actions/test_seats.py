"""Giving and ending seats: by those who manage the team, for colleagues of any agency."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.teams.working import AMIR, AT, BETH, GRACE, JO, NORTH, ROSA, TOMASZ, begun, seat
from wraparound.agencies.queries import people_of_sample
from wraparound.ledger.models import Entry
from wraparound.teams.actions import CannotGiveSeat, adopt_seats, end_seat, give_seat
from wraparound.teams.models import Seat
from wraparound.teams.policies import MayNotManageTeam
from wraparound.teams.words import NewSeat
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)


@pytest.fixture(autouse=True)
def area():
    begun()


def test_a_police_officer_has_a_seat_in_a_team_of_social_care():
    given = seat(JO, share=50, role="Seconded police officer")
    assert (given.team.code, given.agency.code, given.name, given.share) == (NORTH, "police", "Jo Farrant", 50)
    assert Entry.objects.get(event="teams.SeatGiven").facts["name"] == "Jo Farrant"


def test_a_representative_of_a_school_has_one_without_an_account():
    given = seat(BETH, username="", name="Ivy Stone", email="ivy@school.example.org", share=10)
    assert (given.username, given.name, given.agency.code) == ("", "Ivy Stone", "schools")


@pytest.mark.parametrize("by", [ROSA, JO, BETH, TOMASZ])
def test_only_those_give_and_end_seats_who_manage_the_team(by):
    given = seat(AMIR)
    with pytest.raises(MayNotManageTeam):
        seat(JO, by=by)
    with pytest.raises(MayNotManageTeam):
        end_seat(given.pk, ends_on=TODAY, by=by, at=AT)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"username": "nobody.here"}, "username"),
        ({"username": ""}, "name"),
        ({"username": "", "name": "Ivy", "email": "no address"}, "email"),
        ({"username": "", "name": "Ivy", "email": "ivy@example.org", "agency": "none"}, "agency"),
        ({"share": 120}, "share"),
        ({"role": ""}, "role"),
    ],
)
def test_what_a_seat_wants_is_said_at_its_field(said, field):
    with pytest.raises(CannotGiveSeat) as refused:
        seat(JO, **said)
    assert field in refused.value.wants
    assert not Seat.objects.exists()


def test_nobody_has_two_seats_in_a_team_at_once():
    given = seat(JO)
    with pytest.raises(CannotGiveSeat, match="Jo Farrant has a seat"):
        seat(JO)
    end_seat(given.pk, ends_on=TODAY, by=AMIR, at=AT)
    assert seat(JO, begins_on=TODAY).pk != given.pk


def test_there_is_no_seat_in_a_team_that_is_not_there():
    with pytest.raises(CannotGiveSeat, match="no such team"):
        seat(JO, team="nowhere")


def test_a_seat_that_has_ended_stays_and_does_not_end_twice():
    given = seat(JO)
    end_seat(given.pk, ends_on=TODAY + timedelta(days=7), by=AMIR, at=AT)
    end_seat(given.pk, ends_on=TODAY, by=GRACE, at=AT)  # sooner after all
    given.refresh_from_db()
    assert (given.ends_on, given.ended_by) == (TODAY, "grace.okenby")
    with pytest.raises(CannotGiveSeat, match="ended already"):
        end_seat(given.pk, ends_on=TODAY, by=AMIR, at=AT)


def test_a_seat_does_not_end_before_it_began_and_what_is_none_does_not_end():
    given = seat(JO)
    with pytest.raises(CannotGiveSeat):
        end_seat(given.pk, ends_on=given.begins_on - timedelta(days=1), by=AMIR, at=AT)
    with pytest.raises(CannotGiveSeat, match="no such seat"):
        end_seat(10**6, ends_on=TODAY, by=AMIR, at=AT)


def test_the_sample_people_have_seats_in_their_teams_and_have_them_once():
    people = people_of_sample()
    wanted = sum(len(one.teams) for one in people)
    assert adopt_seats(people, on=TODAY, by=MAKER, at=AT) == wanted
    assert adopt_seats(people, on=TODAY, by=MAKER, at=AT) == 0
    assert Seat.objects.get(username="jo.farrant").team.code == "child-protection"
    assert Seat.objects.count() == wanted


def test_only_an_operator_gives_the_seats_of_a_whole_area():
    with pytest.raises(MayNotManageTeam):
        adopt_seats(people_of_sample(), on=TODAY, by=AMIR, at=AT)


def test_an_operator_gives_a_seat_anywhere():
    assert give_seat(
        NewSeat(team=NORTH, agency="police", username="jo.farrant", role="Officer", begins_on=TODAY), by=MAKER, at=AT
    ).pk
