"""All records as the engine takes them, and what it finds; nothing is written here.

The engine takes seconds to minutes, so it runs outside any transaction; `actions.believe` then writes what it found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from wraparound.identity.models import Decision, Person, Record, Teaching
from wraparound.identity.rules import FEW, should_learn
from wraparound.matching.mapping import ColumnUse
from wraparound.matching.mapping import Mapping as ColumnMap
from wraparound.matching.model import Model
from wraparound.matching.model.splink import completed, read_splink, write_splink
from wraparound.matching.pipeline.answers import Said, resolved_answers
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.link import link
from wraparound.matching.pipeline.outputs import SAID, record_beliefs, record_keys
from wraparound.matching.pipeline.persons import BETWEEN, REGISTER, Named, Previous, named_persons
from wraparound.matching.words import Answer, Field

Tell = Callable[[str, float], None]
KNOWN = frozenset(str(field) for field in Field)


@dataclass(frozen=True)
class Found:
    """What linking all records found, ready to be believed.

    `record` are the records' numbers in the database; `person` each one's person's code, `belief` how sure it is.
    """

    record: np.ndarray  # int64[n]
    person: list[str]
    belief: list[str]
    became: dict[str, str]  # of codes that are retired, what took them in
    model: dict[str, Any] | None  # newly learnt, or nothing
    decisions: int  # how many decisions it took into account


def area_linked(*, tell: Tell = lambda _what, _done: None) -> Found | None:
    """Link all records of the area, with people's decisions; nothing where there are no records.

    Cost: reads every record once; the engine's memory is about 1 KiB a record.
    """
    decisions = Decision.objects.filter(undone_at__isnull=True).count()
    tell("reading the records", 0.0)
    numbers, previous, inputs = _gathered()
    if not inputs:
        return None
    taught, learns = _model(sum(one.table.num_rows for one in inputs))
    answers = resolved_answers(_said(), keys=pa.array(list(numbers), pa.string()))
    linked = link(inputs, model=taught, answers=answers.answers, tell=tell)
    keys = record_keys(linked)
    named = named_persons(linked.person, keys=keys, previous=previous)
    return Found(
        record=np.array([numbers[key] for key in keys.to_pylist()], np.int64),
        person=named.ids.to_pylist(),
        belief=SAID.take(pa.array(record_beliefs(linked))).to_pylist(),
        became=_became(named),
        model=write_splink(linked.model) if learns else None,
        decisions=decisions,
    )


def _gathered() -> tuple[dict[str, int], Previous, list[Input]]:
    """Read every record: its number by its key, whose it was, and each feed's table."""
    numbers: dict[str, int] = {}
    known: list[tuple[str, str]] = []
    inputs = []
    feeds = Record.objects.order_by("feed").values_list("feed", flat=True).distinct()
    for feed in list(feeds):
        rows = Record.objects.filter(feed=feed).order_by("pk").values_list("pk", "key", "said", "person__code")
        keys, said = [], []
        for number, key, one, code in rows.iterator(chunk_size=5_000):
            whole = f"{feed}{BETWEEN}{key}"
            numbers[whole] = number
            keys.append(key)
            said.append(one)
            if code:
                known.append((whole, code))
        inputs.append(_input(feed, keys=keys, said=said))
    register = [(code, "1", "current", became) for code, became in Person.objects.values_list("code", "became__code")]
    previous = Previous(
        keys=pa.array([key for key, _ in known], pa.string()),
        person=pa.array([code for _, code in known], pa.string()),
        register=pa.Table.from_pylist(
            [{"person": c, "since": s, "state": st, "became": b, "came_from": None} for c, s, st, b in register],
            schema=REGISTER,
        ),
    )
    return numbers, previous, inputs


def _input(feed: str, *, keys: Sequence[str], said: Sequence[Mapping[str, list[str]]]) -> Input:
    """Lay one feed's records out as the engine reads a table: a field with several values has several columns."""
    widest: dict[str, int] = {}
    for one in said:
        for field, values in one.items():
            if field in KNOWN and len(values) > widest.get(field, 0):
                widest[field] = len(values)
    columns: dict[str, Any] = {"key": pa.array(keys, pa.string())}
    uses = {}
    for field, count in sorted(widest.items()):
        for place in range(count):
            name = f"{field} {place + 1}"
            columns[name] = pa.array(_values(said, field=field, place=place), pa.string())
            uses[name] = ColumnUse(Field(field), true_when=("true",) if field.endswith("_verified") else ())
    mapping = ColumnMap(source=feed, id="key", date_order="ymd", columns=uses)  # type: ignore[arg-type]
    return Input(pa.table(columns), mapping, feed)


def _values(said: Sequence[Mapping[str, list[str]]], *, field: str, place: int) -> Iterator[str | None]:
    for one in said:
        values = one.get(field, ())
        yield values[place] if len(values) > place else None


def _model(records: int) -> tuple[Model | None, bool]:
    """Choose the model: the one taught last, a new one where the area has grown, the engine's own where it is small."""
    last = Teaching.objects.order_by("-pk").first()
    if should_learn(records, learnt_from=last.records if last else None):
        return None, True
    if last:
        return completed(read_splink(last.model)), False
    return (default_model(), False) if records < FEW else (None, True)


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
