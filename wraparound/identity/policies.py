"""Who may decide about records, and who may look a child up."""

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor, MayNot


class MayNotDecide(MayNot):
    """Deciding about records is not part of the actor's role."""


class MayNotLookUp(MayNot):
    """Looking children up is not part of the actor's role, or no purpose was given."""


def check_may_decide(by: Actor) -> None:
    """Let those decide whose role it is."""
    if not permitted(by.roles, permission=Permission.LINK_RECORDS):
        raise MayNotDecide("Your role does not let you decide which records are one person's.")


def check_may_look_up(by: Actor) -> None:
    """Let those look a child up whose role it is and who have said what for."""
    if not permitted(by.roles, permission=Permission.LOOK_UP_CHILDREN):
        raise MayNotLookUp("Your role does not let you look children up.")
    if not by.purpose:
        raise MayNotLookUp("Say what you are looking for before you look a child up.")
