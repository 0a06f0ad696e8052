"""How a contact stands: every way through the table leads to a response that somebody accepted, and none around it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.states import (
    ACCEPTED,
    GOES_ON,
    RESPONSES,
    TAKEN_ON,
    TRANSITIONS,
    ResponseHeld,
    is_ended,
    may_become,
    moves_by_responses,
    state_after,
)
from wraparound.frontdoor.words import ContactState, Move, ResponseState


def test_every_state_has_a_way_on_and_every_state_is_reached():
    reached = {state for ways in TRANSITIONS.values() for state in ways.values()}
    assert set(TRANSITIONS) == set(ContactState)
    assert reached | {ContactState.RECEIVED} == set(ContactState)
    assert all(TRANSITIONS[state] for state in ContactState)


def test_no_state_is_called_no_further_action():
    for words in [*ContactState, *ResponseState, *Move]:
        assert "no further" not in words.label.lower()
        assert "closed" not in words.label.lower()


@pytest.mark.parametrize("state", sorted(set(ContactState) - {ContactState.OFFERED}))
def test_a_contact_is_accepted_only_from_what_was_offered(state):
    assert state_after(state, move=Move.ACCEPT) is None


@given(st.lists(st.builds(ResponseHeld, st.sampled_from(ResponseState), st.booleans()), max_size=6))
def test_a_contact_is_accepted_only_when_all_that_counts_was_taken_on_by_somebody(responses):
    moves = moves_by_responses(responses)
    live = [one.state for one in responses if one.state is not ResponseState.WITHDRAWN]
    newest = [one.state for one in responses if one.is_newest and one.state is not ResponseState.WITHDRAWN]
    if Move.ACCEPT in moves:
        assert any(one in TAKEN_ON for one in live)
        assert all(one in TAKEN_ON for one in newest)
        assert ResponseState.WANTED not in live
    if any(one in {ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP} for one in newest):
        assert moves == [Move.COME_BACK]
    if not any(one in GOES_ON for one in live):
        assert Move.ACCEPT not in moves


def test_a_contact_comes_back_when_all_that_was_asked_is_taken_back():
    taken_back, kept = ResponseHeld(ResponseState.WITHDRAWN), ResponseHeld(ResponseState.ACCEPTED)
    assert moves_by_responses([taken_back]) == [Move.COME_BACK]
    assert moves_by_responses([taken_back, kept]) == [Move.ACCEPT]
    assert moves_by_responses([]) == []


@pytest.mark.parametrize("state", [ContactState.ACCEPTED, ContactState.BEGUN])
def test_a_contact_waits_again_once_nobody_holds_what_was_accepted(state):
    (move,) = moves_by_responses([ResponseHeld(ResponseState.ACCEPTED), ResponseHeld(ResponseState.WANTED)])
    assert state_after(state, move=move) is ContactState.OFFERED
    assert state_after(ContactState.OFFERED, move=move) is None


def test_a_response_that_came_back_never_becomes_another():
    for state in (ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP, ResponseState.WITHDRAWN, ResponseState.GIVEN):
        assert not RESPONSES[state]
    assert not may_become(ResponseState.WANTED, now=ResponseState.BEGUN), "nobody begins what nobody accepted"


@pytest.mark.parametrize("state", ContactState)
def test_nothing_ends_before_whoever_raised_it_was_told(state):
    assert not is_ended(state, is_told=False)
    assert is_ended(state, is_told=True) == (state in ACCEPTED or state is ContactState.JOINED)


def test_a_hundred_thousand_random_walks_find_no_dead_end():
    chance = random.Random(6)
    home = _steps_home()
    for _ in range(100_000):
        state = ContactState.RECEIVED
        for _ in range(chance.randrange(1, 12)):
            state = chance.choice(list(TRANSITIONS[state].values()))
        assert home[state] <= 2, f"{state} is {home[state]} steps from an end"


def _steps_home() -> dict[ContactState, int]:
    """Give for each state in how many moves it ends, at the least."""
    steps = {state: 0 for state in ContactState if is_ended(state, is_told=True)}
    while len(steps) < len(ContactState):
        nearer = {
            state: 1 + min(steps[now] for now in ways.values() if now in steps)
            for state, ways in TRANSITIONS.items()
            if state not in steps and any(now in steps for now in ways.values())
        }
        assert nearer, "a state leads to no end"
        steps |= nearer
    return steps
