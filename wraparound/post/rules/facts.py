"""What a letter may say: a closed list, each with a shape that no name and no sentence has."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from wraparound.agencies.words import SAID, LetterCode, LetterFact

LONDON = ZoneInfo("Europe/London")
# Of a question, a contact or work; never a child's code.
REFERENCE = re.compile(r"[CQSW]-[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4})?")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COUNT = re.compile(r"[0-9]{1,9}")  # fewer digits than any number that people are given
NAMED = frozenset({LetterFact.ASKER, LetterFact.AGENCY})  # codes, told as names
COUNTED = frozenset({LetterFact.NUMBER, LetterFact.LATE, LetterFact.TODAY, LetterFact.SOON, LetterFact.AWAITED})


def wanting_of_facts(facts: Mapping[str, str], *, template: LetterCode, known: Collection[str]) -> str:
    """Say what is wrong with the facts of a letter; nothing if each is of its shape. `known` are codes with a name."""
    wanted = {str(fact) for fact in SAID[template]}
    if set(facts) != wanted:
        return f"The letter “{template}” says {', '.join(sorted(wanted))}, and nothing else."
    for name, value in facts.items():
        if not isinstance(value, str) or not _fits(LetterFact(name), value=value, known=known):
            return f"This is not {LetterFact(name).label}."
    return ""


def told(facts: Mapping[str, str], *, names: Mapping[str, str]) -> dict[str, str]:
    """Give facts as a letter says them: agencies by their names, moments in words."""
    return {name: _told(LetterFact(name), value=value, names=names) for name, value in facts.items()}


def due_in_words(due: str) -> str:
    """Say when something is due: Thursday 3 December at 5:00pm; a day alone where it is due on a day."""
    if len(due) == len("2026-12-03"):
        on = date.fromisoformat(due)
        return f"{on:%A} {on.day} {on:%B}"
    at = datetime.fromisoformat(due).astimezone(LONDON)
    return f"{at:%A} {at.day} {at:%B} at {at.hour % 12 or 12}:{at.minute:02}{'am' if at.hour < 12 else 'pm'}"


def _fits(fact: LetterFact, *, value: str, known: Collection[str]) -> bool:
    if fact in NAMED:
        return bool(CODE.fullmatch(value)) and value in known
    return bool(SHAPES[fact](value))


def _told(fact: LetterFact, *, value: str, names: Mapping[str, str]) -> str:
    if fact in NAMED:
        return names.get(value, value)
    return due_in_words(value) if fact is LetterFact.DUE else value


def _is_moment(value: str) -> bool:
    try:
        if len(value) == len("2026-12-03"):
            return date.fromisoformat(value).isoformat() == value
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


SHAPES: dict[LetterFact, Callable[[str], object]] = {
    LetterFact.REFERENCE: REFERENCE.fullmatch,
    LetterFact.DUE: _is_moment,
    **dict.fromkeys(COUNTED, COUNT.fullmatch),
}
