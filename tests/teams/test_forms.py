"""What the forms of teams offer, and a seat as it is filled in."""

from datetime import date

from wraparound.teams.forms import ChooseForm, ForSeatForm, SeatForm
from wraparound.teams.queries.seats import Filled

PEOPLE = [Filled("Amir Tolland", "amir.tolland", 1), Filled("Ivy Stone", "", 2)]


def test_work_is_allocated_to_those_with_an_account_and_accepted_for_those_without():
    assert [key for key, _ in ChooseForm(choose=PEOPLE).fields["username"].choices] == ["", "amir.tolland"]
    assert [key for key, _ in ForSeatForm(choose=PEOPLE).fields["seat"].choices] == ["", 2]


def test_nobody_can_be_chosen_only_where_it_goes_back_to_the_team():
    words = [dict(ChooseForm(choose=[], nobody=nobody).fields["username"].choices)[""] for nobody in (True, False)]
    assert words == ["Nobody yet: it waits for the team again", "Choose"]


def test_a_seat_is_read_as_it_was_filled_in():
    said = {"username": "jo.farrant", "role": "Officer", "share": "50", "begins_on": "3 9 2027", "agency": "police"}
    form = SeatForm(said, agencies=[("police", "Police")])
    assert form.is_valid()
    seat = form.seat(team="north")
    assert (seat.team, seat.username, seat.share, seat.begins_on, seat.ends_on) == (
        "north", "jo.farrant", 50, date(2027, 9, 3), None,
    )  # fmt: skip
