"""Where the wiring plugs in what duties need from outside."""

from collections.abc import Callable

from wraparound.duties.ports import OUTSIDE, Persons


def plug_in(*, persons: Persons, mark: Callable[[str], str]) -> None:
    """Say who knows persons, and who draws secrets. Called once."""
    OUTSIDE.persons, OUTSIDE.mark = persons, mark
