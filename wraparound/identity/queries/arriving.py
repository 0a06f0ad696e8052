"""A few records that arrived, and all whom their arrival can concern, judged as linking the whole area would.

Every rule and share is fixed by the lessons kept (decision 0015), so a record can only change what becomes of those it
is like, of those who are joined to them, of those who compete for them, and so on while an offer has any hope. That
set is gathered from what was laid down (`laid`) until nothing is added, and is then judged by the engine's own rules.
"""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from django.db.models import Q

from wraparound.identity.models import Decision, Person, Record, Teaching
from wraparound.identity.queries.laid import PAIRS, likenesses, met_under
from wraparound.identity.queries.linking import Laid, Named, Register, keys_of, names_for, pairs_of
from wraparound.identity.queries.records import Read, said_of, some_records
from wraparound.matching.pipeline.answers import resolved_answers
from wraparound.matching.pipeline.arriving import LIKELY, Alike, Judged, Rows, met_by, rows_of
from wraparound.matching.pipeline.lessons import Lessons, read_lessons
from wraparound.matching.words import Answer


@dataclass(frozen=True)
class Arrived:
    """Whose the records concerned are, and what is to be laid down for those that arrived."""

    named: Named
    laid: Laid


def lessons_kept() -> Lessons | None:
    """Give the lessons kept last, if there are any. Cost: one small statement; they are read once a process."""
    last = Teaching.objects.order_by("-pk").values_list("pk", "digest").first()
    return _lessons(*last) if last and last[1] else None


@lru_cache(maxsize=2)
def _lessons(teaching: int, digest: str) -> Lessons:
    held = Teaching.objects.get(pk=teaching, digest=digest)
    return read_lessons(held.model, rest=bytes(held.lessons))


class _Ready(NamedTuple):
    """Some records as they were read, and made ready for the engine."""

    read: Read
    rows: Rows

    @classmethod
    def of(cls, records: Collection[int], *, lessons: Lessons, once: Collection[str]) -> "_Ready":
        read = some_records(records, once=once)
        return cls(read, rows_of(read.inputs, lessons=lessons))


def records_linked(records: Collection[int], *, lessons: Lessons, once: Collection[str]) -> Arrived:
    """Link a few records that arrived or changed. Cost: what they say, whom they meet, and whom that concerns."""
    down = _LaidDown()
    ready, laid = _laid(sorted(records), lessons=lessons, once=once, down=down)
    around = _Surroundings(down, set(records), laid.pairs)
    concerned = around.closed(set(records) | around.neighbours(records))
    concerned = around.closed(concerned | around.neighbours(concerned))
    while True:
        everyone = around.closed(concerned | around.neighbours(concerned))
        if not everyone <= set(ready.read.numbers):
            ready = _Ready.of(everyone, lessons=lessons, once=once)
        judged = _judged(ready, around=around)
        reached = _reached(judged, numbers=ready.read.numbers, concerned=concerned)
        if not reached:
            return Arrived(_named(judged, read=ready.read, concerned=concerned), laid)
        concerned = around.closed(concerned | reached)


def _laid(records: list[int], *, lessons: Lessons, once: Collection[str], down: "_LaidDown") -> tuple[_Ready, Laid]:
    """Find whom the records meet, and to whom they are alike; with those around whom they were alike to before."""
    own = some_records(records, once=once)
    met = met_by(own.inputs, lessons=lessons)
    before = _Surroundings(down, set(), np.zeros(0, PAIRS))
    near = before.closed(set(records) | before.neighbours(records))
    ready = _Ready.of(met_under(met.key) | near | before.neighbours(near), lessons=lessons, once=once)
    rows = [place for place, number in enumerate(ready.read.numbers) if number in set(records)]
    numbers = np.array(ready.read.numbers, np.uint32)
    pairs = pairs_of(ready.rows.alike_to(rows), numbers=numbers)
    return ready, Laid(keys_of(met, numbers=np.array(own.numbers)), pairs)


class _LaidDown:
    """What is laid down around records: whom each was like, and who is joined to it; each read once."""

    def __init__(self) -> None:
        self.like: dict[int, dict[int, float]] = {}
        self.mates: dict[int, Set[int]] = {}

    def read(self, records: set[int]) -> None:
        """Read whom records were like, where that is not known yet."""
        lacking = records - self.like.keys()
        if lacking:
            pages = likenesses(lacking)
            laid = _by_end(np.unique(np.concatenate([np.zeros(0, PAIRS), *pages.values()])))
            self.like |= {record: laid.get(record, {}) for record in lacking}

    def read_mates(self, records: set[int]) -> None:
        """Read who else is of the records' persons, and with whom people say they are one."""
        lacking = records - self.mates.keys()
        if not lacking:
            return
        persons = Record.objects.filter(pk__in=lacking, person__isnull=False).values("person_id")
        of_person: dict[int, set[int]] = {}
        for number, person in Record.objects.filter(person_id__in=persons).values_list("pk", "person_id"):
            of_person.setdefault(person, set()).add(number)
        self.mates |= dict.fromkeys(lacking, frozenset())
        self.mates |= {record: mates for mates in of_person.values() for record in mates & lacking}
        said = Decision.objects.filter(undone_at__isnull=True, answer=Answer.SAME)
        for left, right in said.filter(Q(left__in=lacking) | Q(right__in=lacking)).values_list("left_id", "right_id"):
            for one, other in ((left, right), (right, left)):
                if one in lacking:
                    self.mates[one] = self.mates[one] | {other}


class _Surroundings:
    """Who is like whom around records that arrived: their own pairs as they are now, all others as laid down."""

    def __init__(self, down: _LaidDown, records: set[int], pairs: np.ndarray) -> None:
        """Begin with the pairs of the records that arrived."""
        self.down, self.records, self.fresh = down, records, _by_end(pairs)

    def neighbours(self, records: Iterable[int]) -> set[int]:
        """Give the records that are like some, now or before."""
        wanted = set(records)
        self.down.read(wanted)
        return {other for record in wanted for other in (*self.like(record), *self.down.like[record])}

    def closed(self, records: set[int]) -> set[int]:
        """Add those who are joined to records by a likely link, by people's word, or in one person, and so on."""
        found, added = set(records), set(records)
        while added:
            self.down.read(added)
            self.down.read_mates(added)
            near = chain.from_iterable((*self._likely(record), *self.down.mates[record]) for record in added)
            added = set(near) - found
            found |= added
        return found

    def among(self, numbers: list[int]) -> Alike:
        """Give the pairs among some records, as rows in their order."""
        place = {number: row for row, number in enumerate(numbers)}
        self.down.read(set(numbers))
        rows = [
            (place[one], place[other], weight)
            for one in numbers
            for other, weight in self.like(one).items()
            if one < other and other in place
        ]
        one, other, weight = (np.array(column) for column in zip(*rows, strict=True)) if rows else [np.zeros(0)] * 3
        return Alike(one.astype(np.int32), other.astype(np.int32), weight.astype(float))

    def like(self, record: int) -> dict[int, float]:
        """Give whom a record is like, and how many bits speak for it."""
        if record in self.records:
            return self.fresh.get(record, {})
        stays = {other: weight for other, weight in self.down.like[record].items() if other not in self.records}
        return stays | self.fresh.get(record, {})

    def _likely(self, record: int) -> Iterable[int]:
        return (other for other, weight in self.like(record).items() if weight >= LIKELY)


def _by_end(pairs: np.ndarray) -> dict[int, dict[int, float]]:
    """Give, for each record, those it is like, and how many bits speak for it."""
    found: dict[int, dict[int, float]] = {}
    for one, other, weight in pairs.tolist():
        found.setdefault(one, {})[other] = weight
        found.setdefault(other, {})[one] = weight
    return found


def _judged(ready: _Ready, *, around: _Surroundings) -> Judged:
    """Judge records together, with what people said of them."""
    read = ready.read
    said = said_of(Q(left__in=read.numbers) & Q(right__in=read.numbers))
    answers = resolved_answers(said, keys=pa.array(read.keys, pa.string())).answers
    return ready.rows.judged(around.among(read.numbers), answers=answers)


def _reached(judged: Judged, *, numbers: list[int], concerned: set[int]) -> set[int]:
    """Give the records to which an offer reaches from those concerned."""
    offers = [(numbers[one], numbers[other]) for one, other in judged.hoped.tolist()]
    return {end for offer in offers for end in offer if sum(x in concerned for x in offer) == 1} - concerned


def _named(judged: Judged, *, read: Read, concerned: set[int]) -> Named:
    """Give the concerned records their persons' codes, none of which was ever anyone else's."""
    codes = sorted({code for code in read.persons if code})
    register: Register = list(Person.objects.filter(code__in=codes).values_list("code", "became__code"))
    while True:
        named = names_for(judged.linked, read=read, register=register, among=concerned)
        fresh = set(named.person) - set(codes) - {code for code, _ in register}
        taken = list(Person.objects.filter(code__in=fresh).values_list("code", "became__code"))
        if not taken:
            return named
        register = [*register, *taken]
