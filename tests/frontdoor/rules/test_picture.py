"""The picture of a contact's states, as the guide shows it."""

from pathlib import Path

from wraparound.frontdoor.rules.picture import PLACES, states_drawn
from wraparound.frontdoor.rules.states import TRANSITIONS
from wraparound.frontdoor.words import ContactState

GUIDE = Path(__file__).parents[3] / "docs" / "guide"


def test_every_state_has_its_place_and_every_way_its_arrow():
    assert set(PLACES) == set(ContactState)
    assert len(set(PLACES.values())) == len(PLACES)
    ways = {(state, now) for state, moves in TRANSITIONS.items() for now in moves.values()}
    assert states_drawn().count("marker-end") == len(ways)


def test_the_guide_shows_the_picture_as_it_is_drawn_now():
    assert (GUIDE / "contact-states.svg").read_text("utf-8") == as_file()


def test_the_guide_tells_every_move_of_the_table():
    told = (GUIDE / "front-door.md").read_text("utf-8")
    for state, ways in TRANSITIONS.items():
        for move, now in ways.items():
            assert f"| {state.label} | {move.label} | {now.label} |" in told


def as_file() -> str:
    """Give the picture as a file of its own: python -c "from tests.frontdoor.rules.test_picture import *; …"."""
    return states_drawn().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + "\n"
