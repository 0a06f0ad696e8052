"""What an agency's system is answered about one child: parts, what sources tell, and what is not known, five ways."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from wraparound.identity.models import Person
from wraparound.identity.ports import OUTSIDE
from wraparound.identity.queries.living import standing_of
from wraparound.identity.queries.parts import PartShown, parts_of
from wraparound.identity.queries.told import All, Source, all_told, all_told_of
from wraparound.identity.words import Coverage, LifeKind, NotKnown
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Unknown:
    """One thing that is not known: why, about which agency and file, and how to ask."""

    answer: NotKnown
    agency: str
    about: str = ""
    as_of: date | None = None
    phones: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Involved:
    """Who is and was involved with someone, and which agencies are not known to be, and why."""

    person: Person
    now: list[PartShown]
    before: list[PartShown]
    not_known: list[Unknown]


@dataclass(frozen=True)
class ToldOf:
    """What sources tell of someone, and what is not known of who is involved."""

    code: str
    told: All
    now: list[PartShown]
    before: list[PartShown]
    not_known: list[Unknown] = field(default_factory=list)
    died: date | None = None

    @property
    def changed_at(self) -> datetime | None:
        """Give when a source last said something new of them; None where no source says anything any more."""
        return max((one.record.changed_at for one in self.told.sources), default=None)


def involved_with(person: Person, *, by: Actor, at: datetime) -> Involved:
    """Give who is involved with someone whom an actor may see. Cost: four queries."""
    sources = all_told(person, by=by).sources
    now, before = parts_of(sources, on=at.date())
    return Involved(person, now, before, not_known(sources, at=at))


def told_of(person: Person, *, by: Actor, at: datetime) -> ToldOf:
    """Give what sources tell of someone whom an actor may see. Cost: five queries."""
    told, died = all_told(person, by=by), _died([person.pk]).get(person.pk)
    return ToldOf(person.code, told, *parts_of(told.sources, on=at.date()), not_known(told.sources, at=at), died)


def told_of_all(persons: Mapping[int, str], *, by: Actor, at: datetime) -> dict[int, ToldOf]:
    """Give what sources tell of each of some persons, given with their codes. Cost: three queries, however many."""
    found, died = all_told_of(list(persons), by=by), _died(list(persons))
    return {
        pk: ToldOf(persons[pk], told, *parts_of(told.sources, on=at.date()), died=died.get(pk))
        for pk, told in found.items()
    }


def _died(persons: list[int]) -> dict[int, date | None]:
    return {
        person: one.on for person, one in standing_of(persons).items() if one.kind == LifeKind.DIED and not one.disputed
    }


def not_known(sources: Iterable[Source], *, at: datetime) -> list[Unknown]:
    """Say of each agency that is not known to be involved now why that is no "no". Cost: two queries."""
    return unknown_in(coverage_of_area(at), holding={one.agency for one in sources if one.is_now or one.grown_up})


def coverage_of_area(at: datetime) -> Coverage:
    """Give what all feeds of the area cover. Cost: two queries."""
    return OUTSIDE.covers.of("", at=at) if OUTSIDE.covers else Coverage()


def unknown_in(coverage: Coverage, *, holding: Iterable[str] = ()) -> list[Unknown]:
    """Say in which ways each agency's part is not known; `holding` are those that hold a record now."""
    holds = set(holding)
    found = []
    for feed in coverage.feeds:
        if feed.late:
            found.append(Unknown(NotKnown.NOT_REACHED, feed.agency, f"The file of {feed.name} is late", feed.as_of))
        if feed.agency not in holds:
            words = f"Nothing of the child was found in the newest file of {feed.name}"
            found.append(Unknown(NotKnown.NOTHING_FOUND, feed.agency, words, feed.as_of))
    without = (one for one in coverage.without if one.name not in holds)
    return found + [Unknown(NotKnown.NOT_COVERED, one.name, one.about, None, one.phones) for one in without]
