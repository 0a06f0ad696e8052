"""Who sees agreements and who changes them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.access.policies import MayNotDo, MayNotUnlessSignedInLately
from wraparound.access.words import Role
from wraparound.exchange.policies import check_may_keep_agreements, check_may_see_agreements, may_keep
from wraparound.kernel.acting import Actor


@pytest.mark.parametrize("role", Role)
def test_everyone_at_work_sees_the_agreements(role):
    check_may_see_agreements(someone(role))


def test_whoever_has_no_role_sees_none():
    with pytest.raises(MayNotDo):
        check_may_see_agreements(Actor("nurse@health.example.org", "child-health"))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.GOVERNANCE}))
def test_nobody_but_keepers_changes_them(role):
    by = replace(someone(role), signed_in_at=AT)
    assert not may_keep(by)
    with pytest.raises(MayNotDo):
        check_may_keep_agreements(by, at=AT)


def test_a_keeper_changes_them_who_has_shown_lately_who_they_are():
    keeper = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    assert may_keep(keeper)
    check_may_keep_agreements(keeper, at=AT)
    with pytest.raises(MayNotUnlessSignedInLately):
        check_may_keep_agreements(keeper, at=AT + timedelta(hours=1))
