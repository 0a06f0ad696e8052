"""How a question stands with a partner, in which order partners are proposed, and what an answer wants."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.exchange.rules.answers import said_as_agreed, told_in
from wraparound.exchange.rules.asks import MET_BY, RULES, Proposed, in_order, standing_of, wanting
from wraparound.exchange.rules.refs import ref_of
from wraparound.exchange.words import Part
from wraparound.exchange.words.asks import FIELDS, Outcome, Said, Standing, Urgency

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
EARLIER, LATER = AT - timedelta(hours=1), AT + timedelta(hours=1)
ALL = list(FIELDS)


@pytest.mark.parametrize(
    ("unreached", "withdrawn", "outcome", "due_at", "stands"),
    [
        (False, False, "", LATER, Standing.WAITING),
        (False, False, "", AT, Standing.LATE),
        (False, False, "", None, Standing.WAITING),
        (True, False, "", EARLIER, Standing.UNREACHED),
        (True, True, "", EARLIER, Standing.WITHDRAWN),
        (False, False, "need_longer", LATER, Standing.LONGER),
        (False, False, "need_longer", EARLIER, Standing.LATE),
        (True, True, "known", EARLIER, None),
        (False, False, "nothing_found", EARLIER, None),
        (False, False, "not_covered", LATER, None),
        (False, False, "may_not_say", LATER, None),
    ],
)
def test_silence_an_outage_and_an_answer_are_never_the_same(unreached, withdrawn, outcome, due_at, stands):
    found = standing_of(unreached=unreached, withdrawn=withdrawn, outcome=outcome, due_at=due_at, at=AT)
    assert found is stands


def test_every_urgency_has_its_rule_and_every_answer_meets_the_duty_but_needing_longer():
    assert set(RULES) == set(Urgency)
    assert set(MET_BY) == set(Outcome) - {Outcome.NEED_LONGER}


def test_those_involved_come_first_and_those_who_may_not_be_asked_last():
    partners = [
        Proposed(name, name, "x", involved, allowed, "x", True)
        for name, involved, allowed in (("D", True, False), ("C", False, True), ("B", True, True), ("A", False, True))
    ]
    assert [one.code for one in in_order(partners)] == ["B", "A", "C", "D"]


@pytest.mark.parametrize("words", ["Known", "known to us.", "Yes", " We know this child ", "", "   ", "ok, known"])
def test_that_a_child_is_known_is_not_enough(words):
    said = Said(outcome=Outcome.KNOWN, knows=words, contact="x", considered=True, name="x")
    assert "knows" in wanting(said, parts=ALL)


def test_what_no_agreement_lets_be_told_is_not_asked_for():
    said = Said(outcome=Outcome.KNOWN, considered=True, name="x")
    assert set(wanting(said, parts=[])) == set()
    assert set(wanting(said, parts=["worries"])) == {"worries"}
    assert set(wanting(said, parts=["contact"])) == {"contact"}


@given(st.sampled_from(Outcome), st.lists(st.sampled_from(ALL), unique=True), st.booleans())
def test_an_answer_tells_only_parts_that_are_agreed(outcome, allowed, has_files):
    whole = Said(**dict.fromkeys(["since", "knows", "strengths", "worries", "contact", "sealed", "wording"], "x"))
    said = said_as_agreed(Said(**vars(whole) | {"outcome": outcome, "reason": "x"}), allowed=allowed)
    told = told_in(outcome, said={name: getattr(said, name) for name in ALL if name != "files"}, has_files=has_files)
    agreed = {FIELDS[name] for name in allowed} | {Part.KNOWN} | ({Part.FILES} if has_files else set())
    assert set(told) <= agreed
    assert (Part.KNOWN in told) == (outcome in {Outcome.KNOWN, Outcome.NOTHING_FOUND})


@given(st.binary(min_size=5, max_size=5), st.binary(min_size=5, max_size=5))
def test_a_reference_is_the_same_for_the_same_chance_alone(one, other):
    assert (ref_of(one) == ref_of(other)) == (one == other)
    assert len(ref_of(one)) == len("Q-7K3M-92QX")


def test_no_two_states_of_a_partner_are_called_the_same():
    labels = [one.label for one in (*Standing, *Outcome)]
    assert len(set(labels)) == len(labels)
    assert all(a not in b for a, b in product(labels, labels) if a != b)
