"""Persons as the pages show them: a plain list, and one person with every record that is believed to be theirs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from wraparound.identity.models import Move, Person, Record, RecordPast
from wraparound.identity.queries.seen import moves_known, persons_seen, records_known, records_of
from wraparound.identity.rules import born, called, distinct_values
from wraparound.kernel.acting import Actor

LISTED = 25  # persons on a page
SHOWN = {
    "nhs_number": "NHS number",
    "upn": "Unique pupil number",
    "birth_date": "Born",
    "expected_birth_date": "Expected",
    "sex": "Sex",
    "address": "Address",
    "postcode": "Postcode",
    "phone": "Telephone",
    "school": "School (URN)",
    "surgery": "GP practice (code)",
}


COMPARED = ("nhs_number", "upn", "birth_date", "sex", "postcode", "school")  # of which one person has one at a time


@dataclass(frozen=True)
class Listed:
    """One line of the list: the person, what one record calls them and when they were born, and who holds them."""

    code: str
    name: str
    born: str
    agencies: list[str]


@dataclass(frozen=True)
class Shown:
    """One record on a person's page: whose, what it says, since when, and how sure we are that it is theirs."""

    record: Record
    name: str
    said: list[tuple[str, str]]
    past: list[tuple[date, str]]


@dataclass(frozen=True)
class PersonPage:
    """A person: what they are called, who is and was involved, what each source says, where sources disagree."""

    person: Person
    name: str
    born: str
    now: list[Shown]
    before: list[Shown]
    disagree: list[tuple[str, list[tuple[str, list[str]]]]]
    moves: list[Move]


def persons_after(pk: int, *, by: Actor, at: datetime) -> list[tuple[Person, Listed]]:
    """Find the next persons whom someone may see, in the order they were first known. Cost: two queries."""
    held = Prefetch("records", records_known(by).select_related("agency").order_by("ended_on", "pk"))
    seen = persons_seen(by, at=at).filter(pk__gt=pk, became__isnull=True)
    persons = seen.prefetch_related(held).order_by("pk")[: LISTED + 1]
    return [(person, _listed(person)) for person in persons]


def person_page(person: Person, *, by: Actor) -> PersonPage:
    """Gather all that the page of a person whom someone may see shows. Cost: four queries."""
    records = list(_records(person))
    shown = [_shown(record) for record in records]
    now = [one for one in shown if one.record.ended_on is None]
    moves = moves_known(by).filter(Q(now=person) | Q(was=person))
    first = now[0] if now else (shown[0] if shown else None)
    return PersonPage(
        person=person,
        name=first.name if first else "Nobody holds a record of this person now",
        born=born(first.record.said) if first else "",
        now=now,
        before=[one for one in shown if one.record.ended_on is not None],
        disagree=_disagreements([one.record for one in now]),
        moves=list(moves.select_related("record__agency", "was", "now").order_by("-pk")[:50]),
    )


def _records(person: Person) -> QuerySet[Record]:
    past = Prefetch("past", RecordPast.objects.order_by("-until"))
    found = records_of(person).select_related("agency", "involvement")
    return found.prefetch_related(past, "relatives").order_by("agency__name", "pk")


def _listed(person: Person) -> Listed:
    records = list(person.records.all())
    said: dict[str, Any] = records[0].said if records else {}
    agencies = sorted({record.agency.name for record in records if record.ended_on is None})
    return Listed(person.code, called(said), born(said), agencies)


def _shown(record: Record) -> Shown:
    said = [(words, ", ".join(record.said[field])) for field, words in SHOWN.items() if record.said.get(field)]
    past = [(one.until.date(), called(one.said)) for one in record.past.all()]
    return Shown(record, called(record.said), said, past)


def _disagreements(records: list[Record]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Say of each field where sources disagree what each value is and who says so."""
    found = []
    for field in COMPARED:
        values: dict[str, list[str]] = {}
        for record in records:
            for value in distinct_values(record.said.get(field, []), field=field):
                values.setdefault(value, []).append(record.agency.name)
        if len(values) > 1:
            found.append((SHOWN[field], [(value, sorted(set(names))) for value, names in values.items()]))
    return found
