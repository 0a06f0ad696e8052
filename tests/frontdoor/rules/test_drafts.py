"""What is kept of what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.drafts import (
    CHILDREN_AT_MOST,
    LONGEST,
    children_in,
    first_words,
    is_key,
    said_in,
    says_anything,
)


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=8))
def test_nothing_is_kept_but_fields_of_the_form(posted):
    kept = said_in(posted | {"story": "One", "child-3-who": "Two", "csrfmiddlewaretoken": "x", "child-99-who": "y"})
    assert kept["story"] == "One"
    assert kept["child-3-who"] == "Two"
    assert "csrfmiddlewaretoken" not in kept
    assert "child-99-who" not in kept
    assert all(kept.values())
    assert said_in(kept) == kept


def test_what_is_too_long_to_send_is_kept_as_far_as_anybody_would_type():
    assert len(said_in({"story": "x" * 100_000})["story"]) == LONGEST


@pytest.mark.parametrize(
    ("said", "number"),
    [({}, 1), ({"children": "3"}, 3), ({"children": "0"}, 1), ({"children": "-1"}, 1), ({"children": "x"}, 1),
     ({"children": "999"}, CHILDREN_AT_MOST), ({"children": "9" * 5_000}, 1)],
)  # fmt: skip
def test_there_is_room_for_at_least_one_child(said, number):
    assert children_in(said) == number


def test_rooms_alone_say_nothing():
    assert not says_anything({"children": "3", "story": "  "})
    assert says_anything({"child-0-who": "Hattie"})


def test_a_draft_is_known_again_by_its_first_words():
    assert first_words({"story": "A burn\non her arm"}) == "A burn on her arm"
    assert first_words({"child-0-who": "Hattie"}) == "Hattie"
    assert first_words({"story": "word " * 40}).endswith("…")


@pytest.mark.parametrize(("key", "is_one"), [("a" * 32, True), ("A" * 32, False), ("", False), ("a" * 33, False)])
def test_a_key_is_of_chance(key, is_one):
    assert is_key(key) is is_one
