"""A clause is kept in plain values and read again as it was; what an area's file says is held against the words."""

import json

import pytest
from hypothesis import given

from tests.exchange.agreeing import clause
from tests.exchange.forms.test_agreements import ONE
from wraparound.access.words import Purpose
from wraparound.agencies.words import ClauseDeclared, EffectCode, KindCode, PartCode, PurposeCode
from wraparound.exchange.rules.writing import clause_declared, clause_of, fingerprint, now_about, plain
from wraparound.exchange.words import Effect, Kind, Level, Part


@given(ONE)
def test_a_clause_is_read_as_it_was_written(whole):
    assert clause_of(json.loads(json.dumps(plain(whole)))) == whole


def test_a_word_that_is_not_known_stops_everything_for_nothing_may_be_decided_by_half_a_clause():
    for wrong in ({"parts": ["gossip"]}, {"purposes": ["curiosity"]}, {"kinds": ["x"]}, {"effect": "perhaps"}):
        with pytest.raises(ValueError, match="is not a valid"):
            clause_of(plain(clause()) | wrong)


@given(ONE, ONE)
def test_fingerprints_are_the_same_only_for_the_same_clauses(one, other):
    assert (fingerprint([one]) == fingerprint([other])) is (one == other)


def test_the_words_of_an_areas_file_are_those_that_decide():
    assert EffectCode.choices() == Effect.choices()
    assert PurposeCode.choices() == Purpose.choices()
    assert KindCode.choices() == Kind.choices()
    assert {str(one) for one in PartCode} == {str(one) for one in Part} | {str(one) for one in Level}
    assert {str(one): one.label for one in PartCode}.items() >= dict(Part.choices()).items()


def test_a_level_stands_for_its_parts_and_intelligence_only_for_itself():
    said = {"code": "x", "effect": EffectCode.ALLOW, "because": "y", "begins_on": clause().begins_on}
    declared = ClauseDeclared(**said, parts=("existence", "content"), holders=("a",), holder_types=("health",))
    made = clause_declared(declared)
    assert made.parts == frozenset(Part) - {Part.INTELLIGENCE}
    assert made.holders == {"a", "type:health"}
    assert clause_declared(ClauseDeclared(**said)).parts == frozenset()


def test_a_clause_about_a_retired_number_is_about_whom_it_leads_to():
    every, some = clause(), clause(persons=frozenset({1, 2}))
    assert now_about([every, some], led={1: 9}) == (every, clause(persons=frozenset({9, 2})))
