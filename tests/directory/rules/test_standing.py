"""How a service stands on a day, whether it fits, and which comes first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.keeping import PLAY
from wraparound.directory.rules import (
    Fitted,
    distance_km,
    fits,
    is_stale,
    order_of,
    says_age,
    stale_from,
    standing_on,
)
from wraparound.directory.words import Place, ServiceFacts, Sought

DAY = date(2026, 9, 1)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "standing"),
    [
        (None, None, "open"),
        (DAY, None, "open"),
        (DAY + timedelta(1), None, "not_yet"),
        (None, DAY + timedelta(1), "open"),
        (None, DAY, "closed"),
        (DAY + timedelta(1), DAY, "closed"),
    ],
)
def test_a_service_is_open_from_the_day_it_opens_until_the_day_before_it_closes(opens_on, closes_on, standing):
    assert standing_on(DAY, opens_on=opens_on, closes_on=closes_on) == standing


@pytest.mark.parametrize(
    ("confirmed_on", "months", "from_day"),
    [
        (date(2026, 3, 1), 6, date(2026, 9, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(9999, 12, 1), 6, date.max),
        (None, 6, None),
    ],
)
def test_what_is_said_is_stale_from_the_same_day_so_many_months_on(confirmed_on, months, from_day):
    assert stale_from(confirmed_on, months=months) == from_day


def test_what_nobody_ever_confirmed_is_stale():
    assert is_stale(None, months=6, on=DAY)


@given(days, st.integers(0, 60), days)
def test_once_stale_it_stays_so_until_it_is_confirmed_again(confirmed_on, months, on):
    if is_stale(confirmed_on, months=months, on=on):
        assert is_stale(confirmed_on, months=months, on=on + timedelta(days=1))
    if months:
        assert not is_stale(on, months=months, on=on)


@pytest.mark.parametrize(
    ("sought", "fit"),
    [
        ({}, True),
        ({"age": 0}, True),
        ({"age": 4}, True),
        ({"age": 5}, False),
        ({"need": "parenting"}, True),
        ({"need": "housing"}, False),
        ({"level": "universal"}, True),
        ({"level": "specialist"}, False),
        ({"words": "COPPER play"}, True),
        ({"words": "early"}, True),
        ({"words": "copper boats"}, False),
        ({"with_places": True}, False),
    ],
    ids=str,
)
def test_a_service_fits_whom_it_is_for(sought, fit):
    assert fits(PLAY, sought=Sought(**sought)) is fit


def test_what_a_service_does_not_say_keeps_nobody_out():
    says_nothing = ServiceFacts(name="Play", organisation="A centre")
    assert fits(says_nothing, sought=Sought(age=17, level="specialist"))


def test_no_place_free_is_no_place():
    assert not fits(replace(PLAY, places_free=0), sought=Sought(with_places=True))
    assert fits(replace(PLAY, places_free=1), sought=Sought(with_places=True))


def test_the_nearest_comes_first_then_those_for_the_whole_area_then_places_and_wait():
    near, far = Fitted(0.4, False, None, None, "z"), Fitted(9.0, False, 30, 0, "a")
    wide, unplaced = Fitted(None, True, 1, None, "a"), Fitted(None, False, 5, None, "a")
    sooner, later = Fitted(None, False, 2, 1, "z"), Fitted(None, False, 2, 3, "a")
    assert sorted([later, sooner, unplaced, wide, far, near], key=order_of) == [
        near, far, wide, unplaced, sooner, later
    ]  # fmt: skip


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert distance_km(Place(54, 2), other=Place(55, 2)) == pytest.approx(111.2, abs=0.1)
    assert distance_km(Place(60, 2), other=Place(60, 3)) == pytest.approx(55.6, abs=0.1)


points = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_it_is_as_far_there_as_back_and_never_farther_than_around_half_the_earth(one, other):
    there = distance_km(one, other=other)
    assert there == pytest.approx(distance_km(other, other=one))
    assert 0 <= there <= 20_016
    assert distance_km(one, other=one) == 0


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ((None, None), "Any age"), ((0, None), "Any age"), ((0, 4), "Up to 4"), ((None, 4), "Up to 4"),
        ((11, None), "From 11"), ((11, 18), "11 to 18"), ((16, 16), "16"),
    ],
)  # fmt: skip
def test_ages_are_said_as_people_say_them(ages, words):
    assert says_age(ages[0], ages_to=ages[1]) == words
