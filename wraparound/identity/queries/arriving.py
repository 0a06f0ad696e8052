"""A few records that arrived, and all whom their arrival can concern, judged as linking the whole area would.

Every rule and share is fixed by the lessons kept (decision 0015), so a record can only change what becomes of those it
is like, of those who are joined to them, of those who compete for them, and so on while an offer has any hope. That
set is gathered from what was laid down (`laid`) until nothing is added, and is then judged by the engine's own rules.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from django.db import connection

from wraparound.identity.models import Teaching
from wraparound.identity.queries import AMONG, among
from wraparound.identity.queries.around import LaidDown, Surroundings, TooManyAround
from wraparound.identity.queries.laid import PAIRS, Pages, meetings, met_under
from wraparound.identity.queries.linking import Doubtful, Laid, Named, Register, doubts_of, keys_of, names_for, pairs_of
from wraparound.identity.queries.records import (
    Packed,
    Read,
    codes_of,
    packed_of,
    packed_records,
    said_among,
    some_records,
)
from wraparound.ledger.queries import Compiled
from wraparound.ledger.queries.compiled import kept_in_words
from wraparound.matching.pipeline.answers import resolved_answers
from wraparound.matching.pipeline.arriving import (
    Judged,
    Rows,
    alike_in,
    held_back_in,
    is_pack,
    packs_of,
    rows_of,
    rows_packed,
)
from wraparound.matching.pipeline.lessons import Lessons, read_lessons

MOST = 120  # records that may be looked at anew for one arrival
NEAREST = 60  # of whom so many are, where there are more
REGISTER = {  # some codes, and what each became: asked person by person, for a join may go through all persons
    vendor: "SELECT code, (SELECT code FROM identity_person became WHERE became.id = person.became_id)"  # noqa: S608 – our words
    f" FROM identity_person person WHERE code {some}"
    for vendor, some in AMONG.items()
}


@dataclass(frozen=True)
class Arrived:
    """Whose the records concerned are, and what is to be laid down for those that arrived."""

    named: Named
    laid: Laid
    meetings: Pages  # as they are laid down by now, of the keys and of the pairs of those that arrived
    likenesses: Pages
    doubts: list[Doubtful]  # that people are to be asked about, of those concerned
    persons: dict[str, int]  # by their codes, as far as they were read
    whole: bool  # whether everyone whom it can concern was looked at, and not only those nearest


def lessons_kept() -> Lessons | None:
    """Give the lessons kept last, if there are any. Cost: one small statement; they are read once a process."""
    last = next(iter(TAUGHT.rows()), None)
    return _lessons(*last) if last and last[1] else None


TAUGHT = Compiled(lambda: Teaching.objects.order_by("-pk").values_list("pk", "digest")[:1])


@lru_cache(maxsize=2)
def _lessons(teaching: int, digest: str) -> Lessons:
    held = Teaching.objects.get(pk=teaching, digest=digest)
    return read_lessons(held.model, rest=bytes(held.lessons))


class _Ready(NamedTuple):
    """Some records as they were read, and made ready for the engine."""

    read: Read
    rows: Rows


class _Reader:
    """Makes records ready: as they were laid down, or prepared anew where they say something else by now."""

    def __init__(self, lessons: Lessons, *, once: Collection[str]) -> None:
        """Begin with nothing prepared."""
        self.lessons, self.once = lessons, once
        self.held: dict[int, Packed] = {}
        self.codes: dict[int, str] = {}
        self.persons: dict[str, int] = {}
        self.packs: dict[int, bytes] = {}

    def prepare(self, records: Collection[int]) -> None:
        """Prepare records as they are now. Cost: some milliseconds, and a tenth of one for each."""
        read = some_records(records, once=self.once)
        packs = packs_of(read.inputs, lessons=self.lessons)
        self.packs |= zip(read.numbers, packs, strict=True)
        self.held |= {one.number: one for one in packed_of(read, packs=packs)}
        self.codes |= zip(read.numbers, read.persons, strict=True)

    def whose(self, records: Collection[int]) -> list[str]:
        """Give the codes of records' persons, "" of nobody. Cost: one statement at most."""
        theirs = {number: self.held[number].person for number in records if number not in self.codes}
        code = codes_of({person for person in theirs.values() if person})
        self.codes |= {number: code.get(person, "") for number, person in theirs.items()}
        self.persons |= {code: person for person, code in code.items()}
        return [self.codes[number] for number in records]

    def ready(self, records: Collection[int], *, named: bool = False) -> _Ready:
        """Make records ready, and say whose they are if that is asked for.

        Cost: two statements at most, a few microseconds for each record.
        """
        fresh = packed_records(set(records) - self.held.keys())
        self.held |= fresh
        self.packs = {number: one.pack for number, one in fresh.items()} | self.packs
        lacking = [number for number in records if not is_pack(self.packs[number], lessons=self.lessons)]
        if lacking:
            self.prepare(lacking)
        if not all(is_pack(self.packs[number], lessons=self.lessons) for number in lacking):
            read = some_records(records, once=self.once)
            return _Ready(read, rows_of(read.inputs, lessons=self.lessons))
        some = [self.held[number] for number in sorted(records)]
        packs = [self.packs[one.number] for one in some]
        names = [(one.feed, one.key) for one in some]
        codes = self.whose(sorted(records)) if named else [""] * len(some)
        return _Ready(Read.of(some, codes=codes), rows_packed(packs, names=names, once=self.once, lessons=self.lessons))


def records_linked(records: Collection[int], *, lessons: Lessons, once: Collection[str]) -> Arrived:
    """Link a few records that arrived or changed. Cost: what they say, whom they meet, and whom that concerns.

    Where that concerns more than MOST, they are judged among those most like them, and only their own persons change.
    """
    down, reader = LaidDown(), _Reader(lessons, once=once)
    laid, met, held = _laid(sorted(records), reader=reader, down=down)
    around = Surroundings(down, set(records), laid.pairs)
    try:
        judged, whole = _judged_whole(set(records), around=around, reader=reader), True
    except TooManyAround:
        judged, whole = _judged_nearest(set(records), around=around, reader=reader), False
    read, concerned = judged.read, judged.concerned
    named = _named(judged.judged, read=read, concerned=concerned)
    doubts = doubts_of(judged.judged.linked, numbers=np.array(read.numbers, np.uint32), asked=judged.asked)
    doubts = [*(one for one in doubts if not concerned.isdisjoint(one[:2])), *held]
    return Arrived(_waiting_still(named, besides=set(records)), laid, met, down.pages, doubts, reader.persons, whole)


class _Concerned(NamedTuple):
    """Records judged together, and which of them the judgement is for."""

    judged: Judged
    read: Read
    asked: np.ndarray
    concerned: set[int]


def _judged_whole(records: set[int], *, around: Surroundings, reader: _Reader) -> _Concerned:
    """Judge records with everyone whom they can concern; raises TooManyAround."""
    around.spread(records, turns=3, most=MOST)  # which is soon told, and is among those gathered here
    closed = partial(around.closed, most=MOST)
    concerned = closed(records | around.neighbours(records))
    concerned = closed(concerned | around.neighbours(concerned))
    while True:
        judged = _judged(closed(concerned | around.neighbours(concerned)), around=around, reader=reader)
        reached = _reached(judged.judged, numbers=judged.read.numbers, concerned=concerned)
        if not reached:
            return judged._replace(concerned=concerned)
        concerned = closed(concerned | reached)


def _judged_nearest(records: set[int], *, around: Surroundings, reader: _Reader) -> _Concerned:
    """Judge records with those most like them; it is for the persons that they are of now, or were of."""
    judged = _judged(around.nearest(records, most=NEAREST), around=around, reader=reader)
    linked, numbers = judged.judged.linked, judged.read.numbers
    people: dict[int, set[int]] = {}
    label = dict(zip(np.array(numbers)[linked.store.order].tolist(), linked.person.tolist(), strict=True))
    for number in numbers:
        people.setdefault(label[number], set()).add(number)
    concerned: set[int] = set()
    grown = around.persons(records)
    while grown != concerned:
        concerned = grown
        grown = around.persons(set().union(*(people[label[number]] for number in concerned)))
    return judged._replace(concerned=concerned)


def _judged(everyone: set[int], *, around: Surroundings, reader: _Reader) -> _Concerned:
    ready = reader.ready(everyone, named=True)
    said = resolved_answers(said_among(ready.read), keys=pa.array(ready.read.keys, pa.string()))
    judged = ready.rows.judged(around.among(ready.read.numbers), answers=said.answers)
    return _Concerned(judged, ready.read, said.asked, set())


def _laid(records: list[int], *, reader: _Reader, down: LaidDown) -> tuple[Laid, Pages, list[Doubtful]]:
    """Find whom the records meet, to whom they are alike, and whom only people may join them to."""
    reader.prepare(records)
    own = reader.ready(records)
    met = own.rows.met
    before = Surroundings(down, set(), np.zeros(0, PAIRS))
    pages = meetings(met.key)
    ready = reader.ready(met_under(met.key, pages=pages) | set(records) | before.neighbours(records))
    rows = [place for place, number in enumerate(ready.read.numbers) if number in set(records)]
    numbers = np.array(ready.read.numbers, np.uint32)
    weighed = ready.rows.weighed(rows)
    pairs = pairs_of(alike_in(weighed), numbers=numbers)
    held = [(one, other, weight, 2) for one, other, weight in pairs_of(held_back_in(weighed), numbers=numbers).tolist()]
    packs = [(number, reader.packs[number]) for number in own.read.numbers]
    return Laid(keys_of(met, numbers=np.array(own.read.numbers)), pairs, packs), pages, held


def _reached(judged: Judged, *, numbers: list[int], concerned: set[int]) -> set[int]:
    """Give the records to which an offer reaches from those concerned."""
    offers = [(numbers[one], numbers[other]) for one, other in judged.hoped.tolist()]
    return {end for offer in offers for end in offer if sum(x in concerned for x in offer) == 1} - concerned


def _waiting_still(named: Named, *, besides: set[int]) -> Named:
    """Let those that did not arrive go on waiting: what they say by now was not laid down."""
    numbers = named.record.tolist()
    told = [digest if number in besides else "" for number, digest in zip(numbers, named.digest, strict=True)]
    return replace(named, digest=told)


def _named(judged: Judged, *, read: Read, concerned: set[int]) -> Named:
    """Give the concerned records their persons' codes, none of which was ever anyone else's."""
    codes = sorted({code for code in read.persons if code})
    while True:
        named = names_for(judged.linked, read=read, register=partial(_register, codes), among=concerned)
        fresh = set(named.person) - set(codes)
        taken = [code for code, _ in _register(fresh)] if fresh else []
        if not taken:
            return named
        codes = [*codes, *taken]


def _register(codes: Collection[str]) -> Register:
    with kept_in_words() as cursor:
        cursor.execute(REGISTER[connection.vendor], [among(codes)])
        return list(cursor.fetchall())
