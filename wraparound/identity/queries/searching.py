"""Children found by a scrap: the index leads to records, the condition of whom someone may see to their persons."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.ports import OUTSIDE
from wraparound.identity.queries.former import past_of
from wraparound.identity.queries.homes import records_at
from wraparound.identity.queries.index import index_of, lags_since
from wraparound.identity.queries.living import standing_of
from wraparound.identity.queries.numbers import numbers_withheld
from wraparound.identity.queries.pages import listed_as
from wraparound.identity.queries.readiness import ENGINE
from wraparound.identity.queries.seen import RecordTold, person_coded, persons_of, records_told
from wraparound.identity.queries.told import openly
from wraparound.identity.rules.evidence import Evidence, evidence
from wraparound.identity.rules.homes import district_of
from wraparound.identity.rules.indexed import as_held
from wraparound.identity.rules.living import Told
from wraparound.identity.rules.scrap_parts import other_way_round, street_lines
from wraparound.identity.rules.scraps import Understood
from wraparound.identity.words import Coverage, ScrapPart
from wraparound.kernel.acting import Actor
from wraparound.kernel.names import folded

if TYPE_CHECKING:
    from wraparound.matching.index import Index

Query = dict[str, list[str]]
HITS = 200  # records that the index gives for one question
SHARING = 200  # records that share most with a scrap
LED_TO = 16  # values of one field that lead to records in one question
MOST_LED_TO = 400  # records whose persons are looked for
AT_HOME = 12.0  # bits that speak for a record that has the address which was typed
WORTH_SHOWING = 0.4  # of what speaks for the likeliest
SURELY = 1e9  # bits of someone whose code was typed
BECOMES = 6  # names that a name half typed may become


class Effort(NamedTuple):
    """How far a search goes: questions to the index, persons held against, and when what is shared is asked for too."""

    questions: int
    persons: int
    shares: bool = True  # or only where the questions find nobody


# For the page, while one types, and where a system says what each part is.
THOROUGH, QUICK, NAMED = Effort(6, 40), Effort(2, 24), Effort(3, 12, shares=False)


@dataclass(frozen=True)
class Offered:
    """Someone who may be who is looked for: as the list of children shows them, where they live, and why."""

    code: str
    name: str
    born: str
    expected: bool
    home: str
    agencies: list[str]
    life: Told | None
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


def found_by(understood: Understood, *, most: int, effort: Effort = THOROUGH, by: Actor, at: datetime) -> Findings:
    """Find whom a scrap may mean, among those whom someone may see.

    Those who may look up strangers search all records, others their own agency's alone: that of a child whom their
    agency does not know is not weighed at all, so it cannot tell by what it leaves out. Cost: at most seven queries, as
    many whoever is hidden.
    """
    strangers = permitted(by.roles, permission=Permission.LOOK_UP_STRANGERS)
    index = index_of("" if strangers else by.agency)
    if (index is None and index_of() is None) or not ENGINE.is_ready():
        return Findings(understood, ready=False)
    weights = _weights(understood, index=index, effort=effort) if index is not None else {}
    codes = person_coded(understood.code, by=by, at=at) if understood.code else {}
    heaviest = dict.fromkeys(codes, SURELY)
    for record in records_at(understood.street, among=weights):
        weights[record] += AT_HOME
    led_to = sorted(weights, key=lambda record: (-weights[record], record))[:MOST_LED_TO]
    for record, person, code in persons_of(led_to, by=by, at=at) if led_to else ():
        heaviest[person] = max(heaviest.get(person, weights[record]), weights[record])
        codes[person] = code
    best = sorted(heaviest, key=lambda person: (-heaviest[person], person))[: effort.persons]
    told = records_told(best, by=by) if best else {}
    fits = _weighed(understood, told=openly(told, by=by) if ScrapPart.NUMBER in understood.kinds else told, by=by)
    order = sorted(fits, key=lambda person: (-fits[person].order, -heaviest[person], codes[person]))
    best_order = fits[order[0]].order if order else 0.0
    least = min(best_order, best_order * WORTH_SHOWING)
    order = [person for person in order if fits[person].order >= least]
    shown = {person: fits[person] for person in order[:most]}
    found = _offered(shown, told=told, codes=codes)
    return Findings(understood, found, len(order) > most, lags_since=lags_since())


def _weighed(understood: Understood, *, told: Mapping[int, list[RecordTold]], by: Actor) -> dict[int, Evidence]:
    """Hold the scrap against every record of persons who may be seen, and leave out those of whom nothing fits."""
    changed = [one.pk for one in chain.from_iterable(told.values()) if one.is_changed]
    past = {pk: [one.said for one in before] for pk, before in past_of(changed, by=by).items()}
    withheld = numbers_withheld() if ScrapPart.NUMBER in understood.kinds else frozenset()
    fits = {}
    for person, theirs in told.items():
        held = [as_held(one.said, past=past.get(one.pk, ()), withheld=withheld) for one in theirs]
        why = evidence(understood, records=held)
        if why.fits:
            fits[person] = why
    return fits


def _offered(
    shown: Mapping[int, Evidence], *, told: Mapping[int, list[RecordTold]], codes: Mapping[int, str]
) -> list[tuple[int, Offered]]:
    """Give those who are shown as the list of children shows them, with why."""
    lived = [person for person in shown if any(one.lived for one in told[person])]
    life, found = standing_of(lived) if lived else {}, []
    for person, why in shown.items():
        plain = listed_as(codes[person], told=told[person], life=life.get(person))
        home = district_of(one.said for one in told[person] if one.ended_on is None)
        line = (plain.code, plain.name, plain.born, plain.expected, home, plain.agencies, plain.life)
        found.append((person, Offered(*line, why)))
    return found


def _weights(understood: Understood, *, index: "Index", effort: Effort) -> dict[int, float]:
    """Ask the index, and give how much speaks for each record that it finds: for what fits as a whole, or in parts."""
    from wraparound.matching.index import CannotFind

    found: dict[int, float] = {}
    half = _half_typed(understood.names, index=index)
    asked = chain.from_iterable(map(_in_parts, _questions(understood, half=half, index=index)))
    for question in islice(asked, effort.questions):
        try:
            hits = index.find(question, limit=HITS)
        except CannotFind:
            continue
        for hit in hits:
            record = int(hit.key)
            found[record] = max(found.get(record, hit.weight), hit.weight)
        if found and not effort.shares:
            return found
    for record, bits in _sharing(understood, half=half, index=index).items():
        found[record] = max(found.get(record, bits), bits)
    return found


def _sharing(understood: Understood, *, half: Query, index: "Index") -> dict[int, float]:
    """Find the records that share most with a scrap, though each part may be common; a number may be a school's."""
    from wraparound.matching.index import CannotFind

    said = {name: list(values) for name, values in understood.said.items()}
    if days := said.get("birth_date"):
        said["birth_date"] = [*days, *(day for one in days for day in other_way_round(one))]
    if understood.number:
        said["school"] = [*said.get("school", ()), understood.number]
    street = (street_lines(understood.street) or [""])[-1]
    try:
        return {int(key): bits for key, bits in index.sharing(said, besides=half, address_words=street, most=SHARING)}
    except CannotFind:
        return {}


def _questions(understood: Understood, *, half: Query, index: "Index") -> Iterator[Query]:
    """Put a scrap as questions to the index: all of it, in each way that a number may be meant."""
    said: Query = {name: list(values) for name, values in understood.said.items()}
    whole = said | half | _where(understood.street, index=index)
    for number in _numbers(understood, index=index):
        yield whole | number


def _where(street: str, *, index: "Index") -> Query:
    """Give the addresses that have the words of a street, as fully as some have them."""
    for line in street_lines(street):
        found = _turned("address_words", line, index=index)
        if found.get("address"):
            return found
    return {}


def _numbers(understood: Understood, *, index: "Index") -> list[Query]:
    """Give the ways in which a number that was typed may be meant; one that asks nothing where there is no number."""
    ending = _turned("phone_ending", understood.ending, index=index) if understood.ending else {}
    if not understood.number:
        return [ending]
    return [ending | _turned(kind, understood.number, index=index) for kind in ("identifier", "phone_ending")]


def _in_parts(query: Query) -> Iterator[Query]:
    """Ask for many values of a field a few at a time, for no more than those lead to records."""
    longest = max(query, key=lambda name: len(query[name]), default="")
    values = query.get(longest, [])
    for begin in range(0, len(values), LED_TO):
        yield query | {longest: values[begin : begin + LED_TO]}


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
