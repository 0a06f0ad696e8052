"""Whether two contacts may be about the same thing, in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT
from wraparound.frontdoor.rules.same import ChildHeard, Heard, why_same

WITHIN = timedelta(days=14)
HATTIE = ChildHeard(1, "hattie alder", "2015-02-03")
NAMED = ChildHeard(None, "hattie alder")
HUGO = ChildHeard(2, "hugo alder")


def heard(*children, days=0, on=None):
    return Heard(AT + timedelta(days=days), children, on)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (heard(HATTIE), heard(HATTIE, HUGO), "the same child, told less than a day apart"),
        (heard(HATTIE), heard(HATTIE, days=1), "the same child, told 1 day apart"),
        (heard(HATTIE), heard(HATTIE, days=14), "the same child, told 14 days apart"),
        (heard(HATTIE), heard(HATTIE, days=15), ""),
        (heard(HATTIE), heard(HUGO), ""),
        (heard(HATTIE), heard(NAMED), "a child of the same name, told less than a day apart"),
        (heard(HATTIE), heard(ChildHeard(3, "hattie alder")), ""),
        (heard(HATTIE), heard(ChildHeard(None, "hattie alder", "2019-01-01")), ""),
        (heard(ChildHeard()), heard(ChildHeard()), ""),
        (heard(), heard(HATTIE), ""),
        (heard(HATTIE, on=date(2026, 9, 1)), heard(HATTIE, days=60, on=date(2026, 9, 2)), ""),
        (
            heard(HATTIE, on=date(2026, 9, 1)),
            heard(HATTIE, days=1, on=date(2026, 10, 1)),
            "the same child, told 1 day apart of two different days",
        ),
        (
            heard(HATTIE, on=date(2026, 9, 1)),
            heard(HATTIE, days=60, on=date(2026, 9, 1)),
            "the same child, and it happened on the same day",
        ),
        (heard(HATTIE, on=date(2026, 9, 1)), heard(HATTIE, days=2), "the same child, told 2 days apart"),
    ],
)
def test_two_contacts_are_held_against_one_another_in_words(one, other, why):
    assert why_same(one, other=other, within=WITHIN) == why


children = st.lists(
    st.builds(ChildHeard, st.none() | st.integers(1, 3), st.sampled_from(["", "a b", "c"]), st.just("")),
    max_size=3,
).map(tuple)
contacts = st.builds(
    Heard,
    st.integers(0, 30).map(lambda days: AT + timedelta(days=days)),
    children,
    st.none() | st.dates(date(2026, 9, 1), date(2026, 9, 3)),
)


@given(contacts, contacts)
def test_it_is_the_same_from_either_side_and_never_without_a_child_of_both(one, other):
    why = why_same(one, other=other, within=WITHIN)
    assert why == why_same(other, other=one, within=WITHIN)
    names = [{each.name for each in held.children if each.name} for held in (one, other)]
    persons = [{each.person for each in held.children if each.person} for held in (one, other)]
    assert not why or names[0] & names[1] or persons[0] & persons[1]
