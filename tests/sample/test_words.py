"""The vocabulary of people can be cut and joined without losing anyone."""

import numpy as np

from wraparound.sample.people.members import blank
from wraparound.sample.words import ADULT, BORN_AS, CHILD, joined


def people(role: int, count: int = 4):
    return blank(np.arange(count), role=role, tradition=np.zeros(count, dtype=int), sex=np.zeros(count, dtype=int))


def test_people_are_joined_in_order_and_taken_by_position():
    both = joined(people(CHILD), people(ADULT))
    assert len(both) == 8
    assert both.take(np.asarray([0, 7])).role.tolist() == [CHILD, ADULT]
    assert len(both.take(np.asarray([1])).flags["in_need"]) == 1


def test_the_born_are_children_and_no_former_identities():
    children = people(CHILD)
    children.birth[:] = (10, 20, 30, 10)
    children.identity[3] = BORN_AS
    assert children.born(20).tolist() == [True, True, False, False]
    assert not people(ADULT).born(20).any()
