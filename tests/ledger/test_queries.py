"""Reading the ledger: about a child, by someone, newest first, and from any day on."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.ledger.actions import looked
from wraparound.ledger.queries import entries_about, entries_by, hash_before, lines_from, newest_entries
from wraparound.ledger.rules import BEGINNING, first_broken

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
