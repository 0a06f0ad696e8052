"""Who may see agreements, their clauses about one child, and what was told."""

from datetime import datetime

from wraparound.access.policies import check_may, check_may_now
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor


def check_may_see_agreements(by: Actor) -> None:
    """Let those see who may tell whom what whose role it is: everyone at work."""
    check_may(by, permission=Permission.SEE_AGREEMENTS)


def check_may_keep_agreements(by: Actor, *, at: datetime) -> None:
    """Let keepers change agreements, who have shown lately who they are."""
    check_may_now(by, permission=Permission.KEEP_AGREEMENTS, at=at)


def may_keep(by: Actor) -> bool:
    """Say whether someone keeps agreements, and so sees what is agreed of one child alone."""
    return permitted(by.roles, permission=Permission.KEEP_AGREEMENTS)
