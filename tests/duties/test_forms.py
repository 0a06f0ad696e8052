"""The words of duties' forms when something is missing or wrong."""

from datetime import UTC, datetime

import pytest

from wraparound.duties.forms import AbsenceForm, AnswerForm, ExtendForm, HandOverForm, ReasonForm, RuleForm

RULE = {
    "count": "4", "clock": "working_hours", "hours": "agency", "holds_from": "2026-09-01", "because": "A decision",
    "reason": "Three days were too long to wait",
}  # fmt: skip
WHY = "The family is away for two weeks"


@pytest.mark.parametrize(
    ("form", "field", "says"),
    [
        (AnswerForm({}), "how", "Say how it was answered"),
        (AnswerForm({"how": "refused"}), "evidence", "Say why it was not done in full"),
        (ExtendForm({"reason": WHY}), "day", "Give the day"),
        (ExtendForm({"day": "soon", "reason": WHY}), "day", "Give the day as day, month and year"),
        (ExtendForm({"day": "2026-09-01", "hour": "noon", "reason": WHY}), "hour", "hours and minutes"),
        (ReasonForm({"reason": "Oh"}), "reason", "Say why in a sentence"),
        (HandOverForm({"reason": WHY}), "to", "Choose who owes it"),
        (AbsenceForm({}), "deputy", "Choose who stands in"),
        (RuleForm(RULE | {"count": ""}), "count", "Say how many"),
        (RuleForm(RULE | {"clock": "months", "count": "37"}), "count", "At most 36 months"),
        (RuleForm(RULE | {"because": ""}), "because", "Say who decided it"),
    ],
)
def test_what_is_missing_or_wrong_is_said(form, field, says):
    assert says in form.errors[field][0]


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ({"day": "1/9/2026"}, datetime(2026, 9, 1, 23, tzinfo=UTC)),
        ({"day": "2026-09-01", "hour": "12.30"}, datetime(2026, 9, 1, 11, 30, tzinfo=UTC)),
        ({"day": "2026-12-01", "hour": "12:30"}, datetime(2026, 12, 1, 12, 30, tzinfo=UTC)),
    ],
)
def test_longer_is_until_an_hour_or_the_end_of_the_day_in_england(said, until):
    form = ExtendForm(said | {"reason": WHY})
    assert form.is_valid()
    assert form.until() == until


def test_the_desk_is_offered_unless_it_owes_it_already():
    assert ("desk", "The agency’s desk") in HandOverForm(desk=True).fields["to"].choices
    assert ("desk", "The agency’s desk") not in HandOverForm(desk=False).fields["to"].choices


def test_a_whole_rule_is_taken():
    assert RuleForm(RULE).is_valid()
