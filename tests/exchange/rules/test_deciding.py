"""Whether one agency may tell another, by table, by every combination, and by property."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.agreeing import PARTIES, agreed, clause, question
from tests.exchange.plainly import plainly_told
from wraparound.access.words import Purpose
from wraparound.agencies.rules import area_in
from wraparound.exchange.rules import Policy, may_tell
from wraparound.exchange.rules.writing import clause_declared
from wraparound.exchange.words import Agreed, Effect, Kind, Level, Part, Party, Question
from wraparound.web.commands.run import AREAS

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


KINDS, PURPOSES = (Kind.HEALTH, Kind.POLICE), (Purpose.PROTECT, Purpose.EARLY_HELP)
NAMES = [*PARTIES, *(f"type:{one.type}" for one in PARTIES.values())]
DAYS = [date(2026, 4, 1), date(2026, 9, 1), date(2026, 9, 2), date(2027, 1, 1)]


def some(values):
    """Choose some of these, or none, which stands for any."""
    return st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(values), min_size=1, max_size=3))


CLAUSES = st.lists(
    st.builds(
        dict,
        effect=st.sampled_from(Effect), holders=some(NAMES), recipients=some(NAMES), kinds=some(KINDS),
        purposes=some(PURPOSES), parts=some(list(Part)), persons=some([7, 8]), begins_on=st.sampled_from(DAYS),
        ends_on=st.sampled_from([None, *DAYS]),
    ),
    max_size=8,
)  # fmt: skip
QUESTIONS = st.builds(
    dict,
    holder=st.sampled_from([*PARTIES, "nobody"]), recipient=st.sampled_from([*PARTIES, "nobody"]),
    kind=st.sampled_from(KINDS), purpose=st.sampled_from(PURPOSES), part=st.sampled_from(Part),
    person=st.sampled_from([None, 7, 8, 9]), on=st.sampled_from([date(2026, 3, 31), *DAYS]),
)  # fmt: skip


@settings(max_examples=500)
@given(CLAUSES, st.lists(QUESTIONS, min_size=1, max_size=20), st.sampled_from([None, *DAYS]))
def test_whatever_is_agreed_every_question_is_decided_as_the_written_rules_say(said, asked, ended):
    clauses = tuple(clause(f"c{number}", **one) for number, one in enumerate(said))
    parties = PARTIES | {"housing": replace(PARTIES["housing"], ended_on=ended)}
    policy = Policy(Agreed(1, clauses, parties))
    for one in asked:
        sharing = may_tell(question(**one), policy=policy)
        plain = plainly_told(question(**one), clauses=clauses, parties=parties)
        assert (sharing.allowed, sharing.clause) == plain


@pytest.mark.parametrize("area", ["ashmere", "tarrowdale"])
def test_every_combination_under_an_areas_own_agreements_is_decided_as_the_written_rules_say(area):
    agreements = area_in(AREAS / area).area.agreements
    child = clause("child", effect=Effect.EXCLUDE, persons=frozenset({7}), parts=frozenset({Part.KNOWN}))
    clauses = (*map(clause_declared, agreements.clauses), child)
    parties = {one.code: Party(one.code, one.name, one.type) for one in area_in(AREAS / area).area.agencies.agencies}
    policy, allowed = Policy(Agreed(1, clauses, parties)), 0
    kinds = [Kind.POLICE, Kind.HOUSING]
    every = product(parties, parties, kinds, Purpose, Part, [date(2026, 9, 1), date(2027, 9, 1)], [7, 8])
    for holder, recipient, kind, purpose, part, on, person in every:
        asked = Question(
            holder=holder, recipient=recipient, kind=kind, purpose=purpose, part=part, on=on, person=person
        )
        sharing = may_tell(asked, policy=policy)
        assert (sharing.allowed, sharing.clause) == plainly_told(asked, clauses=clauses, parties=parties)
        allowed += sharing.allowed
    assert allowed > 100


@given(CLAUSES, QUESTIONS)
def test_one_exclusion_more_never_lets_more_be_told_and_one_allowance_more_never_less(said, asked):
    clauses = tuple(clause(f"c{number}", **one) for number, one in enumerate(said))
    before = may_tell(question(**asked), policy=Policy(agreed(*clauses))).allowed
    no, yes = clause("no", effect=Effect.EXCLUDE), clause("yes")
    assert not may_tell(question(**asked), policy=Policy(agreed(*clauses, no))).allowed
    assert may_tell(question(**asked), policy=Policy(agreed(*clauses, yes))).allowed >= before


@given(CLAUSES, QUESTIONS)
def test_where_it_may_not_be_told_that_a_child_is_known_nothing_of_them_is_told(said, asked):
    policy = Policy(agreed(*(clause(f"c{number}", **one) for number, one in enumerate(said))))
    if not may_tell(question(**asked | {"part": Part.KNOWN}), policy=policy).allowed:
        for part in Part:
            if part.level is Level.CONTENT:
                assert not may_tell(question(**asked | {"part": part}), policy=policy).allowed
