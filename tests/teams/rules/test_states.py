"""The states of work: what leads where, that no way ends nowhere, and that the guide draws what is so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.teams.rules.states import (
    CLOSED,
    HELD,
    TRANSITIONS,
    WAITS,
    WITHDRAWABLE,
    diagram,
    standing_after,
    why_not,
)
from wraparound.teams.words import WorkAct, WorkStanding

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "teams.md"
A, S = WorkAct, WorkStanding


@pytest.mark.parametrize(
    ("begins", "act", "ends"),
    [
        (S.WANTED, A.ACCEPT, S.ACCEPTED),
        (S.WANTED, A.ALLOCATE, S.ALLOCATED),
        (S.ALLOCATED, A.ALLOCATE, S.ALLOCATED),
        (S.ALLOCATED, A.ACCEPT, S.ACCEPTED),
        (S.ALLOCATED, A.RELEASE, S.WANTED),
        (S.ACCEPTED, A.BEGIN, S.BEGUN),
        (S.ACCEPTED, A.NOT_TAKE_UP, S.NOT_TAKEN_UP),
        (S.BEGUN, A.HAND_OVER, S.BEGUN),
        (S.BEGUN, A.END, S.ENDED),
        (S.BEGUN, A.WITHDRAW, None),
        (S.ACCEPTED, A.ACCEPT, None),
        (S.ACCEPTED, A.REFUSE, None),
        (S.WANTED, A.BEGIN, None),
        (S.REFUSED, A.ACCEPT, None),
    ],
)
def test_what_an_act_leads_to(begins, act, ends):
    assert standing_after(begins, act=act) == ends


def test_every_standing_has_its_ways_and_can_be_reached():
    assert set(TRANSITIONS) == set(S)
    assert {end for ways in TRANSITIONS.values() for end in ways.values()} == set(S)


@given(st.lists(st.sampled_from(A), max_size=30))
def test_from_wherever_work_has_come_it_can_end_or_has_ended(acts):
    standing = S.WANTED
    for act in acts:
        standing = standing_after(standing, act=act) or standing
    seen, next_ones = set(), {standing}
    while next_ones:
        seen |= next_ones
        next_ones = {end for one in next_ones for end in TRANSITIONS[one].values()} - seen
    assert seen & set(CLOSED)


@given(st.lists(st.sampled_from(A), max_size=30))
def test_nobody_begins_what_nobody_accepted(acts):
    standing, done = S.WANTED, []
    for act in acts:
        after = standing_after(standing, act=act)
        if after is not None:
            done.append(act)
            standing = after
        if standing in (S.BEGUN, S.ENDED, S.NOT_TAKEN_UP):
            assert A.ACCEPT in done


def test_no_standing_is_of_two_kinds():
    assert sorted((*WAITS, *HELD, *CLOSED)) == sorted(S)
    assert set(WITHDRAWABLE) == {S.WANTED, S.ALLOCATED, S.ACCEPTED}


@pytest.mark.parametrize("standing", S)
def test_whoever_comes_second_is_told_in_a_sentence(standing):
    told = why_not(standing, who="Amir Tolland", why="There is no room until May.")
    assert told.endswith(".")
    assert "Amir Tolland" in told or standing in (S.WANTED, S.NOT_TAKEN_UP)
    assert "None" not in why_not(standing, who="")


def test_the_guide_draws_the_states_as_they_are():
    assert f"```mermaid\n{diagram()}\n```" in GUIDE.read_text(encoding="utf-8")
