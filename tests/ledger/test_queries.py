"""Reading the ledger: about a child, by someone, newest first, and from any day on."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.ledger.actions import looked
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.queries import (
    entries_about,
    entries_by,
    hash_before,
    lines_from,
    newest_entries,
    page_asked,
    unusual_on,
)
from wraparound.ledger.rules import BEGINNING, first_broken
from wraparound.ledger.words import Asked

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)


@pytest.fixture(autouse=True)
def written(db):
    looked("a child's records", about=[7, 8], by=someone(), at=AT)
    looked("a list of children", about=[8], by=someone(Role.LEAD), at=AT)
    looked("a child's records", about=[7], by=someone(Role.LEAD), at=LATER)


def test_who_looked_at_a_child_newest_first():
    assert [(entry.username, entry.at) for entry in entries_about(7)] == [
        ("lead@social-care", LATER),
        ("front_door@social-care", AT),
    ]
    assert not entries_about(9)


def test_what_someone_looked_at():
    assert [entry.at for entry in entries_by("lead@social-care")] == [LATER, AT]


def test_all_of_it_newest_first():
    assert [entry.at for entry in newest_entries()] == [LATER, AT, AT]


def test_the_chain_is_read_in_order_and_from_any_day():
    assert first_broken(lines_from()) is None
    assert hash_before(AT.date()) == BEGINNING
    assert first_broken(lines_from(LATER.date()), before=hash_before(LATER.date())) is None


def test_nothing_is_told_of_someone_of_whom_the_reader_may_not_know():
    by = someone(Role.GOVERNANCE)
    before = [entry.about for entry in page_asked(Asked(), by=by).entries]
    assert [7, 8] in before
    with hiding(7):
        assert [entry.about for entry in page_asked(Asked(), by=by).entries] == [one for one in before if 7 not in one]
        assert page_asked(Asked(person=7), by=by).entries == []
        assert unusual_on(AT.date(), by=by).looked == 1
    with hiding(7, 8):
        assert unusual_on(AT.date(), by=by).looked == 0


@contextmanager
def hiding(*persons):
    class Hiding:
        def hidden_from(self, by):
            return persons

        def in_common(self, looks, *, on):
            assert not set(persons) & {person for some in looks.values() for person in some}
            return {}

    kept, OUTSIDE.persons = OUTSIDE.persons, Hiding()
    yield
    OUTSIDE.persons = kept
