"""Persons as the pages show them: a plain list, and one person with every record that is believed to be theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.models import Move, Person
from wraparound.identity.queries.family import KinShown, Voices, family_of, not_told
from wraparound.identity.queries.homes import Household, Stay, households_of, stays_of
from wraparound.identity.queries.lives import disagreed_lives
from wraparound.identity.queries.living import LifeShown, life_of, standing_of
from wraparound.identity.queries.numbers import NumberShown, numbers_not_told, numbers_of
from wraparound.identity.queries.parts import PartShown, parts_of
from wraparound.identity.queries.pictures import circle_of, family_map_of
from wraparound.identity.queries.seen import RecordTold, codes_seen, moves_known, persons_seen, records_told
from wraparound.identity.queries.sources import (
    SHOWN,
    Disagreement,
    Shown,
    disagreements,
    places_now,
    places_of,
    records_shown,
)
from wraparound.identity.queries.told import all_told, said_now
from wraparound.identity.rules import age_in_years, is_expected, mostly_born, mostly_called, mostly_of_sex
from wraparound.identity.rules.drawing import Picture
from wraparound.identity.rules.living import Told, day_died, stands
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled

LISTED = 25  # persons on a page
NOBODY = "Nobody holds a record of this person now"
GROWN_UP = 25  # years, from which nobody asks who the parents are
LOOKED_AT = ("nhs_number", "upn", "family", "household", "addresses", "involvements", *SHOWN)  # as the ledger has it


@dataclass(frozen=True)
class Listed:
    """One line of the list: the person, what most records call them and when they were born, and who holds them."""

    code: str
    name: str
    born: str
    expected: bool
    agencies: list[str]
    life: Told | None = None  # that they died, or where they moved last


@dataclass(frozen=True)
class PersonPage:
    """A person: who is and was involved, family, homes and numbers, what each source says, where they disagree."""

    person: Person
    name: str
    born: str
    expected: bool  # not born yet: the day is when they are expected
    age: int | None
    sex: str
    is_child: bool
    places: list[tuple[str, list[str]]]
    parts: list[PartShown]
    parts_before: list[PartShown]
    family: list[KinShown]
    family_before: list[KinShown]
    not_told: list[tuple[str, Voices]]
    households: list[Household]
    stays: list[Stay]
    numbers: list[NumberShown]
    numbers_not_told: list[tuple[str, Voices]]
    records: list[Shown]
    disagree: list[Disagreement]
    moves: list[Move]
    life: list[LifeShown]

    @property
    def first(self) -> LifeShown | None:
        """Give what a reader must see first: that the person died, else their latest move."""
        told = stands([one.told for one in self.life])
        return next((one for one in reversed(self.life) if one.told == told), None)

    @property
    def circle(self) -> Picture:
        """Draw the agencies around the person."""
        return circle_of(self.name, now=self.parts, before=self.parts_before)

    @property
    def family_map(self) -> Picture:
        """Draw the person's family and who else lives with them."""
        who = (self.name, self.sex)
        missing = [words for words, _ in self.not_told]
        return family_map_of(who, family=self.family, households=self.households, not_told=missing)


def persons_after(pk: int, *, by: Actor, at: datetime) -> list[tuple[Person, Listed]]:
    """Find the next persons whom someone may see, in the order they were first known. Cost: three queries."""
    persons = persons_seen(by, at=at).filter(pk__gt=pk, became__isnull=True).order_by("pk")[: LISTED + 1]
    listed = [person.pk for person in persons]
    told, life = records_told(listed, by=by), standing_of(listed)
    return [(one, listed_as(one.code, told=told.get(one.pk, []), life=life.get(one.pk))) for one in persons]


def persons_called(numbers: Iterable[int], *, by: Actor, at: datetime) -> dict[int, tuple[str, str]]:
    """Give the code and name of those of some persons whom someone may see, and said what for. Cost: two queries."""
    may = by.purpose and permitted(by.roles, permission=Permission.LOOK_UP_CHILDREN)
    codes = codes_seen(numbers, by=by, at=at) if may else {}
    told = records_told(codes, by=by) if codes else {}
    return {
        pk: (code, mostly_called([one.said for one in told[pk]]) if told.get(pk) else NOBODY)
        for pk, code in codes.items()
    }


def person_page(person: Person, *, by: Actor, at: datetime) -> PersonPage:
    """Gather all that the page of a person whom someone may see shows. Cost: eight queries at most."""
    told, on = all_told(person, by=by), at.date()
    sources, withheld, said = told.sources, told.withheld, told.said
    when, places = mostly_born(said), places_of(sources)
    is_child = not when or on.year - int(when[:4]) < GROWN_UP
    now, before = parts_of(sources, on=on)
    life = life_of(person, sources=sources)
    return PersonPage(
        person=person,
        name=mostly_called(said) if said else NOBODY,
        born=when,
        expected=is_expected(said),
        age=age_in_years(when, on=day_died([one.told for one in life]) or on),
        sex=mostly_of_sex(said),
        is_child=is_child,
        places=places_now(sources, places=places),
        parts=now,
        parts_before=before,
        family=family_of(sources, now=True),
        family_before=family_of(sources, now=False),
        not_told=not_told(sources) if is_child else [],
        households=households_of(person, sources=sources, by=by, at=at),
        stays=stays_of(sources),
        numbers=numbers_of(sources, withheld=withheld),
        numbers_not_told=numbers_not_told(sources),
        records=records_shown(sources, places=places, withheld=withheld, by=by),
        disagree=[*disagreed_lives(life), *disagreements(sources, places=places, withheld=withheld)],
        moves=_moves(person, by=by),
        life=life,
    )


def _moves(person: Person, *, by: Actor) -> list[Move]:
    """Give the latest moves of records to and from someone."""
    latest = [pk for (pk,) in MOVES.rows(by.roles, person=person.pk)]
    if not latest:
        return []
    moves = moves_known(by).filter(pk__in=latest).select_related("record__agency", "was", "now")
    return list(moves.order_by("-pk"))


def _latest_moves(roles: frozenset[str], *, person: int) -> QuerySet[Move, Any]:
    known = moves_known(Actor("", "", roles=roles)).filter(Q(now=person) | Q(was=person))
    return known.order_by("-pk").values_list("pk")[:50]


MOVES = Compiled(_latest_moves)


def listed_as(code: str, *, told: Sequence[RecordTold], life: Told | None = None) -> Listed:
    """Give the line that a list shows of a person, from what their records tell."""
    said = said_now(told) or [{}]
    agencies = sorted({one.agency for one in told if one.ended_on is None})
    return Listed(code, mostly_called(said), mostly_born(said), is_expected(said), agencies, life)
