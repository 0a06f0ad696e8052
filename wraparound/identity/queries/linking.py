"""All records as the engine takes them, and what it finds; nothing is written here.

The engine takes seconds to minutes, so it runs outside any transaction; `actions.believe` then writes what it found.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import TextField
from django.db.models.functions import Cast
from pyarrow.json import ParseOptions, read_json

from wraparound.identity.models import Decision, Person, Record, Teaching
from wraparound.identity.rules import FEW, should_count, should_learn
from wraparound.matching.mapping import ColumnUse, Duplicates
from wraparound.matching.mapping import Mapping as ColumnMap
from wraparound.matching.model import Model
from wraparound.matching.pipeline.answers import Said, resolved_answers
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.lessons import Lessons, kept_lessons, read_lessons
from wraparound.matching.pipeline.link import Linked, Options, link
from wraparound.matching.pipeline.outputs import SAID, record_beliefs, record_keys
from wraparound.matching.pipeline.persons import BETWEEN, CURRENT, REGISTER, Named, Previous, named_persons
from wraparound.matching.pipeline.taught import lessons_of
from wraparound.matching.words import Answer, Field

Tell = Callable[[str, float], None]
KNOWN = frozenset(str(field) for field in Field)


@dataclass(frozen=True)
class Taught:
    """What was learnt, as it is kept: a model, the lessons besides, and how many records the model was learnt from."""

    model: dict[str, Any]
    lessons: bytes
    records: int


@dataclass(frozen=True)
class Found:
    """What linking all records found, ready to be believed.

    `record` are the records' numbers in the database; `person` each one's person's code, `belief` how sure it is.
    """

    record: np.ndarray  # int64[n]
    person: list[str]
    belief: list[str]
    became: dict[str, str]  # of codes that are retired, what took them in
    taught: Taught | None  # what is newly learnt, or nothing
    decisions: int  # how many decisions it took into account


def area_linked(*, once: Collection[str] = frozenset(), tell: Tell = lambda _what, _done: None) -> Found | None:
    """Link all records of the area, with people's decisions; nothing where there are no records.

    `once` names the feeds in which one person has one record at most.

    Cost: reads every record once; the engine's memory is about 1 KiB a record.
    """
    decisions = Decision.objects.filter(undone_at__isnull=True).count()
    tell("reading the records", 0.0)
    numbers, previous, inputs = _gathered(once)
    if not inputs:
        return None
    known = _known([one.name for one in inputs], records=len(numbers))
    answers = resolved_answers(_said(), keys=pa.array(list(numbers), pa.string()))
    linked = link(inputs, model=known.model, answers=answers.answers, options=Options(lasting=True), tell=tell)
    keys = record_keys(linked)
    named = named_persons(linked.person, keys=keys, previous=previous)
    return Found(
        record=np.array([numbers[key] for key in keys.to_pylist()], np.int64),
        person=named.ids.to_pylist(),
        belief=SAID.take(pa.array(record_beliefs(linked))).to_pylist(),
        became=_became(named),
        taught=_taught(linked, known=known),
        decisions=decisions,
    )


def _gathered(once: Collection[str]) -> tuple[dict[str, int], Previous, list[Input]]:
    """Read every record: its number by its key, whose it was, and each feed's table."""
    numbers: dict[str, int] = {}
    known: list[tuple[str, str]] = []
    inputs = []
    feeds = Record.objects.order_by("feed").values_list("feed", flat=True).distinct()
    for feed in list(feeds):
        text = Cast("said", TextField())
        rows = Record.objects.filter(feed=feed).order_by("pk").values_list("pk", "key", text, "person__code")
        keys, said = [], []
        for number, key, one, code in rows.iterator(chunk_size=5_000):
            whole = f"{feed}{BETWEEN}{key}"
            numbers[whole] = number
            keys.append(key)
            said.append(one)
            if code:
                known.append((whole, code))
        inputs.append(_input(feed, keys=keys, said=said, once=feed in once))
    return numbers, _previous(known), inputs


def _previous(known: Sequence[tuple[str, str]]) -> Previous:
    """Give whose each record was and every code ever used, as naming persons takes them."""
    used = list(Person.objects.values_list("code", "became__code"))
    columns = [[code for code, _ in used], ["1"] * len(used), [CURRENT] * len(used), [became for _, became in used]]
    register = pa.table([pa.array(one, pa.string()) for one in [*columns, [None] * len(used)]], schema=REGISTER)
    keys, codes = (pa.array([pair[place] for pair in known], pa.string()) for place in (0, 1))
    return Previous(keys, codes, register)


def _input(feed: str, *, keys: Sequence[str], said: Sequence[str], once: bool) -> Input:
    """Lay one feed's records out as the engine reads a table: a field with several values has several columns."""
    schema = pa.schema([(field, pa.list_(pa.string())) for field in sorted(KNOWN)])
    options = ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    table = read_json(BytesIO("\n".join(said).encode()), parse_options=options)
    columns: dict[str, Any] = {"key": pa.array(keys, pa.string())}
    uses = {}
    for field in table.column_names:
        lists = table.column(field).combine_chunks()
        lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
        for place in range(int(lengths.max(initial=0))):
            name = f"{field} {place + 1}"
            columns[name] = _values(lists, lengths=lengths, place=place)
            uses[name] = ColumnUse(Field(field), true_when=("true",) if field.endswith("_verified") else ())
    duplicates: Duplicates = "forbidden" if once else "allowed"
    mapping = ColumnMap(feed, "key", duplicates, "ymd", MappingProxyType(uses))
    return Input(pa.table(columns), mapping, feed)


def _values(lists: pa.ListArray, *, lengths: np.ndarray, place: int) -> pa.Array:
    """Give each list's value at a place, and nothing where it is shorter."""
    begins = np.cumsum(lengths) - lengths
    return lists.flatten().take(pa.array(begins + place, mask=lengths <= place))


class Known(NamedTuple):
    """By what is linked: lessons, a model alone, or nothing; and how many records the model was learnt from."""

    model: Lessons | Model | None
    learnt_from: int


def _known(feeds: Sequence[str], *, records: int) -> Known:
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
    return Taught(*kept_lessons(lessons_of(linked)), known.learnt_from)


def _said() -> Iterator[Said]:
    words = Decision.objects.filter(undone_at__isnull=True).values_list(
        "left__feed", "left__key", "right__feed", "right__key", "answer", "by", "at"
    )
    for left_feed, left, right_feed, right, answer, by, at in words:
        yield Said((left_feed, left), (right_feed, right), Answer(answer), by, at)


def _became(named: Named) -> dict[str, str]:
    """Say of each code that is retired which took it in."""
    table = named.register
    pairs = zip(table.column("person").to_pylist(), table.column("became").to_pylist(), strict=True)
    return {code: became for code, became in pairs if became}
