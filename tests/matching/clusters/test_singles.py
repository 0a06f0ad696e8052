"""A person whom too few files know joins the one person they fit, if hardly anyone like them is known so little."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.matching.clusters.components import NamedPairs
from wraparound.matching.clusters.singles import MOST, Kinds, paired_up
from wraparound.matching.pipeline.counting import numbered

HEALTH, SCHOOLS, HOUSING, CLUB = range(4)
SOURCES = (HEALTH, SCHOOLS, HOUSING)  # hold every child of the town
LINKS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-8, 40)), max_size=30)


class Town:
    """Many children known to all three sources, and a few records besides."""

    def __init__(self, children=400, *, year=2015):
        self.person = [3 * k for k in range(children) for _ in SOURCES]
        self.source = list(SOURCES) * children
        self.year = [year] * len(self.person)
        self.links = {}

    def add(self, *sources, year=2015):
        """Add a person with a record in each of the sources, and return the label."""
        label = len(self.person)
        self.person += [label] * len(sources)
        self.source += sources
        self.year += [year] * len(sources)
        return label

    def link(self, one, other, bits, *, free=True):
        self.links[min(one, other), max(one, other)] = bits, free

    def joined(self, *, least=0.0):
        ends = np.array(sorted(self.links), np.int32).reshape(-1, 2)
        weight = np.array([self.links[tuple(pair)][0] for pair in ends.tolist()], float)
        free = np.array([self.links[tuple(pair)][1] for pair in ends.tolist()], bool)
        person, kinds = (
            np.array(self.person, np.int32),
            Kinds(np.array(self.source, np.int16), numbered(np.array(self.year))),
        )

        def judge(one, other):
            pairs = zip(np.minimum(one, other).tolist(), np.maximum(one, other).tolist(), strict=True)
            return np.array([self.links[pair][0] for pair in pairs], float)

        return paired_up(
            person, pairs=NamedPairs(ends[:, 0], ends[:, 1], weight, free), kinds=kinds, judge=judge, least=least
        )


def test_a_lone_record_joins_the_person_it_fits_where_hardly_any_is_alone():
    town = Town()
    child, lone = town.add(HEALTH, SCHOOLS), town.add(HOUSING)
    town.link(child, lone, -3.0)
    found = town.joined()
    assert found.person[lone] == child
    assert 0.0 <= found.weight[0] <= MOST - 3.0


def test_a_lone_record_stays_alone_where_many_of_its_year_are():
    town = Town()
    child, lone = town.add(HEALTH, SCHOOLS), town.add(CLUB, year=1985)
    for _ in range(200):
        town.add(CLUB, year=1985)
    town.link(child, lone, -3.0)
    assert town.joined().person[lone] == lone


def test_a_handful_of_records_says_little():
    town = Town(children=3)
    child, lone = town.add(HEALTH, SCHOOLS), town.add(HOUSING)
    town.link(child, lone, -3.0)
    assert town.joined().person[lone] == lone


def test_a_record_that_fits_two_persons_as_well_is_left_alone():
    town = Town()
    one, other, lone = town.add(HEALTH, SCHOOLS), town.add(HEALTH, SCHOOLS), town.add(HOUSING)
    town.link(one, lone, -3.0)
    town.link(other, lone, -3.0)
    assert town.joined().person[lone] == lone
    town.link(other, lone, -7.5)
    assert town.joined().person[lone] == one


def test_a_twin_whom_the_same_source_holds_is_not_joined():
    town = Town()
    child, twin = town.add(HEALTH, SCHOOLS, HOUSING), town.add(HOUSING)
    town.link(child, twin, -3.0)
    assert town.joined().person[twin] == twin


def test_a_person_whom_a_source_lacks_that_holds_nearly_everyone_joins_one_whom_it_holds():
    town = Town()
    child, rest = town.add(HEALTH), town.add(SCHOOLS, HOUSING)
    more, same = town.add(HEALTH, SCHOOLS), town.add(HOUSING, HEALTH)
    town.link(child, rest, -2.0)
    town.link(more, same, -2.0)
    found = town.joined().person
    assert found[rest] == child
    assert found[same] == same


def test_what_is_not_free_is_never_joined():
    town = Town()
    child, lone = town.add(HEALTH, SCHOOLS), town.add(HOUSING)
    town.link(child, lone, -1.0, free=False)
    assert town.joined().person[lone] == lone


def test_nobody_is_joined_where_there_is_no_pair():
    town = Town(children=2)
    assert town.joined().person.tolist() == town.person


@settings(max_examples=60, deadline=None)
@given(LINKS, st.lists(st.integers(0, 2), min_size=12, max_size=12), st.integers(0, 4))
def test_nobody_is_joined_twice_and_what_was_together_stays_together(links, source, first):
    town = Town(children=0)
    town.person, town.source, town.year = [0] * (first + 1) + list(range(first + 1, 12)), source, [0] * 12
    labels = set(town.person)
    for one, other, bits in links:
        if one != other and {one, other} <= labels:
            town.link(one, other, bits)
    found = town.joined()
    assert len(set(found.person[: first + 1].tolist())) == 1
    before = [
        len({town.person[k] for k in np.flatnonzero(found.person == label)}) for label in set(found.person.tolist())
    ]
    assert max(before) <= 2
    assert all(found.person[label] <= label for label in range(12))
    assert found.weight.tolist() == pytest.approx(sorted(found.weight, reverse=True))
