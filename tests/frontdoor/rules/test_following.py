"""How it stands in the words of whoever told."""

import pytest

from wraparound.agencies.words.door import Answerer
from wraparound.frontdoor.rules.following import LINES, OFFER_LINES, STATE_LINES, rung_of, whom_told
from wraparound.frontdoor.words import ContactState, Did, ResponseKind, ResponseState, Teller


@pytest.mark.parametrize("state", list(ContactState))
def test_every_state_is_told_in_words_that_name_nobody_else(state):
    assert "earlier" not in STATE_LINES[state]
    assert "join" not in STATE_LINES[state].lower()


def test_every_response_is_told():
    assert set(OFFER_LINES) == set(ResponseState)


def test_what_the_door_does_for_itself_is_told_to_nobody():
    own = {Did.TAKEN, Did.HANDED, Did.RATED, Did.CHILD_FOUND, Did.CHILD_ADDED, Did.NOTED, Did.PROPOSED, Did.SENT_BACK}
    assert not own & set(LINES)
    assert not {Did.JOINED, Did.PARTED} & set(LINES)


@pytest.mark.parametrize("teller", list(Teller))
def test_a_local_service_is_named_to_nobody_who_told_for_it_may_be_a_refuge(teller):
    assert whom_told(ResponseKind.SERVICE, name="Harbour Refuge", teller=teller) == "A local service"


@pytest.mark.parametrize("teller", list(Teller))
@pytest.mark.parametrize("kind", [ResponseKind.TEAM, ResponseKind.LEAD])
def test_a_team_is_named_to_those_who_work_with_children_alone(teller, kind):
    told = whom_told(kind, name="Family Help North", teller=teller)
    assert (told == "Family Help North") is (teller is Teller.PROFESSIONAL)


def test_without_a_ladder_the_door_itself_answers():
    assert rung_of([], rung=0).name == "The front door"
    two = [Answerer(name="One", email="a@example.org"), Answerer(name="Two", email="b@example.org")]
    assert [rung_of(two, rung=place).name for place in (0, 1, 2)] == ["One", "Two", "Two"]
