"""Hold refusals to the right reader and the right words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.access import policies
from wraparound.access.rules import MAY
from wraparound.access.words import Permission, Role


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_the_table_is_what_is_enforced(role, permission):
    if role in MAY[permission]:
        policies.check_may(someone(role), permission=permission)
    else:
        with pytest.raises(policies.MayNotDo, match=permission.label):
            policies.check_may(someone(role), permission=permission)


def test_what_is_sensitive_wants_a_sign_in_of_late():
    keeper = someone(Role.GOVERNANCE)
    for signed_in_at in (None, AT - timedelta(hours=1)):
        with pytest.raises(policies.MayNotUnlessSignedInLately):
            policies.check_may_now(
                replace(keeper, signed_in_at=signed_in_at), permission=Permission.MANAGE_ACCOUNTS, at=AT
            )
    policies.check_may_now(replace(keeper, signed_in_at=AT), permission=Permission.MANAGE_ACCOUNTS, at=AT)
    policies.check_may_now(keeper, permission=Permission.SEE_LEDGER, at=AT)


def test_a_sign_in_of_late_is_no_right():
    with pytest.raises(policies.MayNotDo):
        policies.check_may_now(
            replace(someone(Role.ANALYST), signed_in_at=AT), permission=Permission.MANAGE_ACCOUNTS, at=AT
        )


def test_nobody_looks_a_child_up_without_a_purpose():
    with pytest.raises(policies.MayNotWithoutPurpose):
        policies.check_may_look_up(someone(Role.FRONT_DOOR, purpose=""))
    policies.check_may_look_up(someone(Role.FRONT_DOOR))
    with pytest.raises(policies.MayNotDo):
        policies.check_may_look_up(someone(Role.ANALYST))


def test_too_many_wrong_attempts_are_refused():
    policies.check_may_try([AT] * 4, at=AT)
    with pytest.raises(policies.MayNotTryAgainYet):
        policies.check_may_try([AT] * 5, at=AT)


def test_nobody_reviews_their_own():
    keeper = someone(Role.GOVERNANCE)
    policies.check_may_review(keeper, who="someone.else")
    with pytest.raises(policies.MayNotReviewOneself):
        policies.check_may_review(keeper, who=keeper.username)
    with pytest.raises(policies.MayNotDo):
        policies.check_may_review(someone(Role.LEAD), who="someone.else")
