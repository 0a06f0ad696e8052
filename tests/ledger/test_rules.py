"""A chain of entries, and every way to break it: each is named at the line where it was done."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.ledger.rules import BEGINNING, Line, first_broken, hash_of

FIRST = date(2026, 9, 1)


def chain(*lengths: int) -> list[Line]:
    """Make a whole chain with so many lines on each day."""
    lines, previous = [], BEGINNING
    for number, length in enumerate(lengths):
        day = (FIRST + timedelta(days=number)).isoformat()
        for place in range(1, length + 1):
            said = {"day": day, "place": place, "event": "Zoë looked"}
            lines.append(Line(day, place, said, previous, hash_of(said, previous=previous)))
            previous = lines[-1].hash
    return lines


lengths = st.lists(st.integers(1, 5), min_size=1, max_size=4)


@given(lengths)
def test_a_whole_chain_is_whole(days):
    assert first_broken(chain(*days)) is None


def test_an_empty_ledger_is_whole():
    assert first_broken([]) is None


@given(lengths, st.data())
def test_a_changed_line_is_named(days, data):
    lines = chain(*days)
    at = data.draw(st.integers(0, len(lines) - 1))
    was = lines[at]
    lines[at] = Line(was.day, was.place, was.said | {"event": "nothing"}, was.previous, was.hash)
    broken = first_broken(lines)
    assert (broken.day, broken.place, broken.why) == (was.day, was.place, "was changed after it was written")


@given(lengths, st.data())
def test_a_line_changed_with_its_hash_is_betrayed_by_the_next(days, data):
    lines = chain(*days, 1)
    at = data.draw(st.integers(0, len(lines) - 2))
    was = lines[at]
    said = was.said | {"event": "nothing"}
    lines[at] = Line(was.day, was.place, said, was.previous, hash_of(said, previous=was.previous))
    after = lines[at + 1]
    broken = first_broken(lines)
    assert (broken.day, broken.place) == (after.day, after.place)
    assert broken.why == "does not follow the entry before it"


@given(lengths, st.data())
def test_a_line_taken_out_is_named(days, data):
    lines = chain(*days, 1)
    at = data.draw(st.integers(0, len(lines) - 2))
    gone = lines.pop(at)
    broken = first_broken(lines)
    if lines[at].day == gone.day:
        assert (broken.day, broken.place) == (gone.day, gone.place)
        assert broken.why.startswith("is missing")
    else:  # the last of its day: nothing of that day stands in its place
        assert (broken.day, broken.place, broken.why) == (lines[at].day, 1, "does not follow the entry before it")


@given(lengths, st.data())
def test_two_lines_that_changed_places_are_named(days, data):
    lines = chain(*days, 2)
    at = data.draw(st.integers(0, len(lines) - 2))
    first = lines[at]
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    broken = first_broken(lines)
    assert broken is not None
    assert (broken.day, broken.place) == (first.day, first.place) or broken.day == lines[at].day


@given(lengths, st.data())
def test_a_line_slipped_in_is_named(days, data):
    lines = chain(*days)
    at = data.draw(st.integers(0, len(lines) - 1))
    beside = lines[at]
    said = beside.said | {"event": "slipped in"}
    lines.insert(at + 1, Line(beside.day, beside.place, said, beside.hash, hash_of(said, previous=beside.hash)))
    broken = first_broken(lines)
    assert (broken.day, broken.place) == (beside.day, beside.place + 1)


def test_the_order_in_which_a_line_says_things_does_not_matter():
    assert hash_of({"a": 1, "b": "é"}, previous="0") == hash_of({"b": "é", "a": 1}, previous="0")


@pytest.mark.parametrize("other", [{"a": 2}, {"a": "1"}, {"a": 1, "b": None}, {}])
def test_what_says_something_else_has_another_hash(other):
    assert hash_of({"a": 1}, previous="0") != hash_of(other, previous="0")


def test_a_chain_may_be_walked_from_any_day():
    lines = chain(3, 2)
    assert first_broken(lines[3:], before=lines[2].hash) is None
    assert first_broken(lines[3:]).place == 1
