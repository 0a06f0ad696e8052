"""Who may decide about records."""

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.identity.policies import MayNotDecide, check_may_decide


@pytest.mark.parametrize("role", [Role.FRONT_DOOR, Role.ANALYST])
def test_those_whose_role_it_is_decide(role):
    check_may_decide(someone(role))


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.LEAD, Role.GOVERNANCE])
def test_others_do_not(role):
    with pytest.raises(MayNotDecide):
        check_may_decide(someone(role))
