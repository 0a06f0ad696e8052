"""Takes values out of a service as a file has it, and notes of each that does not fit what would be right."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from wraparound.agencies.words import SetAside

SHOWN, LARGEST = 60, 100_000
Told = Mapping[str, Any]


def clean(text: str) -> str:
    """Give a text without what no database keeps: nothing at all (NUL), and halves of letters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class Row:
    """One row of a file, read with every fault remembered."""

    def __init__(self, told: Told, *, number: int) -> None:
        """Keep what is told and where it stands."""
        self.told, self.number = told, number
        self.wrong: list[SetAside] = []

    def fault(self, field: str, *, value: Any, right: str) -> None:
        """Remember a fault."""
        said = "" if value is None else str(value)
        plain = "".join(letter if letter.isprintable() else "�" for letter in said)
        self.wrong.append(SetAside(self.number, field, plain[:SHOWN], right))

    def text(self, name: str, *, of: Told | None = None, at: str = "") -> str:
        """Give a text; nothing where there is none."""
        value = (self.told if of is None else of).get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(at or name, value=value, right="Give it as text in quotation marks")
            return ""
        return clean(value)

    def whole(self, name: str, *, of: Told | None = None, at: str = "") -> int | None:
        """Give a whole number from nought, also one that is written as text, as some publishers do."""
        value = (self.told if of is None else of).get(name)
        if value is None or value == "":
            return None
        try:
            number = None if isinstance(value, bool) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = None
        if number is None or not 0 <= number <= LARGEST:
            self.fault(at or name, value=value, right=f"Give a number from 0 to {LARGEST:,}")
            return None
        return int(number)

    def day(self, name: str, *, of: Told | None = None, at: str = "") -> date | None:
        """Give a day; a moment is read as its day."""
        value = (self.told if of is None else of).get(name)
        if value is None or value == "":
            return None
        try:
            return date.fromisoformat(value[:10])
        except (TypeError, ValueError):
            self.fault(at or name, value=value, right="Give the day as 2026-09-01")
            return None

    def uuid(self, name: str) -> UUID | None:
        """Give the number by which something is known."""
        value = self.told.get(name)
        try:
            return UUID(value)
        except (TypeError, ValueError, AttributeError):
            right = "Give a UUID, such as ac148810-d857-441c-9679-408f346de14b"
            self.fault(name, value=value, right=right)
            return None

    def part(self, name: str, *, of: Told | None = None, at: str = "") -> Told:
        """Give an object inside another; an empty one where there is none."""
        value = (self.told if of is None else of).get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(at or name, value=value, right="Give it as an object in braces")
            return {}
        return value

    def parts(self, name: str, *, of: Told | None = None, at: str = "") -> list[Told]:
        """Give a list of objects; an empty one where there is none."""
        value = (self.told if of is None else of).get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(at or name, value=value, right="Give it as a list of objects")
            return []
        return value
