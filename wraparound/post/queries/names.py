"""What agencies are called that a letter names, and the number at which they are called."""

from collections.abc import Mapping

from wraparound.agencies.queries import agencies_ever
from wraparound.agencies.words import LetterFact
from wraparound.post.rules import NAMED


def names_told(facts: Mapping[str, str]) -> dict[str, str]:
    """Give the names of the agencies that facts name by their codes. Cost: one query, or none."""
    codes = [facts[fact] for fact in NAMED if fact in facts]
    return {one.code: one.name for one in agencies_ever().filter(code__in=codes)} if codes else {}


def phone_of_asker(facts: Mapping[str, str]) -> str:
    """Give the telephone number of the agency that asks, as it is declared. Cost: one query, or none."""
    asker = facts.get(LetterFact.ASKER, "")
    found = agencies_ever().filter(code=asker).first() if asker else None
    return found.phone if found else ""
