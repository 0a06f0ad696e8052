"""Seats: who fills one on a day, what one wants, and how much work it has in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.teams.rules.seats import Load, is_filled, wanting_of_seat
from wraparound.teams.words import NewSeat

DAY = date(2026, 9, 1)
WHOLE = {"team": "family-help-north", "agency": "police", "role": "Seconded officer", "begins_on": DAY}


@pytest.mark.parametrize(
    ("begins", "ends", "filled"),
    [(0, None, True), (1, None, False), (-5, 0, False), (-5, 1, True), (0, 0, False)],
)
def test_a_seat_is_filled_from_its_first_day_until_before_its_last(begins, ends, filled):
    ends_on = None if ends is None else DAY + timedelta(days=ends)
    assert is_filled(DAY + timedelta(days=begins), ends_on=ends_on, on=DAY) is filled


@pytest.mark.parametrize(
    ("said", "wants"),
    [
        ({"username": "jo.farrant"}, set()),
        ({"name": "Ivy Stone", "email": "ivy@school.example.org"}, set()),
        ({}, {"name", "email"}),
        ({"name": "Ivy Stone", "email": "Ivy"}, {"email"}),
        ({"username": "jo.farrant", "role": " "}, {"role"}),
        ({"username": "jo.farrant", "share": 0}, {"share"}),
        ({"username": "jo.farrant", "share": 101}, {"share"}),
        ({"username": "jo.farrant", "ends_on": DAY - timedelta(days=1)}, {"ends_on"}),
    ],
)
def test_what_a_seat_wants_is_said_at_its_field(said, wants):
    assert set(wanting_of_seat(NewSeat(**WHOLE | said))) == wants


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Load(0, 0, 50), "Nothing now"),
        (Load(1, 1, 100), "1 piece of work for 1 child"),
        (Load(6, 9, 50), "6 pieces of work for 9 children, as 12 would be for somebody full time"),
        (Load(2, 0, 60), "2 pieces of work, as 3.3 would be for somebody full time"),
    ],
)
def test_how_much_work_a_seat_has_is_explained(load, words):
    assert load.words == words


@given(st.integers(0, 200), st.integers(1, 100))
def test_the_smaller_the_share_the_more_the_same_work_weighs(pieces, share):
    assert Load(pieces, 0, share).for_full_time >= pieces
    assert Load(pieces, 0, 100).for_full_time == pieces
