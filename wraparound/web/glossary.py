"""The glossary as people at work read it: the words of this area, then those of the service, from GLOSSARY.md."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import get_type_hints

from wraparound.agencies.queries import words
from wraparound.agencies.words import AreaWords

PAGE = Path(__file__).parents[2] / "GLOSSARY.md"
FOR_ENGINEERS = "Finding the same person"
LINK, MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)"), re.compile(r"[`*]")
COLUMNS = 5


@dataclass(frozen=True)
class Explained:
    """A word, what it means and who says so."""

    word: str
    meaning: str
    who: str


@dataclass(frozen=True)
class Section:
    """Words that belong together, in the order of the alphabet."""

    title: str
    words: list[Explained]


def glossary() -> list[Section]:
    """Give the words that the area uses, then the service's own. Cost: the area's settings, which are kept."""
    return [Section("What this area calls things", _of_area(words())), *_written(PAGE)]


def _of_area(said: AreaWords) -> list[Explained]:
    """Give what the area calls what everyone knows by another name."""
    hints = get_type_hints(AreaWords, include_extras=True)
    told = ((str(getattr(said, one.name)), hints[one.name].__metadata__[0].says) for one in fields(AreaWords))
    return _in_order(Explained(word, meaning, "this area") for word, meaning in told)


@cache
def _written(page: Path) -> tuple[Section, ...]:
    """Read the sections of the glossary that are for people at work; how the engine works is for engineers."""
    sections = []
    for part in page.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
        told = (Explained(*(_plain(cell) for cell in row[:3])) for row in rows[2:] if len(row) == COLUMNS)
        if title != FOR_ENGINEERS and rows:
            sections.append(Section(title, _in_order(told)))
    return tuple(sections)


def _in_order(told: Iterable[Explained]) -> list[Explained]:
    return sorted(told, key=lambda one: one.word.casefold())


def _plain(cell: str) -> str:
    """Give a cell as plain words, without what marks it up."""
    return MARKS.sub("", LINK.sub(r"\1", cell)).strip()
