"""Persons as the pages show them: a plain list, and one person with every record that is believed to be theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from wraparound.identity.models import Move, Person, Record, RecordPast
from wraparound.identity.queries.family import KinShown, Voices, family_of, not_told
from wraparound.identity.queries.homes import Household, Stay, households_of, stays_of
from wraparound.identity.queries.numbers import (
    NumberShown,
    kinds_withheld,
    numbers_not_told,
    numbers_of,
)
from wraparound.identity.queries.parts import PartShown, parts_of
from wraparound.identity.queries.seen import moves_known, persons_seen, records_known
from wraparound.identity.queries.told import Source, all_told, said_now
from wraparound.identity.rules import called, distinct_values, hidden, mostly_born, mostly_called
from wraparound.kernel.acting import Actor

LISTED = 25  # persons on a page
GROWN_UP = 25  # years, from which nobody asks who the parents are
SHOWN = {
    "birth_date": "Born",
    "expected_birth_date": "Expected",
    "sex": "Sex",
    "phone": "Telephone",
    "school": "School (URN)",
    "surgery": "GP practice (code)",
}
LOOKED_AT = ("nhs_number", "upn", "family", "household", "addresses", "involvements", *SHOWN)  # as the ledger has it
COMPARED = {  # of which one person has one at a time
    "nhs_number": "NHS number",
    "upn": "Unique pupil number",
    "birth_date": "Born",
    "sex": "Sex",
    "postcode": "Postcode",
    "school": "School (URN)",
}


@dataclass(frozen=True)
class Listed:
    """One line of the list: the person, what most records call them and when they were born, and who holds them."""

    code: str
    name: str
    born: str
    agencies: list[str]


@dataclass(frozen=True)
class Shown:
    """One record on a person's page: whose, what it says, since when, and how sure we are that it is theirs."""

    record: Record
    key: str
    name: str
    said: list[tuple[str, str]]
    past: list[tuple[date, str]]


@dataclass(frozen=True)
class PersonPage:
    """A person: who is and was involved, family, homes and numbers, what each source says, where they disagree."""

    person: Person
    name: str
    born: str
    is_child: bool
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
    disagree: list[tuple[str, Voices]]
    moves: list[Move]


def persons_after(pk: int, *, by: Actor, at: datetime) -> list[tuple[Person, Listed]]:
    """Find the next persons whom someone may see, in the order they were first known. Cost: two queries."""
    held = Prefetch("records", records_known(by).select_related("agency").order_by("ended_on", "pk"))
    seen = persons_seen(by, at=at).filter(pk__gt=pk, became__isnull=True)
    persons = seen.prefetch_related(held).order_by("pk")[: LISTED + 1]
    return [(person, listed_as(person.code, records=list(person.records.all()))) for person in persons]


def person_page(person: Person, *, by: Actor, at: datetime) -> PersonPage:
    """Gather all that the page of a person whom someone may see shows. Cost: five queries at most."""
    told, on = all_told(person, by=by), at.date()
    sources, withheld = told.sources, told.withheld
    said = told.said
    when = mostly_born(said)
    is_child = not when or on.year - int(when[:4]) < GROWN_UP
    now, before = parts_of(sources, on=on)
    moves = moves_known(by).filter(Q(now=person) | Q(was=person))
    return PersonPage(
        person=person,
        name=mostly_called(said) if said else "Nobody holds a record of this person now",
        born=when,
        is_child=is_child,
        parts=now,
        parts_before=before,
        family=family_of(sources, now=True),
        family_before=family_of(sources, now=False),
        not_told=not_told(sources) if is_child else [],
        households=households_of(person, sources=sources, by=by, at=at),
        stays=stays_of(sources),
        numbers=numbers_of(sources, withheld=withheld),
        numbers_not_told=numbers_not_told(sources),
        records=_records(sources, withheld=withheld),
        disagree=_disagreements(sources, withheld=withheld),
        moves=list(moves.select_related("record__agency", "was", "now").order_by("-pk")[:50]),
    )


def listed_as(code: str, *, records: Sequence[Record]) -> Listed:
    """Give the line that a list shows of a person, from their records."""
    said = said_now(records) or [{}]
    agencies = sorted({record.agency.name for record in records if record.ended_on is None})
    return Listed(code, mostly_called(said), mostly_born(said), agencies)


def _records(sources: list[Source], *, withheld: frozenset[str]) -> list[Shown]:
    """Show each record with what it said before."""
    past: dict[int, list[tuple[date, str]]] = {}
    changed = [one.record.pk for one in sources if one.record.changed_at != one.record.since]
    for one in RecordPast.objects.filter(record__in=changed).order_by("-until") if changed else ():
        past.setdefault(one.record_id, []).append((one.until.date(), called(one.said)))
    return [_shown(one.record, past=past.get(one.record.pk, []), withheld=withheld) for one in sources]


def _shown(record: Record, *, past: list[tuple[date, str]], withheld: frozenset[str]) -> Shown:
    said = [
        (words, ", ".join(hidden(value, withheld=withheld) for value in record.said[field]))
        for field, words in SHOWN.items()
        if record.said.get(field)
    ]
    return Shown(record, hidden(record.key, withheld=withheld), called(record.said), said, past)


def _disagreements(sources: list[Source], *, withheld: frozenset[str]) -> list[tuple[str, Voices]]:
    """Say of each field where sources disagree now what each value is and who says so, but of no withheld number."""
    hides = kinds_withheld(sources, withheld=withheld)
    found = []
    for field, words in COMPARED.items():
        if field in hides:
            continue
        values: dict[str, list[str]] = {}
        for one in sources:
            for value in distinct_values(one.record.said.get(field, []), field=field) if one.is_now else ():
                values.setdefault(value, []).append(one.agency)
        if len(values) > 1:
            found.append((words, [(value, sorted(set(names))) for value, names in values.items()]))
    return found
