"""The wiring is laid when the service starts: the ledger knows who may read it, what people are called, and a key."""

import pytest

from tests.acting import someone
from wraparound.access.models import Account
from wraparound.access.rules import VERSION
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.kernel.acting import MayNot
from wraparound.ledger.ports import OUTSIDE
from wraparound.web.wiring import Names


def test_the_ledger_is_opened_to_those_whom_the_one_table_names():
    OUTSIDE.check_may_read(someone(Role.GOVERNANCE))
    with pytest.raises(MayNot):
        OUTSIDE.check_may_read(someone(Role.ANALYST))
    assert OUTSIDE.rules == VERSION


def test_the_nodes_own_key_signs():
    assert OUTSIDE.signer().key == OUTSIDE.signer().key


@pytest.mark.django_db
def test_people_and_agencies_are_named():
    agency = Agency.objects.create(code="school", name="Ash Lane School")
    Account.objects.create(username="amina", name="Amina Rahman", agency=agency, is_active=False)
    assert Names().accounts(["amina", "nobody"]) == {"amina": "Amina Rahman"}
    assert Names().agencies() == {"school": "Ash Lane School"}
    assert Names().usernames("rahm") == ["amina"]
