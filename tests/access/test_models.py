"""Hold the tables to what the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role

pytestmark = pytest.mark.usefixtures("area")


def test_a_role_ends_after_it_began():
    rosa = Account.objects.get(username="rosa.wendle")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(account=rosa, role=Role.LEAD, begins_on=date(2026, 9, 2), ends_on=date(2026, 9, 2))


def test_a_role_is_given_once_a_day_in_a_team():
    rosa = Account.objects.get(username="rosa.wendle")
    given = {"account": rosa, "role": Role.LEAD, "team": "north", "begins_on": date(2026, 9, 2)}
    RoleHeld.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(**given)


def test_a_username_is_one_accounts():
    rosa = Account.objects.get(username="rosa.wendle")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(username="rosa.wendle", name="Another", agency=rosa.agency)
    assert str(rosa) == "Rosa Wendle"
