"""Who may do what with a duty, by table."""

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.duties.policies import (
    MayNotAct,
    MayNotChange,
    check_may_act,
    check_may_change_rule,
    check_may_extend,
    check_may_note_absence,
    check_may_withdraw,
)
from wraparound.kernel.acting import Actor

POLICE = someone(Role.PROFESSIONAL, agency="police")
DOOR = someone()
SCHOOL = someone(Role.PROFESSIONAL, agency="schools")
LINK = Actor("desk@police.example.org", "police", link=1)
NO_ROLE = Actor("gone", "police")
MACHINE = Actor("operator:run", "", roles=frozenset({"operator"}))


def may(check, by, **said) -> bool:
    try:
        check(by, **said)
    except (MayNotAct, MayNotChange):
        return False
    return True


@pytest.mark.parametrize(
    ("by", "acts", "extends", "withdraws"),
    [
        (POLICE, True, True, False),
        (LINK, True, True, False),
        (DOOR, False, True, True),
        (SCHOOL, False, False, False),
        (NO_ROLE, False, False, False),
        (MACHINE, True, True, True),
    ],
)
def test_either_side_has_its_part(by, acts, extends, withdraws):
    assert may(check_may_act, by, agency="police") is acts
    assert may(check_may_extend, by, agency="police", owed_to="social-care") is extends
    assert may(check_may_withdraw, by, owed_to="social-care") is withdraws


def test_the_owner_acts_and_whoever_stands_in_for_them():
    assert may(check_may_act, SCHOOL, agency="police", owner=SCHOOL.username)
    assert not may(check_may_act, SCHOOL, agency="police", owner="jo.farrant")
    assert not may(check_may_act, SCHOOL, agency="police", stands_in_for=["jo.farrant"])


def test_a_deputy_acts_on_what_the_absent_owe():
    assert may(check_may_act, SCHOOL, agency="police", owner="jo.farrant", stands_in_for=["jo.farrant"])
    assert not may(check_may_act, SCHOOL, agency="police", owner="another", stands_in_for=["jo.farrant"])


def test_people_say_themselves_that_they_are_away():
    assert may(check_may_note_absence, SCHOOL, username=SCHOOL.username)
    assert not may(check_may_note_absence, SCHOOL, username="jo.farrant")
    assert may(check_may_note_absence, someone(Role.GOVERNANCE), username="jo.farrant")


def test_keepers_change_local_rules_and_nobody_the_laws():
    keeper = someone(Role.GOVERNANCE)
    assert may(check_may_change_rule, keeper, is_national=False)
    assert not may(check_may_change_rule, keeper, is_national=True)
    assert not may(check_may_change_rule, DOOR, is_national=False)
