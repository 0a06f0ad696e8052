"""A scrap while it is read: what is left of it, and what was found so far."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from wraparound.identity.words import ScrapPart

LONGEST = 200  # letters of a scrap that are read


class Reading:
    """A scrap while it is read: what is left of it, and what was found so far."""

    def __init__(self, scrap: str, *, on: date, schools: Mapping[str, str]) -> None:
        self.rest, self.on, self.schools = f" {scrap[:LONGEST]} ", on, schools
        self.said: dict[str, list[str]] = {}
        self.words: list[str] = []
        self.kinds: list[ScrapPart] = []
        self.unread: list[str] = []
        self.names: tuple[str, ...] = ()
        self.ages: tuple[date, date] | None = None
        self.street = self.number = self.ending = self.code = ""

    def note(self, kind: ScrapPart, *, words: str, **said: list[str]) -> None:
        """Note a part that was read."""
        for name, values in said.items():
            held = self.said.setdefault(name, [])
            held += [value for value in values if value not in held]
        self.words.append(words)
        if kind not in self.kinds:
            self.kinds.append(kind)

    def take(self, pattern: re.Pattern[str], *, read: Callable[[re.Match[str]], bool]) -> None:
        """Read whatever a pattern finds, and leave a comma where it was read."""
        self.rest = pattern.sub(lambda found: " , " if read(found) else found[0], self.rest)
