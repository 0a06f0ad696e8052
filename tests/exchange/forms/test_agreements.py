"""The forms of agreements: what is filled in becomes a clause and a question, and a clause fills its form in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.agreeing import PARTIES, clause
from tests.exchange.rules.test_deciding import NAMES, some
from wraparound.access.words import Purpose
from wraparound.exchange.forms.agreements import ClauseForm, TryForm, clause_filled
from wraparound.exchange.words import Effect, Kind, Part

ONE = st.builds(
    clause,
    st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True),
    effect=st.sampled_from(Effect), holders=some(NAMES), recipients=some(NAMES), kinds=some(list(Kind)),
    purposes=some(list(Purpose)), parts=some(list(Part)), begins_on=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    ends_on=st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
)  # fmt: skip


@given(ONE)
def test_a_clause_that_fills_a_form_in_comes_out_of_it_as_it_was(whole):
    filled = clause_filled(whole, called={7: "P-0000-0007", 8: "P-0000-0008"})
    form = ClauseForm(filled, parties=PARTIES.values())
    assert form.is_valid(), form.errors
    assert form.clause() == whole
    assert form.codes == ["P-0000-0007", "P-0000-0008"]


def test_children_are_named_with_commas_or_spaces_in_small_letters_too():
    form = ClauseForm(clause_filled(clause(), called={}) | {"children": "p-0000-0007,P-0000-0008  "}, parties=[])
    assert form.is_valid()
    assert form.codes == ["P-0000-0007", "P-0000-0008"]


@pytest.mark.parametrize(("kind", "meant"), [("", Kind.HOUSING), ("police", Kind.POLICE)])
def test_a_question_is_of_the_holders_own_kind_of_information_unless_another_is_named(kind, meant):
    asked = {"holder": "housing", "recipient": "social-care", "part": "known", "purpose": "need", "kind": kind}
    form = TryForm(asked, parties=PARTIES.values(), may_name=False)
    assert form.is_valid()
    question = form.question(today=date(2026, 9, 1))
    assert (question.kind, question.on, question.person) == (meant, date(2026, 9, 1), None)
    assert "child" not in form.fields
