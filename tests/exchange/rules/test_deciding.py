"""Whether one agency may tell another, by table, by every combination, and by property."""

from datetime import date

import pytest

from tests.exchange.agreeing import agreed, clause, question
from wraparound.access.words import Purpose
from wraparound.exchange.rules import Policy, may_tell
from wraparound.exchange.words import Effect, Kind, Part

EVERYTHING = clause("all")


def told(*clauses, **said):
    """Decide a question under some clauses."""
    return may_tell(question(**said), policy=Policy(agreed(*clauses)))


@pytest.mark.parametrize("part", Part)
def test_what_no_clause_allows_is_denied(part):
    sharing = told(part=part)
    assert not sharing.allowed
    assert sharing.clause == ""
    assert "No clause of version 1 of the agreements allows it." in sharing.because


def test_without_an_agreement_nothing_is_told():
    sharing = may_tell(question(), policy=Policy(agreed(version=0)))
    assert sharing.because.endswith("No agreement is in force.")
    assert (sharing.allowed, sharing.version) == (False, 0)


def test_what_a_clause_allows_may_be_told_and_the_clause_is_named():
    sharing = told(EVERYTHING)
    assert (sharing.allowed, sharing.clause, sharing.version) == (True, "all", 1)
    assert sharing.because == (
        "Ashmere Community Health may tell Ashmere Children's Services that they know the child, to find out whether"
        " a child is suffering harm. Clause “all” of version 1 of the agreements allows it: partners agreed it."
    )


def test_an_exclusion_wins_wherever_it_stands():
    no = clause("no", effect=Effect.EXCLUDE)
    for clauses in ((EVERYTHING, no), (no, EVERYTHING)):
        sharing = told(*clauses)
        assert (sharing.allowed, sharing.clause) == (False, "no")


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ({"holders": frozenset({"child-health"})}, True),
        ({"holders": frozenset({"type:health"})}, True),
        ({"holders": frozenset({"general-hospital", "housing"})}, False),
        ({"holders": frozenset({"type:housing"})}, False),
        ({"recipients": frozenset({"type:social_care"})}, True),
        ({"recipients": frozenset({"housing"})}, False),
        ({"kinds": frozenset({Kind.HEALTH, Kind.CARE})}, True),
        ({"kinds": frozenset({Kind.POLICE})}, False),
        ({"purposes": frozenset({Purpose.PROTECT})}, True),
        ({"purposes": frozenset({Purpose.NEED})}, False),
        ({"parts": frozenset({Part.KNOWN})}, True),
        ({"parts": frozenset({Part.ASKED})}, False),
        ({"persons": frozenset({7})}, True),
        ({"persons": frozenset({8})}, False),
        ({"begins_on": date(2026, 9, 1)}, True),
        ({"begins_on": date(2026, 9, 2)}, False),
        ({"ends_on": date(2026, 9, 2)}, True),
        ({"ends_on": date(2026, 9, 1)}, False),
    ],
)
def test_each_condition_of_a_clause_counts(said, allowed):
    assert told(clause(**said)).allowed is allowed


@pytest.mark.parametrize("part", [part for part in Part if part not in (Part.ASKED, Part.KNOWN)])
def test_content_is_told_only_where_it_may_be_told_that_the_child_is_known(part):
    content = clause("content", parts=frozenset({part}))
    sharing = told(content, part=part)
    assert not sharing.allowed
    assert sharing.because.endswith("Nothing lets them tell even that they know the child.")
    known = clause("known", parts=frozenset({Part.KNOWN}))
    assert told(content, known, part=part).clause == "content"
    hidden = clause("hidden", effect=Effect.EXCLUDE, parts=frozenset({Part.KNOWN}))
    assert told(content, known, hidden, part=part).clause == "hidden"


def test_that_one_asks_needs_no_leave_to_tell_anything_else():
    assert told(clause(parts=frozenset({Part.ASKED})), part=Part.ASKED).allowed
