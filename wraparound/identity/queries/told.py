"""A person's records with all that they tell, read in one statement for what stands in several tables."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import capwords
from typing import Any

from django.db import connection
from django.db.models import CharField, DateField, F, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from wraparound.agencies.queries import name_of_nhs_organisation, name_of_school
from wraparound.identity.models import Address, Asked, Ending, Involvement, Person, Record, Relative, Withheld
from wraparound.identity.queries import SEVERAL, among
from wraparound.identity.queries.seen import RecordTold, records_hidden, records_of_all
from wraparound.identity.rules import called, plain_name
from wraparound.identity.rules.numbers import names_former, numbers_in, without_former
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled

NUMBERS, NAMES = -1, -2  # rows that are of no record: numbers withheld, and what records of the hidden say
DAYS = ("day_1", "day_2", "day_3")
WORDS = ("word_1", "word_2", "word_3", "word_4", "word_5", "word_6")
Row = Relative | Involvement | Address
COLUMNS: dict[
    type[Row], tuple[tuple[str, ...], tuple[str, ...]]
] = {  # of each table: the words and the days that it tells
    Relative: (("name", "relation", "responsibility", "lives_with", "answered"), ()),
    Involvement: (
        ("service", "team", "professional", "professional_role", "professional_phone", "professional_email"),
        ("begins_on", "ends_on", "last_contact_on"),
    ),
    Address: (("home", "line", "postcode", "household"), ("since_on",)),
}


@dataclass(frozen=True)
class Source:
    """One record of a person, with whom it names, the agency's parts, the homes, and what its file asks about."""

    record: Record
    relatives: list[Relative] = field(default_factory=list)
    parts: list[Involvement] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)

    @property
    def agency(self) -> str:
        """Name the agency that holds it."""
        return self.record.agency.name

    @property
    def is_now(self) -> bool:
        """Say whether the agency's newest file holds it still."""
        return self.record.ended_on is None

    @property
    def grown_up(self) -> str:
        """Say by which age its part has ended, in words; "" where it has not."""
        return getattr(self.record, "grown_up", None) or ""

    @property
    def asks(self) -> frozenset[str]:
        """Give what its feed's files ask about."""
        return frozenset(getattr(self.record, "asks", None) or ())

    @property
    def places(self) -> dict[str, str]:
        """Give the names of the school and the surgery that it names first by a code, where they are known."""
        told = (("urn", "school_called"), ("practice", "practice_called"))
        found = {getattr(self.record, code, None): getattr(self.record, name, None) for code, name in told}
        return {code: capwords(name) if name.isupper() else name for code, name in found.items() if code and name}


@dataclass(frozen=True)
class All:
    """What a person's sources tell, those that hold the person now first; and the numbers that nobody is shown."""

    sources: list[Source]
    withheld: frozenset[str]

    @property
    def said(self) -> list[dict[str, list[str]]]:
        """Give what is said of the person, as `said_now` does."""
        return said_now([one.record for one in self.sources])


def said_now(records: Sequence[Record | RecordTold]) -> list[dict[str, list[str]]]:
    """Give what a person's records say: those that their agencies hold now or, where none does, all."""
    now = [record.said for record in records if record.ended_on is None]
    return now or [record.said for record in records]


def all_told(person: Person, *, by: Actor) -> All:
    """Read what a person's sources tell; nothing of someone hidden from the one who asks, as `_leave_out` says.

    Cost: two queries, however many records there are.
    """
    return all_told_of([person.pk], by=by)[person.pk]


def all_told_of(persons: Collection[int], *, by: Actor) -> dict[int, All]:
    """Read what the sources of each of some persons tell, as `all_told` does. Cost: two queries, however many."""
    records = sorted(_records(persons), key=lambda one: one.ended_on is not None)
    sources = {record.pk: Source(record) for record in records}
    withheld: set[str] = set()
    hidden: list[dict[str, list[str]]] = []
    for table, row in _rows(persons, by=by):
        if table is None:
            withheld.add(row["word_1"]) if row["table"] == NUMBERS else hidden.append(json.loads(row["word_1"]))
        elif row["record_id"] in sources:
            source = sources[row["record_id"]]
            kept: dict[type[Row], list[Any]] = {Relative: source.relatives, Involvement: source.parts}
            kept.get(table, source.addresses).append(_made(table, row=row))
    _leave_out(hidden, sources=sources.values())
    theirs: dict[int, list[Source]] = {person: [] for person in persons}
    for source in sources.values():
        theirs[source.record.person_id or 0].append(source)
    return {person: All(some, frozenset(withheld)) for person, some in theirs.items()}


def _leave_out(hidden: Sequence[Mapping[str, list[str]]], *, sources: Collection[Source]) -> None:
    """Leave out relatives who are called like someone hidden, and former numbers that are someone's who is hidden.

    A record may have said another's number, before an agency mended it or a child was adopted.
    """
    names = {name for said in hidden for name in ways_named(said)}
    numbers = numbers_in(hidden) if any(names_former(one.record.said) for one in sources) else set()
    for source in sources:
        source.relatives[:] = [one for one in source.relatives if plain_name(one.name) not in names]
        if numbers:
            source.record.said = without_former(source.record.said, numbers=numbers)


def openly(told: Mapping[int, list[RecordTold]], *, by: Actor) -> dict[int, list[RecordTold]]:
    """Leave out the same former numbers of what records of some persons tell. Cost: one query where they tell any."""
    if not any(names_former(one.said) for theirs in told.values() for one in theirs):
        return dict(told)
    numbers = numbers_in(records_hidden(by).values_list("said", flat=True))
    return {
        person: [one._replace(said=without_former(one.said, numbers=numbers)) for one in theirs]
        for person, theirs in told.items()
    }


def _records(persons: Collection[int]) -> list[Record]:
    """Read the records of persons with their agencies, by agency, and what is asked beside each."""
    found = []
    for row in RECORDS.rows(persons=among(persons)):
        record = Record.from_db(None, OF_RECORD, row[: len(OF_RECORD)])
        record.agency = AGENCY.from_db(None, OF_AGENCY, row[len(OF_RECORD) : len(OF_RECORD) + len(OF_AGENCY)])
        for name, value in zip(BESIDE, row[len(OF_RECORD) + len(OF_AGENCY) :], strict=True):
            setattr(record, name, value)
        found.append(record)
    return found


def _asked_of_records(*, persons: str) -> QuerySet[Record, Any]:
    theirs = RawSQL(SEVERAL[connection.vendor], [persons])  # noqa: S611 – words of our own; values are bound
    found = records_of_all(theirs).annotate(**_beside()).order_by("agency__name", "pk")
    return found.values_list(*OF_RECORD, *(f"agency__{name}" for name in OF_AGENCY), *BESIDE)


AGENCY: Any = Record._meta.get_field("agency").related_model
OF_RECORD, OF_AGENCY = ([field.attname for field in one._meta.concrete_fields] for one in (Record, AGENCY))
BESIDE = ("asks", "urn", "practice", "school_called", "practice_called", "grown_up")
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


def ways_named(said: Mapping[str, list[str]]) -> set[str]:
    """Give the ways in which another's record may name someone, from what one of their own records says."""
    given = [*said.get("given_names", []), *said.get("known_as", [])]
    first = {" ".join(said.get("given_names", [])), *given, *(name.split()[0] for name in given if name.strip())}
    last = [*said.get("surname", []), *said.get("previous_surname", [])]
    return {plain_name(name) for name in (called(said), *(f"{one} {other}" for one in first for other in last))}


def _rows(persons: Collection[int], *, by: Actor) -> Iterator[tuple[type[Row] | None, dict[str, Any]]]:
    tables = list(COLUMNS)
    for told in ROWS.rows(by.roles, persons=among(persons)):
        row = dict(zip(IN_ROWS, told, strict=True))
        yield (tables[row["table"]] if row["table"] >= 0 else None), row


def _asked_of_rows(roles: frozenset[str], *, persons: str) -> QuerySet[Any, Any]:
    theirs = RawSQL(SEVERAL[connection.vendor], [persons])  # noqa: S611 – words of our own; values are bound
    asked = [_asked(table, place=place).filter(record__person__in=theirs) for place, table in enumerate(COLUMNS)]
    nothing: dict[str, Any] = {name: Cast(Value(None), DateField()) for name in (*DAYS, "told_on", "until_on")}
    nothing |= {name: Value("", CharField()) for name in WORDS[1:]}
    nothing |= {"record_id": Cast(Value(None), IntegerField())}
    withheld = Withheld.objects.filter(shown_at__isnull=True)
    hidden = records_hidden(Actor("", "", roles=roles))
    asked += [
        withheld.annotate(table=Value(NUMBERS, IntegerField()), word_1=F("number"), **nothing),
        hidden.annotate(table=Value(NAMES, IntegerField()), word_1=Cast("said", TextField()), **nothing),
    ]
    first, *others = (one.values_list(*IN_ROWS) for one in asked)
    return first.union(*others, all=True).order_by("pk")


IN_ROWS = ("table", "pk", "record_id", *WORDS, *DAYS, "told_on", "until_on")
ROWS = Compiled(_asked_of_rows)


def _asked(table: type[Row], *, place: int) -> QuerySet[Any]:
    """Ask a table for its words and days under names that all tables share."""
    words, days = COLUMNS[table]
    told: dict[str, Any] = {name: F(column) for name, column in zip(WORDS, words, strict=False)}
    told |= {name: Value("", CharField()) for name in WORDS[len(words) :]}
    told |= {name: F(column) for name, column in zip(DAYS, days, strict=False)}
    told |= {name: Cast(Value(None), DateField()) for name in DAYS[len(days) :]}
    return table._default_manager.annotate(table=Value(place, IntegerField()), **told)


def _made(table: type[Row], *, row: dict[str, Any]) -> Row:
    words, days = COLUMNS[table]
    told = dict(zip(words, (row[name] for name in WORDS), strict=False))
    told |= dict(zip(days, (row[name] for name in DAYS), strict=False))
    return table(record_id=row["record_id"], told_on=row["told_on"], until_on=row["until_on"], **told)
