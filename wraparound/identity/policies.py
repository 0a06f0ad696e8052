"""Who may see a person and decide about records; looking a child up is `access.policies.check_may_look_up`."""

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor, MayNot


class MayNotSeePerson(MayNot):
    """The actor's agency has no part in this person's life, and the actor has not broken the glass."""

    def __init__(self, code: str) -> None:
        """Say who it is about, so that the way to break the glass can be shown."""
        super().__init__("Your agency holds no record of this person, so their records are closed to you.")
        self.where = {"code": code}


class MayNotDecide(MayNot):
    """Deciding about records is not part of the actor's role."""


def check_may_see(code: str, *, seen: bool) -> None:
    """Let those see a person whose queries find them (`queries.seen`); raises MayNotSeePerson for others."""
    if not seen:
        raise MayNotSeePerson(code)


def check_may_decide(by: Actor) -> None:
    """Let those decide whose role it is."""
    if not permitted(by.roles, permission=Permission.LINK_RECORDS):
        raise MayNotDecide("Your role does not let you decide which records are one person's.")
