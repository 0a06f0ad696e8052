"""Who may see the directory of local services, and who keeps it."""

import pytest

from tests.acting import someone
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.directory.policies import check_may_keep_directory, check_may_see_directory, may_keep_directory
from wraparound.kernel.acting import Actor
from wraparound.web.commands.run import MAKER

KEEP = {Role.FRONT_DOOR, Role.LEAD, Role.ANALYST}


@pytest.mark.parametrize("role", list(Role))
def test_everyone_at_work_sees_services_and_some_keep_them(role):
    by = someone(role)
    check_may_see_directory(by)
    assert may_keep_directory(by) is (role in KEEP)
    if role in KEEP:
        check_may_keep_directory(by)
    else:
        with pytest.raises(MayNotDo):
            check_may_keep_directory(by)


def test_an_operator_keeps_the_directory_and_nobody_without_a_role_sees_it():
    check_may_keep_directory(MAKER)
    with pytest.raises(MayNotDo):
        check_may_see_directory(Actor("nobody", ""))
