"""Hold the table of permissions and the sums beside it to their promises."""

from datetime import timedelta

import pytest

from tests.acting import AT
from wraparound.access.rules import ATTEMPTS, MAY, WITHIN, lately, permitted, says_why, shut_until
from wraparound.access.words import Permission, Role
from wraparound.agencies.words.kinds import RoleCode

MINUTE = timedelta(minutes=1)


def test_every_permission_has_a_line_and_someone_who_holds_it():
    assert set(MAY) == set(Permission)
    assert all(MAY.values())


def test_an_area_names_the_roles_that_access_knows():
    assert {str(role) for role in RoleCode} == {str(role) for role in Role}


@pytest.mark.parametrize("roles", [[], ["operator"], ["Governance"], ["nobody"]])
@pytest.mark.parametrize("permission", list(Permission))
def test_a_role_nobody_wrote_down_may_nothing(roles, permission):
    assert not permitted(roles, permission=permission)


def test_one_role_of_several_is_enough():
    assert permitted(["analyst", "governance"], permission=Permission.SEE_LEDGER)
    assert not permitted(["analyst", "lead"], permission=Permission.SEE_LEDGER)


@pytest.mark.parametrize(
    ("gone", "is_lately"),
    [
        (None, False),
        (timedelta(0), True),
        (timedelta(minutes=14, seconds=59), True),
        (15 * MINUTE, False),
        (-MINUTE, False),
    ],
)
def test_lately_is_a_quarter_of_an_hour(gone, is_lately):
    assert lately(None if gone is None else AT - gone, at=AT) is is_lately


def test_the_door_shuts_after_five_wrong_attempts_and_opens_by_itself():
    wrong = [AT - MINUTE * ago for ago in range(ATTEMPTS)]
    assert shut_until(wrong[1:], at=AT) is None
    until = shut_until(wrong, at=AT)
    assert until == AT - 4 * MINUTE + WITHIN
    assert shut_until(wrong, at=until - timedelta(seconds=1)) == until
    assert shut_until(wrong, at=until) is None


def test_what_has_not_happened_yet_shuts_no_door():
    assert shut_until([AT + MINUTE] * ATTEMPTS, at=AT) is None


@pytest.mark.parametrize(
    ("reason", "enough"),
    [("", False), ("child at risk", False), ("  . " * 10, False), ("Father is on his way to the school now", True)],
)
def test_a_reason_is_a_sentence(reason, enough):
    assert says_why(reason) is enough
