"""Reaches the explanations, which not every installation has."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from wraparound.matching.commands.ending import NotHere

ROOM = "wraparound.matching.explain"


def explanations(name: str) -> Callable[..., Any]:
    """Give a function of the explanations by its name; raises NotHere if this version has none."""
    try:
        found = getattr(import_module(ROOM), name, None)
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise NotHere(f"This needs the engine's explanations ({ROOM}.{name}), which this version does not have.")
    return found
