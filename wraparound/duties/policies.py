"""Who may do what with a duty: who owes it acts on it; the one it is owed to gives longer or lets it go."""

from collections.abc import Collection

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor, MayNot


class MayNotAct(MayNot):
    """The duty is another agency's."""


class MayNotChange(MayNot):
    """Only keepers of the area's rules change them, and nobody changes the law's."""


def check_may_act(by: Actor, *, agency: str, owner: str = "", stands_in_for: Collection[str] = ()) -> None:
    """Let those act on a duty whose agency owes it, whose own it is, or who stand in for its owner."""
    if not (_is_at(by, agency=agency) or _is_own(by, owner=owner, stands_in_for=stands_in_for)):
        raise MayNotAct("Another agency owes this. Someone there can answer it, hand it over or pause its clock.")


def check_may_extend(by: Actor, *, agency: str, owed_to: str, owner: str = "") -> None:
    """Let either side give a duty longer: the one who owes says why, the one it is owed to agrees."""
    if not (_is_at(by, agency=agency) or _is_at(by, agency=owed_to) or _is_own(by, owner=owner)):
        raise MayNotAct("Only the agency that owes this, or the one it is owed to, can give it longer.")


def check_may_withdraw(by: Actor, *, owed_to: str) -> None:
    """Let the agency to which something is owed let it go."""
    if not _is_at(by, agency=owed_to):
        raise MayNotAct("Only the agency to which this is owed can say that it is not owed any more.")


def check_may_note_absence(by: Actor, *, username: str) -> None:
    """Let people say themselves that they are away, and keepers of accounts say it for others."""
    own = by.username == username and permitted(by.roles, permission=Permission.OWE_DUTIES)
    if not own and not permitted(by.roles, permission=Permission.MANAGE_ACCOUNTS):
        raise MayNotAct("People say themselves that they are away; for others, a keeper of accounts does.")


def check_may_change_rule(by: Actor, *, is_national: bool) -> None:
    """Let keepers of the local rules change one; the law's own are nobody's here to change."""
    if not permitted(by.roles, permission=Permission.KEEP_DUTY_RULES):
        raise MayNotChange(f"Your role does not let you {Permission.KEEP_DUTY_RULES.label}.")
    if is_national:
        raise MayNotChange("This clock is the law's. It changes when the law does, with a new version of the service.")


def _is_at(by: Actor, *, agency: str) -> bool:
    """Say whether someone acts for an agency: in a role that owes, by a link of theirs, or at the machine itself."""
    if OPERATOR in by.roles:
        return True
    acts = permitted(by.roles, permission=Permission.OWE_DUTIES) or by.link is not None
    return acts and by.agency == agency


def _is_own(by: Actor, *, owner: str, stands_in_for: Collection[str] = ()) -> bool:
    own = bool(owner) and (by.username == owner or owner in stands_in_for)
    return own and permitted(by.roles, permission=Permission.OWE_DUTIES)
