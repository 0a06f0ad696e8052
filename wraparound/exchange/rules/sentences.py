"""What an agreement says, in sentences: a clause, an answer, and who, what and what for within them."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.words import OF_TYPE, Clause, Effect, Kind, Level, Part, Party, Question

PARTS_OF: dict[Level, frozenset[Part]] = {  # sensitive intelligence is told by nobody who was not told so
    level: frozenset(part for part in Part if part.level is level and part is not Part.INTELLIGENCE) for level in Level
}
LEVELS_IN_WORDS = {
    Level.EXISTENCE: "that they ask about or know the child",
    Level.CONTENT: "all they know of the child but sensitive intelligence",
}
TYPES_IN_WORDS = {
    AgencyType.SOCIAL_CARE: "children’s social care",
    AgencyType.HEALTH: "health",
    AgencyType.SCHOOL: "schools and colleges",
    AgencyType.POLICE: "the police",
    AgencyType.HOUSING: "housing",
    AgencyType.YOUTH_JUSTICE: "youth justice",
    AgencyType.EARLY_YEARS: "early years",
    AgencyType.VOLUNTARY: "the voluntary sector",
    AgencyType.OTHER: "another kind",
}


class Answer(NamedTuple):
    """A question's sentence either way."""

    may: str
    not_: str


def answer_in_words(question: Question, *, parties: Mapping[str, Party]) -> Answer:
    """Say that the holder may tell, and that it may not."""
    holder, recipient = parties[question.holder].name, parties[question.recipient].name
    rest = f"tell {recipient} {question.part.label}, {purpose_in_words(question.purpose)}."
    return Answer(f"{holder} may {rest}", f"{holder} may not {rest}")


@lru_cache(maxsize=4096)
def clause_cited(clause: Clause, *, version: int) -> str:
    """Cite a clause and its reason, as an answer gives it."""
    does = "allows" if clause.effect is Effect.ALLOW else "excludes"
    return f"Clause “{clause.code}” of version {version} of the agreements {does} it: {_stopped(clause.because)}"


def clause_in_words(clause: Clause, *, parties: Mapping[str, Party], called: Mapping[int, str] | None = None) -> str:
    """Say a clause in one sentence; `called` gives the codes of the persons it may be shown to name."""
    who = agencies_in_words(clause.holders, parties=parties)
    whom = agencies_in_words(clause.recipients, parties=parties)
    may = "may tell" if clause.effect is Effect.ALLOW else "may not tell"
    of = f" ({listed([kind.label.lower() for kind in Kind if kind in clause.kinds])} information)"
    what = f"{parts_in_words(clause.parts)}{of if clause.kinds else ''}"
    about = f" of {children_in_words(clause.persons, called=called or {})}," if clause.persons else ""
    said = f"{who} {may} {whom} {what},{about} {purposes_in_words(clause.purposes)}"
    return f"{dates_in_words(clause)}, {said}."


def dates_in_words(clause: Clause) -> str:
    """Say from when to when it holds, as the beginning of a sentence."""
    last = "" if clause.ends_on is None else f" and before {day_in_words(clause.ends_on)}"
    return f"From {day_in_words(clause.begins_on)}{last}"


def purpose_in_words(purpose: Purpose) -> str:
    """Say what for, as the end of a sentence."""
    if purpose is Purpose.OTHER:
        return "for something else"
    return f"to {purpose.label[:1].lower()}{purpose.label[1:]}"


def purposes_in_words(purposes: Collection[Purpose]) -> str:
    """Say what for; none named is any."""
    named = [purpose_in_words(purpose) for purpose in Purpose if purpose in purposes]
    return listed(named, joined="or") if named else "for any purpose"


def parts_in_words(parts: Collection[Part]) -> str:
    """Say which parts; none named is all, and a level whose parts are all named is named as one."""
    left = set(parts)
    if not left or left == set(Part):
        return "everything"
    said = []
    for level, words in LEVELS_IN_WORDS.items():
        if left >= PARTS_OF[level]:
            left -= PARTS_OF[level]
            said.append(words)
    return listed([*said, *(part.label for part in Part if part in left)])


def children_in_words(persons: Collection[int], *, called: Mapping[int, str]) -> str:
    """Say of which children; those who may not be named are left out of `called`, and out of the words."""
    if not persons:
        return "every child"
    return listed(sorted(called[person] for person in persons if person in called)) or "a child who is not named here"


def agencies_in_words(named: Collection[str], *, parties: Mapping[str, Party]) -> str:
    """Name agencies and kinds of agency; none named is any."""
    types = [TYPES_IN_WORDS[one] for one in AgencyType if f"{OF_TYPE}{one}" in named]
    every = [f"any agency of {listed(types)}"] if types else []
    codes = sorted(code for code in named if not code.startswith(OF_TYPE))
    return listed([*(parties[code].name if code in parties else code for code in codes), *every]) or "any agency"


def day_in_words(day: date) -> str:
    """Write a day as people read it: 1 April 2026."""
    return f"{day.day} {day:%B %Y}"


def listed(things: Collection[str], *, joined: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    *most, last = things or [""]
    return f"{', '.join(most)} {joined} {last}" if most else last


def _stopped(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
