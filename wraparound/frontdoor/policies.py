"""Who may tell the front door, who stands behind it, and who looks twice."""

from wraparound.access.policies import check_may
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.feeds.policies import MACHINE
from wraparound.kernel.acting import Actor, MayNot


class MayNotAtTheDoor(MayNot):
    """The front door is another agency's work."""


class MayNotGiveNotices(MayNot):
    """Another agency's notifications are its own, and the front door's, to give and to mend."""


class MayNotSecondOneself(MayNot):
    """The second pair of eyes is somebody else's."""


def check_may_tell(by: Actor) -> None:
    """Let everyone who works with children tell the front door; raises MayNotDo for those whose role it is not."""
    check_may(by, permission=Permission.TELL_THE_DOOR)


def is_at_the_door(by: Actor, *, front_door: str) -> bool:
    """Say whether someone works behind the front door: by their role, and for the agency whose door it is."""
    return by.agency == front_door and permitted(by.roles, permission=Permission.SEE_DOOR)


def check_at_the_door(by: Actor, *, front_door: str) -> None:
    """Let those behind the front door through who see what it was told."""
    check_may(by, permission=Permission.SEE_DOOR)
    if by.agency != front_door:
        raise MayNotAtTheDoor("This is the work of the agency whose front door it is.")


def may_see_notices(by: Actor) -> bool:
    """Say whether someone sees files of notifications: those who see files of records, for a row tells of a child."""
    return permitted(by.roles, permission=Permission.SEE_FEEDS)


def check_may_give_notices(by: Actor, *, agency: str, front_door: str) -> None:
    """Let those give and mend files of notifications whose agency's they are, those at the door, and the node."""
    if MACHINE in by.roles:
        return
    check_may(by, permission=Permission.SEE_FEEDS)
    if by.agency != agency and not is_at_the_door(by, front_door=front_door):
        raise MayNotGiveNotices("Files of notifications are for your own agency to give, and for the front door.")


def check_may_decide(by: Actor, *, front_door: str, lead: str = "", is_hidden: bool = False) -> None:
    """Let those decide whose role it is behind the door, and whoever leads the work with the family already.

    A worry about a child who is hidden is seen by keepers of shields alone, so they decide it.
    """
    if lead and by.username == lead:
        return
    check_may(by, permission=Permission.KEEP_SHIELDS if is_hidden else Permission.DECIDE)
    check_at_the_door(by, front_door=front_door)


def check_may_second(by: Actor, *, front_door: str, proposed_by: str, is_hidden: bool = False) -> None:
    """Let another person than the one who proposed it be the second pair of eyes; of the hidden, another keeper."""
    check_may(by, permission=Permission.KEEP_SHIELDS if is_hidden else Permission.SECOND)
    check_at_the_door(by, front_door=front_door)
    if by.username == proposed_by:
        raise MayNotSecondOneself("You proposed this decision. Somebody else looks at it.")
