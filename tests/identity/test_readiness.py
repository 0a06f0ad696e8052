"""A search does not hang while the engine is made ready: it says so, which says nothing of a child."""

from threading import Event

import pytest

from tests.identity.test_searching import AT, ROSA, area, names  # noqa: F401 – the area is a fixture
from wraparound.identity.actions.searching import search_children
from wraparound.identity.queries import searching
from wraparound.identity.queries.readiness import Engine
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
SOON = 10.0


class Slowly:
    """An engine that becomes ready beside the pages when it may."""

    def __init__(self):
        self.may_go, self.done, self.looks = Event(), Event(), 0
        self.engine = Engine(self.opened, patience=0.05)
        self.engine.make_ready_beside(then=self.done.set)

    def opened(self):
        self.looks += 1
        return self.may_go.wait(SOON)


@pytest.fixture
def slowly(monkeypatch):
    made = Slowly()
    monkeypatch.setattr(searching, "ENGINE", made.engine)
    yield made
    made.may_go.set()


@pytest.mark.usefixtures("area")
def test_a_search_says_that_it_is_not_ready_until_the_engine_is(slowly):
    found = search_children("Amara Okonjo", by=ROSA, at=AT)
    assert not found.ready
    assert not found.offered
    assert not Entry.objects.filter(kind="look"), "nothing was shown"
    slowly.may_go.set()
    assert slowly.done.wait(SOON)
    assert names(search_children("Amara Okonjo", by=ROSA, at=AT)) == ["Amara Okonjo"]


def test_a_first_search_has_the_engine_made_ready_at_once(slowly):
    assert slowly.looks == 0
    assert not slowly.engine.is_ready()
    slowly.may_go.set()
    assert slowly.done.wait(SOON)
    assert slowly.engine.is_ready()


def test_where_nobody_makes_it_ready_beside_a_search_makes_it_ready_itself():
    assert Engine(patience=0.0).is_ready()
