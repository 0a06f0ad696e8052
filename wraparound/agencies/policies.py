"""Who may change the area's settings: only someone at the machine itself, never through a page."""

from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor, MayNot


class MayNotAdopt(MayNot):
    """The area's settings are changed at the machine."""


class MayNotLoad(MayNot):
    """Tables of public facts are loaded at the machine."""


def check_may_adopt(by: Actor) -> None:
    """Let an operator through; raises MayNotAdopt for anyone else."""
    if OPERATOR not in by.roles:
        raise MayNotAdopt("Only an operator may change the area's settings, with wraparound adopt_area.")


def check_may_load(by: Actor) -> None:
    """Let an operator through; raises MayNotLoad for anyone else."""
    if OPERATOR not in by.roles:
        raise MayNotLoad("Only an operator may load tables of public facts, with the command for each.")
