"""What a decision has to say."""

from datetime import date

import pytest

from tests.frontdoor.deciding import deciding
from wraparound.frontdoor.rules.deciding import wanting, wants_second_eyes
from wraparound.frontdoor.words import Consent, ResponseKind
from wraparound.frontdoor.words.deciding import Offer

LEVELS, ON = {"targeted", "specialist"}, date(2026, 9, 1)


def lacks(*, goes_on=False, **said):
    return list(wanting(deciding(**said), levels=LEVELS, goes_on=goes_on, on=ON))


def test_a_whole_decision_lacks_nothing():
    assert lacks() == []


def test_something_is_offered_unless_something_goes_on():
    assert lacks(offers=()) == ["offers"]
    assert lacks(offers=(), goes_on=True) == []


@pytest.mark.parametrize("consent", sorted(set(Consent) - {Consent.AGREED}))
def test_without_agreement_somebody_says_why(consent):
    assert lacks(consent=consent) == ["consent_why"]
    assert lacks(consent=consent, consent_why="A burn that nobody can explain") == []


def test_a_day_that_is_over_is_no_day():
    assert lacks(offers=(Offer(kind=ResponseKind.TEAM, to="x", by_when=date(2026, 8, 31)),)) == ["offers"]
    assert lacks(offers=(Offer(kind=ResponseKind.TEAM, to="x", by_when=ON),)) == []


def test_which_levels_are_seen_twice_the_area_says():
    assert wants_second_eyes("specialist", second_eyes=("specialist",))
    assert not wants_second_eyes("targeted", second_eyes=("specialist",))
