"""Who may see a person and decide about records; looking a child up is `access.policies.check_may_look_up`."""

from datetime import datetime, timedelta

from wraparound.access.policies import check_may_look_up, check_may_now
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor, CannotDo, MayNot

WITHIN = timedelta(minutes=2)  # in which nobody reads as much as `ledger.queries.MANY_AT_ONCE` entries tell of


class MayNotSeePerson(MayNot):
    """The actor's agency has no part in this person's life, and the actor has not broken the glass."""

    def __init__(self, code: str) -> None:
        """Say who it is about, so that the way to break the glass can be shown."""
        super().__init__("Your agency holds no record of this person, so their records are closed to you.")
        self.where = {"code": code}


class CannotSearchSoFast(CannotDo):
    """More was searched in a short time than anyone reads."""


class MayNotDecide(MayNot):
    """Deciding about records is not part of the actor's role."""


def check_may_see(code: str, *, seen: bool) -> None:
    """Let those see a person whose queries find them (`queries.seen`); raises MayNotSeePerson for others."""
    if not seen:
        raise MayNotSeePerson(code)


def check_not_too_fast(nth_newest: datetime | None, *, at: datetime) -> None:
    """Refuse those who have looked so often in a short time that nobody could have read it.

    `nth_newest` is when they did the last but so many of what is written down of them, if they have done so much.
    """
    if nth_newest is not None and at - nth_newest < WITHIN:
        raise CannotSearchSoFast("You have searched very often in the last two minutes. Wait a moment, then go on.")


def check_may_decide(by: Actor, *, at: datetime | None = None) -> None:
    """Let those decide whose role it is; keepers of shields too, about whom they hide (`reviewing.doubts_known`).

    With an instant, keepers must have shown lately who they are, for what they decide may end a shield.
    """
    if permitted(by.roles, permission=Permission.LINK_RECORDS):
        return
    if not permitted(by.roles, permission=Permission.KEEP_SHIELDS):
        raise MayNotDecide("Your role does not let you decide which records are one person's.")
    if at is not None:
        check_may_now(by, permission=Permission.KEEP_SHIELDS, at=at)


def check_may_decide_about(by: Actor, *, is_hidden: bool) -> None:
    """Let keepers of shields decide only where one of the persons is hidden."""
    if not (is_hidden or permitted(by.roles, permission=Permission.LINK_RECORDS)):
        raise MayNotDecide("You may decide only which records are those of someone who is hidden.")


def check_may_withhold(by: Actor, *, at: datetime) -> None:
    """Let those withhold a number, or show it again, who may look the child up and showed lately who they are."""
    check_may_look_up(by)
    check_may_now(by, permission=Permission.WITHHOLD_NUMBERS, at=at)
