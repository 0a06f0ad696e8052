"""Counts of need that found no service, exactly for who plans and roughly for others."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.directory.keeping import KEEPER, READER, adopt_ashmere
from wraparound.directory.actions import note_unmet
from wraparound.directory.queries import UnmetAsked, unmet
from wraparound.directory.queries.unmet import months_until
from wraparound.directory.words import Unmet

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def counted():
    adopt_ashmere()
    moments = {"now": datetime(2026, 11, 20, tzinfo=LONDON), "summer": datetime(2026, 8, 1, 0, 30, tzinfo=LONDON),
               "long ago": datetime(2025, 11, 30, 23, 59, tzinfo=LONDON)}  # fmt: skip
    for need, age, level, when, times in (
        ("housing", 3, "targeted", "now", 7),
        ("money", 12, "", "summer", 3),
        ("money", None, "universal", "long ago", 4),
    ):
        for _ in range(times):
            note_unmet(Unmet(need, age, level), by=READER, at=moments[when])


def told(tallies):
    return {one.label: one.words for one in tallies if one.count}


def test_who_plans_sees_a_year_exactly():
    shown = unmet(UnmetAsked(), by=KEEPER, on=ON)
    assert (shown.exactly, shown.total.words) == (True, "10")
    assert told(shown.by_need) == {"Housing": "7", "Money, food and work": "3"}
    assert told(shown.by_age) == {"1 to 4": "7", "11 to 15": "3"}
    assert told(shown.by_level) == {"Level 3: Targeted": "7", "Not said": "3"}
    assert told(shown.by_month) == {"November 2026": "7", "August 2026": "3"}
    assert len(shown.by_month) == 12


def test_anyone_else_sees_neither_few_children_nor_a_sum_that_gives_them_away():
    shown = unmet(UnmetAsked(), by=READER, on=ON)
    assert (shown.exactly, shown.total.words) == (False, "about 10")
    assert told(shown.by_need) == {"Housing": "about 5", "Money, food and work": "fewer than 5"}
    assert "3" not in [one.words for one in (*shown.by_age, *shown.by_level, *shown.by_month)]


def test_counts_are_narrowed_to_one_need():
    assert unmet(UnmetAsked("money"), by=KEEPER, on=ON).total.words == "3"
    assert unmet(UnmetAsked("send"), by=KEEPER, on=ON).total.count == 0


def test_the_months_are_this_one_and_the_eleven_before():
    assert months_until(ON)[0] == date(2025, 12, 1)
    assert months_until(date(2026, 12, 31))[0] == date(2026, 1, 1)
    assert months_until(ON)[-1] == date(2026, 11, 1)
