"""Only those may read the ledger whose role it is; and nobody, until it is said who decides."""

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.kernel.acting import MayNot
from wraparound.ledger import policies
from wraparound.ledger.policies import MayNotRead, check_may_read
from wraparound.ledger.ports import Outside


@pytest.mark.parametrize("role", Role)
def test_the_keeper_of_information_governance_reads_and_nobody_else(role):
    if role == Role.GOVERNANCE:
        check_may_read(someone(role))
    else:
        with pytest.raises(MayNot, match="read the ledger"):
            check_may_read(someone(role))


def test_without_wiring_nobody_may(monkeypatch):
    monkeypatch.setattr(policies, "OUTSIDE", Outside())
    with pytest.raises(MayNotRead):
        check_may_read(someone(Role.GOVERNANCE))
