"""Who may see the directory of local services, and who keeps it."""

from wraparound.access.policies import check_may
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor


def check_may_see_directory(by: Actor) -> None:
    """Let those see services whose role it is: everyone at work."""
    check_may(by, permission=Permission.SEE_DIRECTORY)


def check_may_keep_directory(by: Actor) -> None:
    """Let those say what is right of a service who keep the directory, and an operator at the machine."""
    if OPERATOR not in by.roles:
        check_may(by, permission=Permission.KEEP_DIRECTORY)


def may_keep_directory(by: Actor) -> bool:
    """Say whether someone keeps the directory, and so plans with exact counts."""
    return permitted(by.roles, permission=Permission.KEEP_DIRECTORY)
