"""By what agencies tell one another on a day, and what usually makes it lawful."""

from datetime import date

import pytest

from wraparound.access.words import Purpose
from wraparound.exchange.rules import shares
from wraparound.exchange.rules.shares import HOLDS_FROM, basis_for, condition_for, statute_on
from wraparound.exchange.words import Basis, Condition, Kind, Part, Statute


def test_until_the_duty_to_share_is_commenced_agencies_tell_by_agreement():
    assert HOLDS_FROM[Statute.DUTY] is None
    assert statute_on(date(2026, 11, 27)) is Statute.AGREEMENT


def test_from_its_day_on_they_tell_by_the_duty(monkeypatch):
    monkeypatch.setitem(shares.HOLDS_FROM, Statute.DUTY, date(2027, 4, 1))
    assert statute_on(date(2027, 3, 31)) is Statute.AGREEMENT
    assert statute_on(date(2027, 4, 1)) is Statute.DUTY


@pytest.mark.parametrize(
    ("kind", "purpose", "parts", "condition"),
    [
        (Kind.HEALTH, Purpose.PROTECT, (Part.KNOWN,), Condition.SAFEGUARDING),
        (Kind.HEALTH, Purpose.HEALTH, (Part.KNOWN,), Condition.CARE),
        (Kind.POLICE, Purpose.PROTECT, (Part.KNOWN,), Condition.OFFENCES),
        (Kind.HOUSING, Purpose.NEED, (Part.INTELLIGENCE,), Condition.OFFENCES),
        (Kind.EDUCATION, Purpose.NEED, (Part.WORRIES,), Condition.SAFEGUARDING),
    ],
)
def test_what_is_told_takes_the_condition_that_is_usual_for_it(kind, purpose, parts, condition):
    assert condition_for(kind, purpose=purpose, parts=parts) is condition


def test_an_enquiry_whether_a_child_is_harmed_is_a_legal_obligation_and_help_a_public_task():
    assert basis_for(Purpose.PROTECT) is Basis.LEGAL_OBLIGATION
    assert basis_for(Purpose.EARLY_HELP) is Basis.PUBLIC_TASK
