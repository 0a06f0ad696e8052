"""Unusual looking: each rule by a table, and the numbers behind it from real entries."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.ledger.actions import looked
from wraparound.ledger.queries import unusual_on
from wraparound.ledger.rules import DayOfLooking, oddities
from wraparound.ledger.words import InCommon

MANY = "Looked at {} different children; on a day in the four weeks before it was usually {}."


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (DayOfLooking("amina", 9), ()),
        (DayOfLooking("amina", 10), ("Looked at 10 different children, and at none in the four weeks before.",)),
        (DayOfLooking("amina", 30, others=(10, 10, 10)), ()),
        (DayOfLooking("amina", 31, others=(10, 10, 10)), (MANY.format(31, 10),)),
        (DayOfLooking("amina", 12, others=(1, 5, 2, 3)), (MANY.format(12, 2.5),)),
        (DayOfLooking("amina", 9, others=(1,)), ()),
        (DayOfLooking("amina", 1, 1), ("Looked at a child without saying for what.",)),
        (DayOfLooking("amina", 3, 2, (3,)), ("Looked at 2 children without saying for what.",)),
        (DayOfLooking("amina", 1, common=InCommon()), ()),
        (
            DayOfLooking("amina", 1, common=InCommon(name=1)),
            ("Opened the records of a child with their own surname.",),
        ),
        (
            DayOfLooking("amina", 2, common=InCommon(address=2)),
            ("Opened the records of 2 children living in the postcode of their own home.",),
        ),
        (
            DayOfLooking("amina", 2, 1, common=InCommon(no_link=2)),
            (
                "Looked at a child without saying for what.",
                "Opened the records of 2 children whom their agency never knew.",
            ),
        ),
    ],
)
def test_what_is_unusual_and_in_which_words(day, why):
    assert [oddity.why for oddity in oddities([day])] == ([why] if why else [])


def test_most_children_come_first():
    days = [DayOfLooking("b", 2, 1), DayOfLooking("c", 40), DayOfLooking("a", 2, 1)]
    assert [oddity.username for oddity in oddities(days)] == ["c", "a", "b"]


@pytest.mark.django_db
def test_the_numbers_come_from_the_ledger():
    lead = someone(Role.LEAD)
    for days_ago, children in ((29, 50), (28, 2), (3, 4), (0, 12)):
        for person in range(children):
            looked("a child's records", about=[person], by=lead, at=AT - timedelta(days=days_ago))
    looked("a child's records", about=[1, 1, 2], by=lead, at=AT)
    looked("a child's records", about=[1], by=someone(purpose=""), at=AT)
    looked("the ledger", by=someone(Role.GOVERNANCE, purpose=""), at=AT)
    found = unusual_on(AT.date(), by=someone(Role.GOVERNANCE))
    assert found.looked == 2
    assert [(oddity.username, oddity.children, oddity.why) for _, oddity in found.oddities] == [
        ("lead@social-care", 12, (MANY.format(12, 3),)),
        ("front_door@social-care", 1, ("Looked at a child without saying for what.",)),
    ]
