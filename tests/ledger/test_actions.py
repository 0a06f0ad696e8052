"""What is done and what is seen is written down once, in order, or not at all."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.kernel.acting import CannotDo, Event
from wraparound.ledger import queries
from wraparound.ledger.actions import listen, looked, whole, whole_look, write_down, writing
from wraparound.ledger.models import Entry
from wraparound.ledger.rules import first_broken

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class BridgeCrossed(Event):
    bridge: str


@pytest.fixture(autouse=True)
def nobody_else_listens(monkeypatch):
    monkeypatch.setattr(writing, "_listeners", {})


@whole
def cross(bridge, *, by, at):
    """Cross a bridge."""
    write_down(BridgeCrossed(bridge), about=[1, 2, 1], by=by, at=at)


@whole
def cross_both(*, by, at, then=None):
    """Cross two."""
    cross("first", by=by, at=at)
    cross("second", by=by, at=at)
    if then:
        raise then


def test_an_entry_says_who_for_which_agency_why_and_under_which_rules():
    looked("a child's records", about=[7], shown=["name"], rules="2026-11", by=someone(purpose="a visit"), at=AT)
    (entry,) = Entry.objects.all()
    assert (entry.username, entry.agency, entry.purpose) == ("front_door@social-care", "social-care", "a visit")
    assert (entry.event, entry.kind, entry.rules) == ("ledger.LookedAt", "look", "2026-11")
    assert entry.facts == {"what": "a child's records", "shown": ["name"], "about": [7]}


def test_an_action_and_those_it_calls_are_one_and_follow_one_another():
    cross_both(by=someone(), at=AT)
    assert [entry.place for entry in Entry.objects.order_by("id")] == [1, 2]
    assert first_broken(queries.lines_from()) is None


def test_nothing_is_written_of_what_did_not_happen():
    with pytest.raises(CannotDo):
        cross_both(by=someone(), at=AT, then=CannotDo("The second bridge is shut."))
    assert not Entry.objects.exists()
    cross_both(by=someone(), at=AT)
    assert Entry.objects.count() == 2


def test_each_day_begins_at_one_and_follows_the_day_before():
    cross_both(by=someone(), at=AT)
    cross("third", by=someone(), at=AT + timedelta(days=1))
    assert list(Entry.objects.order_by("id").values_list("place", flat=True)) == [1, 2, 1]
    assert first_broken(queries.lines_from()) is None


def test_a_clock_that_was_put_back_breaks_no_chain():
    cross("first", by=someone(), at=AT)
    cross("second", by=someone(), at=AT - timedelta(days=3))
    assert {entry.day for entry in Entry.objects.all()} == {AT.date()}
    assert first_broken(queries.lines_from()) is None


def test_those_who_listen_are_told_in_the_same_breath():
    heard = []

    def hear(event, *, by, at):
        heard.append((event.bridge, by.username, at))

    listen(BridgeCrossed, listener=hear)
    cross("first", by=someone(), at=AT)
    assert heard == [("first", "front_door@social-care", AT)]


def test_if_one_who_listens_refuses_nothing_has_happened():
    def refuse(event, *, by, at):
        raise CannotDo("Not today.")

    listen(BridgeCrossed, listener=refuse)
    with pytest.raises(CannotDo):
        cross("first", by=someone(), at=AT)
    assert not Entry.objects.exists()


def test_a_listener_is_told_once_however_often_the_wiring_is_laid():
    heard = []

    def hear(event, *, by, at):
        heard.append(event)

    listen(BridgeCrossed, listener=hear)
    listen(BridgeCrossed, listener=hear)
    cross("first", by=someone(), at=AT)
    assert len(heard) == 1


@whole_look
def look_for(found, *, by, at, meanwhile=None):
    """Look for whoever there is, and have something happen while one reads."""
    looked("the list of children", about=found, by=by, at=at)
    return meanwhile() if meanwhile else found


def test_what_only_looks_is_whole_and_does_nothing():
    assert look_for([7], by=someone(), at=AT) == [7]
    with pytest.raises(ZeroDivisionError):
        look_for([8], by=someone(), at=AT, meanwhile=lambda: 1 / 0)
    with pytest.raises(RuntimeError, match="does nothing"):
        look_for([9], by=someone(), at=AT, meanwhile=lambda: cross("first", by=someone(), at=AT))
    assert [entry.facts["about"] for entry in Entry.objects.all()] == [[7]]
