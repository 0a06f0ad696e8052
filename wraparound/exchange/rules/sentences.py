"""What an agreement says, in sentences: a clause, an answer, and who, what and what for within them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.words import OF_TYPE, Clause, Effect, Kind, Level, Part, Party, Question


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
    about = children_in_words(clause.persons, called=called or {})
    who = agencies_in_words(clause.holders, parties=parties, any_="any agency")
    whom = agencies_in_words(clause.recipients, parties=parties, any_="any agency")
    may = "may tell" if clause.effect is Effect.ALLOW else "may not tell"
    what = parts_in_words(clause.parts)
    of = f" ({listed([kind.label.lower() for kind in Kind if kind in clause.kinds])} information)"
    said = f"{who} {may} {whom} {what}{of if clause.kinds else ''}, {purposes_in_words(clause.purposes)}, {about}"
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
    """Say which parts; none named is all, and a whole level is named as one."""
    if not parts or set(parts) == set(Part):
        return "everything"
    return listed([part.label for part in Part if part in parts])


def children_in_words(persons: Collection[int], *, called: Mapping[int, str]) -> str:
    """Say of which children; those who may not be named are counted with nobody: they are left out of `called`."""
    if not persons:
        return "of every child"
    named = sorted(called[person] for person in persons if person in called)
    return f"of {listed(named)}" if named else "of a child who is not named here"


def agencies_in_words(named: Collection[str], *, parties: Mapping[str, Party], any_: str) -> str:
    """Name agencies and kinds of agency; none named is any."""
    types = [one for one in AgencyType if f"{OF_TYPE}{one}" in named]
    every = [f"every agency of the kind “{one.label}”" for one in types]
    codes = sorted(code for code in named if not code.startswith(OF_TYPE))
    return listed([*every, *(parties[code].name if code in parties else code for code in codes)]) or any_


def level_of(parts: Iterable[Part]) -> Level:
    """Say how much is told by some parts together."""
    return Level.CONTENT if any(part.level is Level.CONTENT for part in parts) else Level.EXISTENCE


def day_in_words(day: date) -> str:
    """Write a day as people read it: 1 April 2026."""
    return f"{day.day} {day:%B %Y}"


def listed(things: Collection[str], *, joined: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    *most, last = things or [""]
    return f"{', '.join(most)} {joined} {last}" if most else last


def _stopped(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
