"""Who may take work on, say who does, speak for those who asked, and give seats."""

from collections.abc import Collection
from typing import Any

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor, MayNot


class MayNotTakeWork(MayNot):
    """The work is asked of another team or service, or was allocated to somebody else."""


class MayNotManageTeam(MayNot):
    """The team is managed by others."""


class MayNotSeeTeam(MayNot):
    """What waits for a team is for those of the team and those who manage it."""


def is_asked(by: Actor, *, work: Any, teams: Collection[str]) -> bool:
    """Say whether work is asked of someone: of a team of theirs, of their agency's service, or in a letter to them.

    Who came by a link sees the one piece of work that it is about, and no other (`queries.seen`).
    """
    if by.link is not None:
        return True
    if not permitted(by.roles, permission=Permission.TAKE_WORK):
        return False
    if work.team is not None:
        return work.team.code in teams or manages(by, team=work.team, teams=teams)
    return work.agency is not None and work.agency.code == by.agency


def manages(by: Actor, *, team: Any, teams: Collection[str]) -> bool:
    """Say whether someone manages a team: a lead who is in it, or of the agency whose it is."""
    if OPERATOR in by.roles:
        return True
    leads = permitted(by.roles, permission=Permission.ALLOCATE_WORK)
    return leads and (team.code in teams or team.agency.code == by.agency)


def allocates(by: Actor, *, work: Any, teams: Collection[str]) -> bool:
    """Say whether someone says who takes work on: who manages its team, or leads at the agency whose service it is."""
    if work.team is not None:
        return manages(by, team=work.team, teams=teams)
    leads = permitted(by.roles, permission=Permission.ALLOCATE_WORK)
    return leads and work.agency is not None and work.agency.code == by.agency


def holds(by: Actor, *, work: Any) -> bool:
    """Say whether work is someone's own: they accepted it, or it was allocated to them."""
    return bool(by.username) and by.link is None and by.username in {work.holder, work.allocated_to}


def asked_for(by: Actor, *, work: Any) -> bool:
    """Say whether someone speaks for those who asked for work."""
    return permitted(by.roles, permission=Permission.ASK_FOR_WORK) and work.asking_agency.code == by.agency


def check_may_take(by: Actor, *, work: Any, teams: Collection[str]) -> None:
    """Let those take work on, or refuse it, of whom it is asked."""
    if not (is_asked(by, work=work, teams=teams) or holds(by, work=work)):
        raise MayNotTakeWork(f"{work.service_name} is asked to take this on. Somebody there accepts or refuses it.")


def check_may_allocate(by: Actor, *, work: Any, teams: Collection[str]) -> None:
    """Let those say who takes work on who manage it."""
    if not allocates(by, work=work, teams=teams):
        raise MayNotManageTeam(f"A manager of {work.service_name} says who takes this on.")


def check_may_hand_over(by: Actor, *, work: Any, teams: Collection[str]) -> None:
    """Let those hand work over whose own it is, or who manage it."""
    if not (holds(by, work=work) or allocates(by, work=work, teams=teams)):
        raise MayNotTakeWork("Whoever holds this work hands it over, or a manager of theirs does.")


def check_may_tell(by: Actor, *, work: Any, teams: Collection[str]) -> None:
    """Let those say how work goes of whom it is asked, who hold it, or who asked and heard it."""
    if not (is_asked(by, work=work, teams=teams) or holds(by, work=work) or asked_for(by, work=work)):
        raise MayNotTakeWork("Whoever holds this work says how it goes, or those who asked for it.")


def check_may_note(by: Actor, *, work: Any) -> None:
    """Let those note what they heard by telephone who asked for the work."""
    if not asked_for(by, work=work):
        raise MayNotTakeWork("Only those who asked for this work note what they heard of it.")


def check_may_give_seats(by: Actor, *, team: Any, teams: Collection[str]) -> None:
    """Let those give and end seats who manage the team."""
    if not manages(by, team=team, teams=teams):
        raise MayNotManageTeam(f"A manager of {team.name} gives and ends its seats.")


def check_may_see_team(by: Actor, *, team: Any, teams: Collection[str]) -> None:
    """Let those see what waits for a team who are in it or manage it."""
    takes = permitted(by.roles, permission=Permission.TAKE_WORK)
    if not takes or not (team.code in teams or manages(by, team=team, teams=teams)):
        raise MayNotSeeTeam(f"What waits for {team.name} is for those of the team and those who manage it.")
