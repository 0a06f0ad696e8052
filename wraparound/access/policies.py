"""Refusing those who have not the right."""

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor, MayNot


class MayNotDo(MayNot):
    """The actor's roles do not include what this asks for."""


def check_may(by: Actor, *, permission: Permission) -> None:
    """Let those through whose role allows it; raises MayNotDo for anyone else."""
    if not permitted(by.roles, permission=permission):
        raise MayNotDo(f"Your role does not let you {permission.label}.")
