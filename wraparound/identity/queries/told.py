"""A person's records with all that they tell, read in one statement for what stands in several tables."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from string import capwords

from wraparound.identity.models import Person, Record
from wraparound.identity.queries.held import (
    NUMBERS,
    AddressHeld,
    PartHeld,
    RecordHeld,
    RelativeHeld,
    Row,
    records_held,
    rows_held,
)
from wraparound.identity.queries.seen import RecordTold, records_hidden
from wraparound.identity.rules import called, plain_name
from wraparound.identity.rules.numbers import names_former, numbers_in, without_former
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Source:
    """One record of a person, with whom it names, the agency's parts, the homes, and what its file asks about."""

    record: RecordHeld
    relatives: list[RelativeHeld] = field(default_factory=list)
    parts: list[PartHeld] = field(default_factory=list)
    addresses: list[AddressHeld] = field(default_factory=list)

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
        return self.record.grown_up or ""

    @property
    def asks(self) -> frozenset[str]:
        """Give what its feed's files ask about."""
        return frozenset(self.record.asks or ())

    @property
    def places(self) -> dict[str, str]:
        """Give the names of the school and the surgery that it names first by a code, where they are known."""
        one = self.record
        found = {one.urn: one.school_called, one.practice: one.practice_called}
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


def said_now(records: Sequence[Record | RecordHeld | RecordTold]) -> list[dict[str, list[str]]]:
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
    records = sorted(records_held(persons), key=lambda one: one.ended_on is not None)
    sources = {record.pk: Source(record) for record in records}
    withheld: set[str] = set()
    hidden: list[dict[str, list[str]]] = []
    for row in rows_held(persons, by=by):
        if len(row) == 2:
            what, words = row
            withheld.add(words) if what == NUMBERS else hidden.append(json.loads(words))
        elif row.record_id in sources:
            _lay(row, beside=sources[row.record_id])
    _leave_out(hidden, sources=sources.values())
    theirs: dict[int, list[Source]] = {person: [] for person in persons}
    for source in sources.values():
        theirs[source.record.person_id or 0].append(source)
    return {person: All(some, frozenset(withheld)) for person, some in theirs.items()}


def _lay(row: Row, *, beside: Source) -> None:
    """Lay what a record tells beside it."""
    if isinstance(row, RelativeHeld):
        beside.relatives.append(row)
    elif isinstance(row, PartHeld):
        beside.parts.append(row)
    else:
        beside.addresses.append(row)


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


def ways_named(said: Mapping[str, list[str]]) -> set[str]:
    """Give the ways in which another's record may name someone, from what one of their own records says."""
    given = [*said.get("given_names", []), *said.get("known_as", [])]
    first = {" ".join(said.get("given_names", [])), *given, *(name.split()[0] for name in given if name.strip())}
    last = [*said.get("surname", []), *said.get("previous_surname", [])]
    return {plain_name(name) for name in (called(said), *(f"{one} {other}" for one in first for other in last))}
