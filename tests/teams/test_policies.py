"""Who may take, allocate, hand over, tell of and note work, and give seats: a table of people against each."""

from types import SimpleNamespace

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.kernel.acting import Actor
from wraparound.teams.policies import (
    MayNotManageTeam,
    MayNotSeeTeam,
    MayNotTakeWork,
    check_may_allocate,
    check_may_give_seats,
    check_may_hand_over,
    check_may_note,
    check_may_see_team,
    check_may_take,
    check_may_tell,
)
from wraparound.web.commands.run import MAKER

CARE, HEALTH = SimpleNamespace(code="social-care"), SimpleNamespace(code="child-health")
TEAM = SimpleNamespace(code="north", name="North", agency=CARE)
OF_TEAM = SimpleNamespace(
    team=TEAM, agency=CARE, asking_agency=CARE, service_name="North", holder="holder", allocated_to=""
)
OF_SERVICE = SimpleNamespace(
    team=None, agency=HEALTH, asking_agency=CARE, service_name="Nurses", holder="", allocated_to=""
)
OF_NOBODY_HERE = SimpleNamespace(
    team=None, agency=None, asking_agency=CARE, service_name="Club", holder="", allocated_to=""
)
LEAD, DOOR, WORKER = (someone(role) for role in (Role.LEAD, Role.FRONT_DOOR, Role.PROFESSIONAL))
NURSE, NURSE_LEAD = (someone(role, agency="child-health") for role in (Role.PROFESSIONAL, Role.LEAD))
HOLDER = Actor("holder", "police", "H", frozenset({"professional"}))
LINK = Actor("desk@example.org", "child-health", link=1)
ANALYST = someone(Role.ANALYST)


def lets(check, by, *, teams=(), **what):
    try:
        check(by, **what, **({} if check is check_may_note else {"teams": set(teams)}))
    except (MayNotTakeWork, MayNotManageTeam, MayNotSeeTeam):
        return False
    return True


@pytest.mark.parametrize(
    ("by", "teams", "work", "may"),
    [
        (WORKER, ["north"], OF_TEAM, "take tell"),
        (WORKER, [], OF_TEAM, ""),
        (LEAD, [], OF_TEAM, "take allocate hand tell note"),
        (DOOR, [], OF_TEAM, "tell note"),
        (NURSE_LEAD, [], OF_TEAM, ""),
        (NURSE_LEAD, ["north"], OF_TEAM, "take allocate hand tell"),
        (HOLDER, [], OF_TEAM, "take hand tell"),
        (ANALYST, ["north"], OF_TEAM, ""),
        (NURSE, [], OF_SERVICE, "take tell"),
        (NURSE_LEAD, [], OF_SERVICE, "take allocate hand tell"),
        (LINK, [], OF_SERVICE, "take tell"),
        (WORKER, ["north"], OF_SERVICE, ""),
        (LEAD, [], OF_SERVICE, "tell note"),
        (LEAD, [], OF_NOBODY_HERE, "tell note"),
        (LINK, [], OF_NOBODY_HERE, "take tell"),
    ],
)
def test_who_may_do_what_with_work(by, teams, work, may):
    checks = {
        "take": check_may_take, "allocate": check_may_allocate, "hand": check_may_hand_over, "tell": check_may_tell,
        "note": check_may_note,
    }  # fmt: skip
    assert {name for name, check in checks.items() if lets(check, by, teams=teams, work=work)} == set(may.split())


@pytest.mark.parametrize(
    ("by", "teams", "sees", "gives"),
    [
        (WORKER, ["north"], True, False),
        (WORKER, [], False, False),
        (LEAD, [], True, True),
        (NURSE_LEAD, ["north"], True, True),
        (NURSE_LEAD, [], False, False),
        (DOOR, [], False, False),
        (ANALYST, ["north"], False, False),
        (MAKER, [], False, True),
    ],
)
def test_who_sees_a_team_and_gives_its_seats(by, teams, sees, gives):
    assert lets(check_may_see_team, by, teams=teams, team=TEAM) is sees
    assert lets(check_may_give_seats, by, teams=teams, team=TEAM) is gives
