"""What is otherwise in one version than in another, and what a clause says, in sentences."""

from datetime import date

import pytest

from tests.exchange.agreeing import PARTIES, clause
from wraparound.access.words import Purpose
from wraparound.exchange.rules import clause_in_words
from wraparound.exchange.rules.difference import changes_told, differences
from wraparound.exchange.words import ClauseChange, Effect, Kind, Part

EXISTENCE = frozenset({Part.ASKED, Part.KNOWN})
CONTENT = frozenset(Part) - EXISTENCE - {Part.INTELLIGENCE}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "From 1 April 2026, any agency may tell any agency everything, for any purpose."),
        (
            {"holders": frozenset({"housing", "type:health", "type:police"}), "purposes": frozenset({Purpose.NEED})},
            (
                "From 1 April 2026, Ashmere Homes and any agency of health and the police may tell any agency"
                " everything, to assess or help a child in need."
            ),
        ),
        (
            {"effect": Effect.EXCLUDE, "parts": EXISTENCE | CONTENT, "ends_on": date(2027, 4, 1)},
            (
                "From 1 April 2026 and before 1 April 2027, any agency may not tell any agency that they ask about"
                " or know the child and all they know of the child but sensitive intelligence, for any purpose."
            ),
        ),
        (
            {"parts": frozenset({Part.SINCE, Part.INTELLIGENCE}), "kinds": frozenset({Kind.POLICE, Kind.HEALTH})},
            (
                "From 1 April 2026, any agency may tell any agency since when they have known the child and sensitive"
                " intelligence (health and crime and policing information), for any purpose."
            ),
        ),
        (
            {"persons": frozenset({7, 8}), "purposes": frozenset({Purpose.OTHER, Purpose.CARE})},
            (
                "From 1 April 2026, any agency may tell any agency everything, of P-0000-0007, to look after a child in"
                " care or a care leaver or for something else."
            ),
        ),
    ],
)
def test_a_clause_is_said_in_one_sentence(said, words):
    assert clause_in_words(clause(**said), parties=PARTIES, called={7: "P-0000-0007"}) == words


def test_a_clause_names_nobody_whom_its_reader_may_not_know_of():
    words = clause_in_words(clause(persons=frozenset({7})), parties=PARTIES)
    assert "of a child who is not named here" in words


def test_each_clause_that_is_new_changed_or_gone_is_told_and_what_of_it():
    same, was, gone = clause("same"), clause("turned"), clause("gone")
    now = clause("turned", ends_on=date(2027, 1, 1), holders=frozenset({"housing"}), persons=frozenset({7}))
    found = differences([same, was, gone], after=[same, now, clause("new")], parties=PARTIES, called={7: "P-0000-0007"})
    assert [(one.change, one.clause.code) for one in found] == [
        (ClauseChange.CHANGED, "turned"), (ClauseChange.NEW, "new"), (ClauseChange.GONE, "gone"),
    ]  # fmt: skip
    assert set(found[0].turned) == {
        ("Ends before", "no end", "1 January 2027"),
        ("Who", "any agency", "Ashmere Homes"),
        ("Children", "every child", "P-0000-0007"),
    }


def test_what_is_kept_beside_a_version_names_nobody():
    told = changes_told([clause("was")], after=[clause("was", persons=frozenset({7}))])
    assert told == ("Clause “was”: changed.",)
    assert changes_told([clause()], after=[clause()]) == ()
