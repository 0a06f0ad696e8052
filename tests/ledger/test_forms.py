"""What narrows the ledger is read as people type it, and what is typed wrongly says so."""

from datetime import date

import pytest

from wraparound.ledger.forms import LedgerFilter
from wraparound.ledger.words import Asked


@pytest.mark.parametrize("typed", ["2026-09-03", "3/9/2026", "3 9 2026", "3 September 2026", "03.09.2026"])
def test_a_day_is_read_as_people_write_it(typed):
    assert LedgerFilter({"day": typed}).asked() == Asked(day=date(2026, 9, 3))


def test_a_day_that_is_none_narrows_nothing_and_says_what_would_be_right():
    form = LedgerFilter({"day": "yesterday", "called": "Amina"})
    assert form.asked() == Asked(called="Amina")
    assert form.errors["day"] == ["Give the day as day, month and year, such as 3 9 2026."]


def test_nothing_typed_asks_for_all():
    assert LedgerFilter({}).asked(person=7) == Asked(person=7)
    assert LedgerFilter({"day": "", "before": "", "kind": ""}).asked() == Asked()


@pytest.mark.parametrize("bad", [{"kind": "theft"}, {"before": "x"}, {"before": "-1"}])
def test_what_is_not_offered_narrows_nothing(bad):
    assert LedgerFilter(bad).asked() == Asked()


def test_agencies_and_events_are_offered_by_their_names():
    form = LedgerFilter({"agency": "gone"}, agencies=[("school", "Ash Lane School")])
    assert form.fields["agency"].choices == [("", "All"), ("school", "Ash Lane School"), ("gone", "gone")]
    assert ("ledger.DaySealed", "Day sealed") in form.fields["event"].choices


def test_what_was_asked_is_said_in_words():
    assert Asked().in_words() == "the ledger"
    asked = Asked(person=7, username="amina", day=date(2026, 9, 3), kind="look")
    assert asked.in_words() == "the ledger (about child 7, by amina, on 2026-09-03, look)"
