"""The ways on from a child's page, of which other capabilities know."""

from wraparound.access.rules import permitted
from wraparound.identity.ports import OUTSIDE, Onward
from wraparound.kernel.acting import Actor


def onward_for(by: Actor) -> list[Onward]:
    """Give the ways on that someone's roles open."""
    return [one for one in OUTSIDE.onward if permitted(by.roles, permission=one.permission)]
