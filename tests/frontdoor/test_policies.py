"""Who stands behind the front door, who decides, and who looks twice."""

import pytest

from tests.acting import someone
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.frontdoor.policies import (
    MayNotAtTheDoor,
    MayNotSecondOneself,
    check_at_the_door,
    check_may_decide,
    check_may_second,
    check_may_tell,
    is_at_the_door,
)

DOOR = "social-care"


@pytest.mark.parametrize(
    ("role", "agency", "stands"),
    [
        (Role.FRONT_DOOR, DOOR, True),
        (Role.LEAD, DOOR, True),
        (Role.GOVERNANCE, DOOR, True),
        (Role.PROFESSIONAL, DOOR, False),
        (Role.ANALYST, DOOR, False),
        (Role.FRONT_DOOR, "police", False),
        (Role.LEAD, "schools", False),
    ],
)
def test_behind_the_door_stand_those_whose_role_and_agency_it_is(role, agency, stands):
    by = someone(role, agency=agency)
    assert is_at_the_door(by, front_door=DOOR) == stands
    if stands:
        check_at_the_door(by, front_door=DOOR)
    else:
        with pytest.raises((MayNotDo, MayNotAtTheDoor)):
            check_at_the_door(by, front_door=DOOR)


def test_whoever_leads_the_work_decides_about_their_family_though_not_behind_the_door():
    lead = someone(Role.LEAD, agency="schools")
    check_may_decide(lead, front_door=DOOR, lead=lead.username)
    with pytest.raises(MayNotAtTheDoor):
        check_may_decide(lead, front_door=DOOR, lead="someone.else")
    with pytest.raises(MayNotDo):
        check_may_decide(someone(Role.GOVERNANCE), front_door=DOOR)


def test_nobody_is_their_own_second_pair_of_eyes():
    manager = someone(Role.LEAD)
    check_may_second(manager, front_door=DOOR, proposed_by="rosa")
    with pytest.raises(MayNotSecondOneself):
        check_may_second(manager, front_door=DOOR, proposed_by=manager.username)
    with pytest.raises(MayNotDo):
        check_may_second(someone(Role.FRONT_DOOR), front_door=DOOR, proposed_by="rosa")


def test_everyone_who_works_with_children_may_tell():
    for role in (Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD):
        check_may_tell(someone(role, agency="schools"))
    with pytest.raises(MayNotDo):
        check_may_tell(someone(Role.ANALYST))
