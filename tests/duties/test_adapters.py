"""Duties are told by the wiring who persons are, and who draws secrets."""

from tests.acting import AT, someone
from wraparound.duties.adapters import plug_in
from wraparound.duties.ports import OUTSIDE
from wraparound.web.wiring import PersonsOwed


def test_the_wiring_has_plugged_in_who_knows_persons_and_draws_secrets():
    assert isinstance(OUTSIDE.persons, PersonsOwed)
    assert len(OUTSIDE.mark("a calendar")) == 64


def test_whoever_is_plugged_in_is_asked(monkeypatch):
    class Nobody:
        def called(self, numbers, *, by, at):
            return dict.fromkeys(numbers, (by.username, at))

        def hidden_from(self, by):
            return []

    monkeypatch.setattr(OUTSIDE, "persons", None)
    monkeypatch.setattr(OUTSIDE, "mark", None)
    plug_in(persons=Nobody(), mark=str.upper)
    assert OUTSIDE.persons.called([7], by=someone(), at=AT) == {7: (someone().username, AT)}
    assert OUTSIDE.mark("so") == "SO"
