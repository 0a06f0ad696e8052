"""Children found by a scrap: the index leads to records, the condition of whom someone may see to their persons."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.models import Record, RecordPast
from wraparound.identity.ports import OUTSIDE
from wraparound.identity.queries.index import index_of, lags_since
from wraparound.identity.queries.numbers import numbers_withheld
from wraparound.identity.queries.pages import listed_as
from wraparound.identity.queries.seen import person_coded, persons_of, records_known
from wraparound.identity.rules.evidence import Evidence, evidence
from wraparound.identity.rules.homes import district_of
from wraparound.identity.rules.indexed import indexed
from wraparound.identity.rules.scrap_parts import street_lines
from wraparound.identity.rules.scraps import Understood
from wraparound.identity.words import Coverage
from wraparound.kernel.acting import Actor
from wraparound.kernel.names import folded

if TYPE_CHECKING:
    from wraparound.matching.index import Index

Query = dict[str, list[str]]
HITS = 200  # records that the index gives for one question
LED_TO = 16  # values of one field that lead to records in one question
QUESTIONS = 6  # asked of the index for one scrap
MOST_LED_TO = 400  # records whose persons are looked for
SURELY = 1e9  # bits of someone whose code was typed
BECOMES = 6  # names that a name half typed may become


@dataclass(frozen=True)
class Offered:
    """Someone who may be who is looked for: as the list of children shows them, where they live, and why."""

    code: str
    name: str
    born: str
    home: str
    agencies: list[str]
    why: Evidence


@dataclass(frozen=True)
class Findings:
    """What came of a search: who is offered, best first, by their numbers; whether there are more; how up to date."""

    understood: Understood
    offered: list[tuple[int, Offered]] = field(default_factory=list)
    more: bool = False
    ready: bool = True
    lags_since: datetime | None = None


def coverage(*, by: Actor, at: datetime) -> Coverage:
    """Give what a search by someone covers."""
    agency = "" if permitted(by.roles, permission=Permission.LOOK_UP_STRANGERS) else by.agency
    return OUTSIDE.covers.of(agency, at=at) if OUTSIDE.covers else Coverage()


def found_by(understood: Understood, *, most: int, among: int = 60, by: Actor, at: datetime) -> Findings:
    """Find whom a scrap may mean, among those whom someone may see.

    Those who may look up strangers search all records, others their own agency's alone: that of a child whom their
    agency does not know is not weighed at all, so it cannot tell by what it leaves out. `among` is how many persons are
    held against the scrap one by one. Cost: at most six queries, the same whoever is hidden.
    """
    strangers = permitted(by.roles, permission=Permission.LOOK_UP_STRANGERS)
    index = index_of("" if strangers else by.agency)
    if index is None and index_of() is None:
        return Findings(understood, ready=False)
    weights = _weights(understood, index=index) if index is not None else {}
    codes = person_coded(understood.code, by=by, at=at) if understood.code else {}
    heaviest = dict.fromkeys(codes, SURELY)
    led_to = sorted(weights, key=lambda record: (-weights[record], record))[:MOST_LED_TO]
    for record, person, code in persons_of(led_to, by=by, at=at) if led_to else ():
        heaviest[person] = max(heaviest.get(person, weights[record]), weights[record])
        codes[person] = code
    best = sorted(heaviest, key=lambda person: (-heaviest[person], person))[:among]
    found = _offered(understood, codes={person: codes[person] for person in best}, by=by)
    found.sort(key=lambda pair: (-pair[1].why.order, -heaviest[pair[0]], pair[1].code))
    return Findings(understood, found[:most], len(found) > most, lags_since=lags_since())


def _offered(understood: Understood, *, codes: Mapping[int, str], by: Actor) -> list[tuple[int, Offered]]:
    """Hold the scrap against every record of persons who may be seen, and leave out those of whom nothing fits."""
    held: dict[int, list[Record]] = {}
    records = records_known(by).filter(person__in=list(codes)).select_related("agency").order_by("ended_on", "pk")
    for record in records if codes else ():
        held.setdefault(record.person_id or 0, []).append(record)
    past, withheld = _past(chain.from_iterable(held.values())), numbers_withheld()
    found = []
    for person, theirs in held.items():
        told = [indexed(one.said, past=past.get(one.pk, ()), withheld=withheld) for one in theirs]
        why = evidence(understood, records=told)
        if why.fits:
            plain = listed_as(codes[person], records=theirs)
            home = district_of(one.said for one in theirs if one.ended_on is None)
            found.append((person, Offered(plain.code, plain.name, plain.born, home, plain.agencies, why)))
    return found


def _past(records: Iterable[Record]) -> dict[int, list[Mapping[str, list[str]]]]:
    """Give what those records said before that have changed."""
    changed = [one.pk for one in records if one.changed_at != one.since]
    found: dict[int, list[Mapping[str, list[str]]]] = {}
    for one in RecordPast.objects.filter(record__in=changed).order_by("pk") if changed else ():
        found.setdefault(one.record_id, []).append(one.said)
    return found


def _weights(understood: Understood, *, index: "Index") -> dict[int, float]:
    """Ask the index, and give how much speaks for each record that it finds."""
    from wraparound.matching.index import CannotFind

    found: dict[int, float] = {}
    for query in _questions(understood, index=index):
        try:
            hits = index.find(query, limit=HITS)
        except CannotFind:
            continue
        for hit in hits:
            record = int(hit.key)
            found[record] = max(found.get(record, hit.weight), hit.weight)
    return found


def _questions(understood: Understood, *, index: "Index") -> Iterator[Query]:
    """Put a scrap as questions to the index: one, or several where a number or a part may be several things."""
    base: Query = {name: list(values) for name, values in understood.said.items()}
    base |= _half_typed(understood.names, index=index)
    for line in street_lines(understood.street):
        addresses = _turned("address_words", line, index=index)
        if addresses.get("address"):
            base |= addresses
            break
    every = [base]
    if understood.ending:
        every = [base | _turned("phone_ending", understood.ending, index=index)]
    if understood.number:
        either = [_turned(kind, understood.number, index=index) for kind in ("identifier", "phone_ending")]
        every = [one | number for one in every for number in either]
    asked = 0
    for query in every:
        for question in _in_parts({name: values for name, values in query.items() if values}):
            if question and asked < QUESTIONS:
                asked += 1
                yield question


def _in_parts(query: Query) -> Iterator[Query]:
    """Ask for many values of a field a few at a time, for no more than those lead to records."""
    longest = max(query, key=lambda name: len(query[name]), default="")
    values = query.get(longest, [])
    for begin in range(0, max(len(values), 1), LED_TO):
        yield query | {longest: values[begin : begin + LED_TO]} if longest else query


def _turned(field: str, text: str, *, index: "Index") -> Query:
    """Give the values in the index that have a part; none where there are none, or so many that they tell nothing."""
    from wraparound.matching.index import CannotFind

    try:
        return {name: list(values or ()) for name, values in index.as_record({field: text}).items()}
    except CannotFind:
        return {}


def _half_typed(names: Collection[str], *, index: "Index") -> Query:
    """Give the names of the area that those which nobody has may become."""
    found: Query = {}
    for name in {part for typed in names for part in folded(typed).split() if len(part) > 1}:
        for column, asked in (("given", "given_names"), ("surname", "surname")):
            becomes = index.beginning(name, column=column, most=BECOMES)
            found.setdefault(asked, []).extend(one for one in becomes if one != name)
    return {asked: names[:LED_TO] for asked, names in found.items() if names}
