"""What people at work have in common with whom they opened: surname, home, and no link to their work."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.identity.records import filed, linked, row
from wraparound.access.actions import break_glass
from wraparound.access.models import Account, RoleHeld
from wraparound.access.queries import mark_of_postcode
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.identity.models import Record
from wraparound.identity.queries.in_common import in_common
from wraparound.identity.rules import bears_name, surnames_in
from wraparound.ledger.words import InCommon

TODAY = AT.date()


@pytest.mark.parametrize(
    ("said", "surnames"),
    [
        ({"surname": ["Okonjo"]}, {"okonjo"}),
        ({"surname": ["O\u2019Neill-Marsh", "Zo\u00eb"]}, {"oneill", "marsh", "zoe"}),
        ({"full_name": ["OKONJO, Amara"]}, {"okonjo"}),
        ({"full_name": ["Amara Okonjo"]}, {"okonjo"}),
        ({"given_names": ["Okonjo"]}, set()),
        ({}, set()),
    ],
)
def test_surnames_are_read_from_whatever_a_record_says(said, surnames):
    assert surnames_in(said) == surnames


@pytest.mark.parametrize(
    ("name", "bears"),
    [
        ("Ngozi Okonjo", True),
        ("Ngozi OKONJO-Bell", True),
        ("Okonjo Bell", False),
        ("Ngozi Okonjos", False),
        ("Ngozi", False),
    ],
)
def test_someone_bears_a_surname_or_a_part_of_it(name, bears):
    assert bears_name(name, surnames={"okonjo", "marsh"}) is bears


@pytest.fixture
def child(db):
    filed(row("1"))
    linked()
    return Record.objects.get().person_id


def at_work(name, *, agency="police", role=Role.LEAD, home=""):
    kept, _ = Agency.objects.get_or_create(code=agency, defaults={"name": agency, "type": "police"})
    account = Account.objects.create(username=name, name=name, agency=kept, home=mark_of_postcode(home))
    RoleHeld.objects.create(account=account, role=role, begins_on=TODAY)
    return account


@pytest.mark.parametrize(
    ("account", "common"),
    [
        ({"name": "Ngozi Okonjo"}, InCommon(name=1, no_link=1)),
        ({"name": "Jo Farrant"}, InCommon(no_link=1)),
        ({"name": "Jo Farrant", "agency": "health-agency"}, InCommon()),
        ({"name": "Jo Farrant", "role": Role.FRONT_DOOR}, InCommon()),
        ({"name": "Jo Farrant", "agency": "health-agency", "home": "qa14qn"}, InCommon(address=1)),
        ({"name": "Jo Farrant", "agency": "health-agency", "home": "QA1 4QP"}, InCommon()),
    ],
)
def test_what_is_in_common_is_found(child, account, common):
    someone_there = at_work(**account)
    assert in_common({someone_there.username: {child}, "nobody": {child}}, on=TODAY) == {someone_there.username: common}


def test_a_former_name_and_home_count_too(child):
    filed(row("1", last="Bell", postcode="QA2 2AB"), load=2)
    there = at_work("Ngozi Okonjo", agency="health-agency", home="QA1 4QN")
    assert in_common({there.username: {child}}, on=TODAY) == {there.username: InCommon(name=1, address=1)}


def test_whom_one_opened_for_a_reason_is_reviewed_by_itself(child):
    there = at_work("Jo Farrant", role=Role.PROFESSIONAL)
    by = someone(Role.PROFESSIONAL, agency="police")
    Account.objects.filter(pk=there.pk).update(username=by.username)
    break_glass(child, reason="A child is in danger", lasts=timedelta(hours=4), by=by, at=AT)
    assert in_common({by.username: {child}}, on=TODAY) == {by.username: InCommon()}


def test_nobody_looked_at_anyone():
    assert in_common({}, on=TODAY) == {}
