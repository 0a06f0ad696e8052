"""All records as the engine takes them, and what it finds; nothing is written here.

The engine takes seconds to minutes, so it runs outside any transaction; `actions.believe` then writes what it found.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from wraparound.identity.models import Decision, Linkings, Person, Teaching
from wraparound.identity.queries import let_go
from wraparound.identity.queries.laid import KEYS, PAIRS
from wraparound.identity.queries.records import Read, all_records, said_of
from wraparound.identity.rules import FEW, should_count, should_learn
from wraparound.matching.model import Model
from wraparound.matching.pipeline.answers import resolved_answers
from wraparound.matching.pipeline.arriving import Alike, Met, alike_in, met_in, packs_in
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.inputs import Gathered, gathered_inputs
from wraparound.matching.pipeline.lessons import Lessons, kept_lessons, read_lessons
from wraparound.matching.pipeline.link import Linked, Options, link
from wraparound.matching.pipeline.outputs import SAID, record_beliefs, record_keys
from wraparound.matching.pipeline.persons import CURRENT, REGISTER, Previous, named_persons
from wraparound.matching.pipeline.persons import Named as NamedPersons
from wraparound.matching.pipeline.review import links_to_review
from wraparound.matching.pipeline.taught import lessons_of

Doubtful = tuple[int, int, float, int]  # two records, bits for one person, how many records an answer settles
Tell = Callable[[str, float], None]
Register = Sequence[tuple[str, str | None]]  # codes of persons, and of those retired what they became


@dataclass(frozen=True)
class Taught:
    """What was learnt, as it is kept: a model, the lessons besides, and how many records the model was learnt from."""

    model: dict[str, Any]
    lessons: bytes
    records: int
    feeds: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Tell these lessons from any others."""
        return blake2b(self.lessons, digest_size=16).hexdigest()


class Laid(NamedTuple):
    """Who meets whom and who is like whom, by the records' numbers, to be laid down (`identity.queries.laid`)."""

    keys: np.ndarray  # KEYS[…]
    pairs: np.ndarray  # PAIRS[…]
    packs: Iterable[tuple[int, bytes]]  # of records by their numbers, what they say as it is compared


def keys_of(met: Met, *, numbers: np.ndarray) -> np.ndarray:
    """Give the keys of rows as those of the records with these numbers, KEYS[…]."""
    keys = np.empty(len(met.key), KEYS)
    keys["key"], keys["record"] = met.key, numbers[met.row]
    return keys


def pairs_of(alike: Alike, *, numbers: np.ndarray) -> np.ndarray:
    """Give the pairs of rows as those of the records with these numbers, PAIRS[…]."""
    pairs = np.empty(len(alike.one), PAIRS)
    pairs["one"], pairs["other"], pairs["weight"] = numbers[alike.one], numbers[alike.other], alike.weight
    return pairs


@dataclass(frozen=True)
class Named:
    """What linking found of records: `record` their numbers, `person` each one's person's code, `belief` how sure."""

    record: np.ndarray  # int64[n]
    person: list[str]
    belief: list[str]
    digest: list[str]  # of what each record said; "" of one that goes on waiting, if it waits
    became: dict[str, str]  # of codes that are retired, what took them in


@dataclass(frozen=True)
class Found(Named):
    """What linking all records found, ready to be believed."""

    laid: Laid
    doubts: list[Doubtful]  # that people are to be asked about
    taught: Taught | None  # what is newly learnt, or nothing
    decisions: int  # how many decisions it took into account
    turn: int  # how often records had been linked before


def area_linked(*, once: Collection[str] = frozenset(), tell: Tell = lambda _what, _done: None) -> Found | None:
    """Link all records of the area, with people's decisions; nothing where there are no records.

    `once` names the feeds in which one person has one record at most.

    Cost: reads every record once; the engine's memory is about 1 KiB a record.
    """
    turn, decisions = linkings_so_far(), Decision.objects.filter(undone_at__isnull=True).count()
    tell("reading the records", 0.0)
    read = all_records(once)
    if not read.numbers:
        return None
    let_go()
    known = known_for(read.feeds, records=len(read.numbers))
    said = resolved_answers(said_of(), keys=pa.array(read.keys, pa.string()))
    linked = link(_gathered(read), model=known.model, answers=said.answers, options=Options(lasting=True), tell=tell)
    numbers = np.array(read.numbers, np.uint32)
    named = names_for(linked, read=read, register=_register)
    return Found(
        **vars(named),
        laid=Laid(
            keys_of(met_in(linked), numbers=numbers),
            pairs_of(alike_in(linked), numbers=numbers),
            zip(read.numbers, packs_in(linked), strict=True),
        ),
        doubts=doubts_of(linked, numbers=numbers, asked=said.asked),
        taught=_taught(linked, known=known),
        decisions=decisions,
        turn=turn,
    )


def doubts_of(linked: Linked, *, numbers: np.ndarray, asked: np.ndarray) -> list[Doubtful]:
    """Give the links that people are to be asked about: two records, bits, and how many records an answer settles.

    `numbers` are the records' numbers in the order given, `asked` the rows that people were asked about.
    """
    review, order = links_to_review(linked, asked=asked), linked.store.order
    left, right = (numbers[order[end[review.places]]].tolist() for end in (linked.pairs.left, linked.pairs.right))
    return list(zip(left, right, linked.weight[review.places].tolist(), review.settles.tolist(), strict=True))


def _gathered(read: Read) -> Gathered:
    """Give what was read as the engine takes it, and let the tables go: they are held twice else while it works."""
    gathered = gathered_inputs(read.inputs)
    read.inputs.clear()
    return gathered


def _register() -> Register:
    """Give all codes of persons, and of those retired what they became."""
    return list(Person.objects.values_list("code", "became__code"))


def linkings_so_far() -> int:
    """Count how often records have been linked."""
    return Linkings.objects.values_list("turn", flat=True).first() or 0


def names_for(
    linked: Linked, *, read: Read, register: Callable[[], Register], among: Collection[int] | None = None
) -> Named:
    """Give records (or only those among some) their persons' codes; `register` is asked for the codes used so far.

    It is not asked where nobody's records have moved and nobody is new.
    """
    number = np.array(read.numbers, np.int64)[linked.store.order]
    some = np.arange(len(number)) if among is None else np.flatnonzero(np.isin(number, list(among)))
    places = linked.store.order[some].tolist()
    person = _as_before(linked.person[some].tolist(), codes=[read.persons[place] for place in places])
    became: dict[str, str] = {}
    if person is None:
        keys = record_keys(linked).take(pa.array(some))
        named = named_persons(linked.person[some], keys=keys, previous=_previous(read, register()))
        person, became = named.ids.to_pylist(), _became(named)
    return Named(
        record=number[some],
        person=person,
        belief=_texts(record_beliefs(linked)[some], of=SAID),
        digest=[read.digests[place] for place in places],
        became=became,
    )


def _as_before(labels: Sequence[int], *, codes: Sequence[str]) -> list[str] | None:
    """Give records' codes where each person's records have one code that nobody else's have: then it stays theirs."""
    pairs = {(label, code) for label, code in zip(labels, codes, strict=True) if code}
    code_of = dict(pairs)
    if len(code_of) < len(pairs) or len(set(code_of.values())) < len(pairs) or set(labels) - code_of.keys():
        return None
    return [code_of[label] for label in labels]


def _texts(places: Any, *, of: pa.Array) -> list[str]:
    """Give texts by their places among some, each held once."""
    texts = of.to_pylist()
    return [texts[place] for place in places.tolist()]


def _previous(read: Read, register: Register) -> Previous:
    """Give whose each record was and the codes that were used, as naming persons takes them."""
    columns = [[code for code, _ in register], ["1"] * len(register), [CURRENT] * len(register)]
    table = [*columns, [became for _, became in register], [None] * len(register)]
    known = [(key, code) for key, code in zip(read.keys, read.persons, strict=True) if code]
    keys, codes = (pa.array([pair[place] for pair in known], pa.string()) for place in (0, 1))
    return Previous(keys, codes, pa.table([pa.array(one, pa.string()) for one in table], schema=REGISTER))


class Known(NamedTuple):
    """By what is linked: lessons, a model alone, or nothing; and how many records the model was learnt from."""

    model: Lessons | Model | None
    learnt_from: int


def known_for(feeds: Sequence[str], *, records: int) -> Known:
    """Choose by what is linked.

    The lessons kept last; the model alone where the area has changed so much that its shares are counted anew; nothing
    where it has so grown that a model is learnt; the engine's own model where it is small.
    """
    last = Teaching.objects.order_by("-pk").first()
    if should_learn(records, learnt_from=last.records or None if last else None):
        return Known(None, records)
    if last is None or not last.lessons:
        return Known(default_model(), 0) if records < FEW else Known(None, records)
    lessons = read_lessons(last.model, rest=bytes(last.lessons))
    if should_count(records, counted=last.counted, feeds=feeds, known=lessons.sources):
        return Known(lessons.better if last.records else default_model(), last.records)
    return Known(lessons, last.records)


def _taught(linked: Linked, *, known: Known) -> Taught | None:
    """Give what was learnt or counted anew, as it is kept."""
    if isinstance(known.model, Lessons):
        return None
    lessons = lessons_of(linked)
    return Taught(*kept_lessons(lessons), known.learnt_from, lessons.sources)


def _became(named: NamedPersons) -> dict[str, str]:
    """Say of each code that is retired which took it in."""
    table = named.register
    pairs = zip(table.column("person").to_pylist(), table.column("became").to_pylist(), strict=True)
    return {code: became for code, became in pairs if became}
