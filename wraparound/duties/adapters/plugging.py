"""Where the wiring plugs in what duties need from outside."""

from collections.abc import Callable, Mapping

from wraparound.duties.ports import OUTSIDE, Persons


def plug_in(*, persons: Persons, mark: Callable[[str], str], subjects: Mapping[str, str] | None = None) -> None:
    """Say who knows persons, who draws secrets, and where what is owed is answered. Called once."""
    OUTSIDE.persons, OUTSIDE.mark, OUTSIDE.subjects = persons, mark, subjects or {}
