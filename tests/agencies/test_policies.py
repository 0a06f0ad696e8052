"""Only someone at the machine may change the area; no role that an account can hold is enough."""

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.agencies.policies import MayNotAdopt, MayNotLoad, check_may_adopt, check_may_load
from wraparound.agencies.queries.operator import operator
from wraparound.agencies.words import OPERATOR


@pytest.mark.parametrize("role", list(Role))
def test_no_role_of_an_account_may_change_the_area(role):
    with pytest.raises(MayNotAdopt, match="Only an operator"):
        check_may_adopt(someone(role))
    with pytest.raises(MayNotLoad, match="Only an operator"):
        check_may_load(someone(role))


def test_an_operator_may_and_no_account_can_be_one():
    check_may_adopt(operator())
    check_may_load(operator())
    assert OPERATOR not in set(Role)
