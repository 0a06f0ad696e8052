"""What is laid down of who meets and is like whom is read a few pages at a time, and found again as it stands there."""

import numpy as np
import pytest

from tests.acting import AT
from tests.identity.records import CLERK, filed, linked, row
from wraparound.identity.actions import decide_of
from wraparound.identity.models import Record
from wraparound.identity.queries.around import LaidDown, Surroundings, TooManyAround
from wraparound.identity.queries.laid import KEYS, PAIRS, is_among, side_by_side
from wraparound.matching.words import Answer

NOBODY = np.zeros(0, PAIRS)


@pytest.mark.parametrize("kind", [np.uint32, np.uint64])
@pytest.mark.parametrize("many", [0, 5, 50_000])
def test_whether_values_are_among_some_is_told_of_few_and_of_many_alike(kind, many):
    chance = np.random.default_rng(1)
    values = chance.integers(0, 1 << 22, many).astype(kind)
    some = np.unique(np.concatenate([values[:40], chance.integers(0, 1 << 22, 40).astype(kind)]))
    assert (is_among(values, some=some) == np.isin(values, some)).all()
    assert not is_among(values, some=some[:0]).any()


def test_pages_side_by_side_hold_what_they_held():
    pages = [np.array([(1, 2), (3, 4)], KEYS), np.zeros(0, KEYS), np.array([(5, 6)], KEYS)]
    assert side_by_side(pages, kind=KEYS).tolist() == [(1, 2), (3, 4), (5, 6)]
    assert side_by_side([]).tolist() == []


@pytest.fixture
def around(db):
    """Lay down a person of two records, and two others whom people say are one with it."""
    filed(row("H1"), row("H2", "Ben", "Ash", born="2010-02-03"))
    filed(row("N1", "Cy", "Elm", born="2011-04-05"))
    filed(row("S1"), feed="schools")
    linked()
    number = dict(Record.objects.values_list("key", "pk"))
    assert Record.objects.get(key="H1").person_id == Record.objects.get(key="S1").person_id
    decide_of(number["H2"], right=number["S1"], answer=Answer.SAME, by=CLERK, at=AT)
    decide_of(number["N1"], right=number["H2"], answer=Answer.SAME, by=CLERK, at=AT)
    return Surroundings(LaidDown(), set(), NOBODY), number


def test_whoever_is_joined_through_a_persons_other_records_is_found_from_any_of_them(around):
    surroundings, number = around
    for key in number:
        fresh = Surroundings(LaidDown(), set(), NOBODY)
        assert fresh.persons({number[key]}) == set(number.values()), key
    assert surroundings.closed({number["N1"]}, most=4) == set(number.values())
    with pytest.raises(TooManyAround):
        surroundings.closed({number["N1"]}, most=3)


def test_all_of_a_person_are_asked_about_at_once(around, django_assert_num_queries):
    surroundings, number = around
    with django_assert_num_queries(1):
        surroundings.down.read_mates({number["H1"]})
        assert number["H2"] in surroundings.down.mates[number["S1"]], "as people say of the other record"
