"""A person's records with all that they tell, read in one statement for what stands in several tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from wraparound.identity.models import Address, Asked, Involvement, Person, Record, Relative, Withheld

DAYS = ("day_1", "day_2", "day_3")
WORDS = ("word_1", "word_2", "word_3", "word_4", "word_5", "word_6")
COLUMNS = {  # of each table: the words and the days that it tells
    Relative: (("name", "relation", "responsibility", "lives_with", "answered"), ()),
    Involvement: (
        ("service", "team", "professional", "professional_role", "professional_phone", "professional_email"),
        ("begins_on", "ends_on", "last_contact_on"),
    ),
    Address: (("home", "line", "postcode", "household"), ("since_on",)),
}
Row = Relative | Involvement | Address


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
    def asks(self) -> frozenset[str]:
        """Give what its feed's files ask about."""
        return frozenset(getattr(self.record, "asks", None) or ())


@dataclass(frozen=True)
class All:
    """What a person's sources tell, those that hold the person now first; and the numbers that nobody is shown."""

    sources: list[Source]
    withheld: frozenset[str]


def all_told(person: Person) -> All:
    """Read what a person's sources tell. Cost: two queries, however many records there are."""
    asks = Asked.objects.filter(feed=OuterRef("feed")).values("asks")[:1]
    found = Record.objects.filter(person=person).select_related("agency").annotate(asks=Subquery(asks))
    records = sorted(found.order_by("agency__name", "pk"), key=lambda one: one.ended_on is not None)
    sources = {record.pk: Source(record) for record in records}
    withheld = set()
    for table, row in _rows(person):
        if table is None:
            withheld.add(row["word_1"])
        elif row["record_id"] in sources:
            source = sources[row["record_id"]]
            kept: list[Any] = {Relative: source.relatives, Involvement: source.parts, Address: source.addresses}[table]
            kept.append(_made(table, row=row))
    return All(list(sources.values()), frozenset(withheld))


def _rows(person: Person) -> Iterator[tuple[type[Row] | None, dict[str, Any]]]:
    tables = list(COLUMNS)
    asked = [_asked(table, place=place).filter(record__person=person) for place, table in enumerate(tables)]
    none = {name: Cast(Value(None), DateField()) for name in (*DAYS, "told_on", "until_on")}
    hidden = Withheld.objects.filter(shown_at__isnull=True).annotate(
        table=Value(-1, IntegerField()),
        record_id=Cast(Value(None), IntegerField()),
        word_1=F("number"),
        **{name: Value("", CharField()) for name in WORDS[1:]},
        **none,
    )
    columns = ("table", "pk", "record_id", *WORDS, *DAYS, "told_on", "until_on")
    for row in hidden.values(*columns).union(*(one.values(*columns) for one in asked), all=True).order_by("pk"):
        yield (tables[row["table"]] if row["table"] >= 0 else None), row


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
