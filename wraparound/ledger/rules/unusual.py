"""Looking that a person should read about: each rule says in a sentence what it saw, none that it was wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from wraparound.ledger.words import InCommon

MANY = 10  # different children in a day, below which nobody's day is unusual for its number
TIMES = 3  # as many as usual
NOTHING = InCommon()


@dataclass(frozen=True)
class DayOfLooking:
    """What someone looked at on one day: how many different children, for how many of them no purpose was said.

    `others` are the numbers of children on those of the four weeks before on which they looked at any; `common` is what
    they have in common with the children whose records they opened.
    """

    username: str
    children: int
    without_purpose: int = 0
    others: tuple[int, ...] = ()
    common: InCommon = NOTHING


@dataclass(frozen=True)
class Oddity:
    """Something a person should read about, and why."""

    username: str
    children: int
    why: tuple[str, ...]


def oddities(days: Iterable[DayOfLooking]) -> list[Oddity]:
    """Give those days on which some rule saw something, most children first."""
    found = [Oddity(day.username, day.children, why) for day in days if (why := _reasons(day))]
    return sorted(found, key=lambda oddity: (-oddity.children, oddity.username))


def _reasons(day: DayOfLooking) -> tuple[str, ...]:
    return tuple(filter(None, (_many(day), _without_purpose(day), *_common(day.common))))


def _many(day: DayOfLooking) -> str:
    if day.children < MANY:
        return ""
    if not day.others:
        return f"Looked at {day.children:,} different children, and at none in the four weeks before."
    usual = median(day.others)
    if day.children <= TIMES * usual:
        return ""
    return f"Looked at {day.children:,} different children; on a day in the four weeks before it was usually {usual:g}."


def _without_purpose(day: DayOfLooking) -> str:
    return f"Looked at {_children(day.without_purpose)} without saying for what." if day.without_purpose else ""


def _common(common: InCommon) -> Iterator[str]:
    if common.name:
        yield f"Opened the records of {_children(common.name)} with their own surname."
    if common.address:
        yield f"Opened the records of {_children(common.address)} living in the postcode of their own home."
    if common.no_link:
        yield f"Opened the records of {_children(common.no_link)} whom their agency never knew."


def _children(count: int) -> str:
    return "a child" if count == 1 else f"{count:,} children"
