"""Who may decide about records."""

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.identity.policies import MayNotDecide, check_may_decide, check_may_decide_about


@pytest.mark.parametrize("role", [Role.FRONT_DOOR, Role.ANALYST])
def test_those_whose_role_it_is_decide(role):
    check_may_decide(someone(role))


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.LEAD])
def test_others_do_not(role):
    with pytest.raises(MayNotDecide):
        check_may_decide(someone(role))


def test_keepers_of_shields_decide_about_whom_they_hide_and_no_one_else():
    keeper = someone(Role.GOVERNANCE)
    check_may_decide(keeper)
    check_may_decide_about(keeper, is_hidden=True)
    with pytest.raises(MayNotDecide):
        check_may_decide_about(keeper, is_hidden=False)
    check_may_decide_about(someone(Role.ANALYST), is_hidden=False)
