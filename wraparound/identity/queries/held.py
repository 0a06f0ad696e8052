"""What is held of persons: their records, and what these tell of family, parts and homes, as plain rows.

They are read often and changed nowhere, so they are none of the tables' own objects: to make these takes longer than
the database takes to find them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, DateField, F, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from wraparound.agencies.queries import name_of_nhs_organisation, name_of_school
from wraparound.identity.models import Address, Asked, Ending, Involvement, Record, Relative, Withheld
from wraparound.identity.queries import SEVERAL, among
from wraparound.identity.queries.former import told_of_hidden
from wraparound.identity.queries.seen import records_hidden, records_of_all
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled

NUMBERS, NAMES = -1, -2  # rows that are of no record: numbers withheld, and what records of the hidden say
DAYS = ("day_1", "day_2", "day_3")
WORDS = ("word_1", "word_2", "word_3", "word_4", "word_5", "word_6")


class AgencyHeld(NamedTuple):
    """An agency that holds a record."""

    name: str
    code: str
    phone: str


@dataclass(slots=True)
class RecordHeld:
    """A record, and beside it what its feed asks about, what the places it names are called, why it ended by age."""

    pk: int
    person_id: int | None
    feed: str
    key: str
    said: dict[str, list[str]]
    since: datetime
    changed_at: datetime
    ended_on: date | None
    belief: str
    asks: list[str] | None
    urn: str | None
    practice: str | None
    school_called: str | None
    practice_called: str | None
    grown_up: str | None
    agency: AgencyHeld


class RelativeHeld(NamedTuple):
    """An adult or sibling whom a record names, as `Relative` is."""

    record_id: int
    name: str
    relation: str
    responsibility: str
    lives_with: str
    answered: str
    told_on: date
    until_on: date | None


class PartHeld(NamedTuple):
    """An agency's part, as `Involvement` is."""

    record_id: int
    service: str
    team: str
    professional: str
    professional_role: str
    professional_phone: str
    professional_email: str
    begins_on: date | None
    ends_on: date | None
    last_contact_on: date | None
    told_on: date
    until_on: date | None


class AddressHeld(NamedTuple):
    """Where a record says someone lives or lived, as `Address` is."""

    record_id: int
    home: str
    line: str
    postcode: str
    household: str
    since_on: date | None
    told_on: date
    until_on: date | None


Row = RelativeHeld | PartHeld | AddressHeld
TABLES = (  # of each: how its rows are given, and how many of their columns are words and how many days
    (Relative, RelativeHeld, 5, 0),
    (Involvement, PartHeld, 6, 3),
    (Address, AddressHeld, 4, 1),
)


def records_held(persons: Collection[int]) -> list[RecordHeld]:
    """Read the records of persons with their agencies, by agency, and what is asked beside each. Cost: one query."""
    rows = RECORDS.rows(persons=among(persons))
    return [RecordHeld(*(*row[:OWN], AgencyHeld(*row[OWN:]))) for row in rows]


def _asked_of_records(*, persons: str) -> QuerySet[Record, Any]:
    theirs = RawSQL(SEVERAL[connection.vendor], [persons])  # noqa: S611 – words of our own; values are bound
    found = records_of_all(theirs).annotate(**_beside()).order_by("agency__name", "pk")
    return found.values_list(*OF_RECORD, *BESIDE, *(f"agency__{name}" for name in AgencyHeld._fields))


OF_RECORD = ("pk", "person_id", "feed", "key", "said", "since", "changed_at", "ended_on", "belief")
BESIDE = ("asks", "urn", "practice", "school_called", "practice_called", "grown_up")
OWN = len(OF_RECORD) + len(BESIDE)
RECORDS = Compiled(_asked_of_records)


def _beside() -> dict[str, Any]:
    """Ask beside each record what its feed asks about, what its school and surgery are called, why it ended by age."""
    ended = Ending.objects.filter(record=OuterRef("pk"), undone_at__isnull=True)
    asks = Asked.objects.filter(feed=OuterRef("feed")).values("asks")[:1]
    return {
        "asks": Subquery(asks),
        "urn": KT("said__school__0"),
        "practice": KT("said__surgery__0"),
        "school_called": Subquery(name_of_school(OuterRef("urn"))),
        "practice_called": Subquery(name_of_nhs_organisation(OuterRef("practice"))),
        "grown_up": Subquery(ended.values("words")[:1]),
    }


def rows_held(persons: Collection[int], *, by: Actor) -> Iterator[Row | tuple[int, str]]:
    """Read what records of some persons tell, in the order it was told. Cost: one query.

    Beside that come pairs: NUMBERS with a number that is withheld, NAMES with what a record of someone hidden says.
    """
    for table, _, record, *told in ROWS.rows(by.roles, persons=among(persons)):
        if table < 0:
            yield table, told[0]
        else:
            _, made, words, days = TABLES[table]
            yield made(record, *told[:words], *told[len(WORDS) : len(WORDS) + days], *told[-2:])


def _asked_of_rows(roles: frozenset[str], *, persons: str) -> QuerySet[Any, Any]:
    theirs = RawSQL(SEVERAL[connection.vendor], [persons])  # noqa: S611 – words of our own; values are bound
    by = Actor("", "", roles=roles)
    hides = told_of_hidden("record", until="until_on", by=by)
    asked = [_asked(place).filter(record__person__in=theirs).exclude(hides) for place in range(len(TABLES))]
    nothing: dict[str, Any] = {name: Cast(Value(None), DateField()) for name in (*DAYS, "told_on", "until_on")}
    nothing |= {name: Value("", CharField()) for name in WORDS[1:]}
    nothing |= {"record_id": Cast(Value(None), IntegerField())}
    withheld = Withheld.objects.filter(shown_at__isnull=True)
    hidden = records_hidden(by)
    asked += [
        withheld.annotate(table=Value(NUMBERS, IntegerField()), word_1=F("number"), **nothing),
        hidden.annotate(table=Value(NAMES, IntegerField()), word_1=Cast("said", TextField()), **nothing),
    ]
    first, *others = (one.values_list(*IN_ROWS) for one in asked)
    return first.union(*others, all=True).order_by("pk")


IN_ROWS = ("table", "pk", "record_id", *WORDS, *DAYS, "told_on", "until_on")
ROWS = Compiled(_asked_of_rows)


def _asked(place: int) -> QuerySet[Any]:
    """Ask a table for its words and days under names that all tables share."""
    table, made, words, days = TABLES[place]
    columns = made._fields[1:]  # after the record: words, days, and since and until when it was told
    told: dict[str, Any] = {name: F(column) for name, column in zip(WORDS, columns[:words], strict=False)}
    told |= {name: Value("", CharField()) for name in WORDS[words:]}
    told |= {name: F(column) for name, column in zip(DAYS, columns[words : words + days], strict=False)}
    told |= {name: Cast(Value(None), DateField()) for name in DAYS[days:]}
    return table._default_manager.annotate(table=Value(place, IntegerField()), **told)
