"""What a run leaves behind, as tables and plain data: who is who, the pairs behind it, what to review, how it went."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.clusters.beliefs import WORDS, beliefs_of
from wraparound.matching.columns.encode import as_text
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.link import SURE, Linked
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.pipeline.review import Review
from wraparound.matching.tables import SetAside
from wraparound.matching.words import Belief

CERTAIN, LIKELY = WORDS.index(Belief.CERTAIN), WORDS.index(Belief.LIKELY)
TOLD = ("file", "row", "field", "value", "reason", "right")
SET_ASIDE = pa.schema([(name, pa.int64() if name == "row" else pa.string()) for name in TOLD])
SAID = pa.array([str(word) for word in WORDS])


def records(linked: Linked) -> tuple[pa.Array, pa.Array]:
    """Give each record's source and id as text, in canonical order."""
    order = pa.array(linked.store.order)
    return linked.gathered.source.take(order).cast(pa.string()), linked.gathered.ids.take(order)


def record_keys(linked: Linked) -> pa.Array:
    """Give the key by which each record is known from run to run, in canonical order."""
    source, record = records(linked)
    return keys_of(source, ids=record)


def record_beliefs(linked: Linked) -> Array:
    """Grade how sure it is that each record belongs to its person, int64[n] in canonical order, as `beliefs_of` does.

    It is the belief of the record's strongest link inside the person; likely at least, since the group was judged
    together. A record alone is certain: no link is claimed of it.
    """
    pairs, person = linked.pairs, linked.person
    inside = person[pairs.left] == person[pairs.right]
    strongest = np.full(len(person), -np.inf)
    strongest[_said_same(linked)] = SURE
    for end in (pairs.left, pairs.right):
        np.maximum.at(strongest, end[inside], linked.weight[inside])
    grades = np.maximum(beliefs_of(strongest, at=linked.options.thresholds), LIKELY)
    alone = np.bincount(person, minlength=len(person))[person] == 1
    return np.where(alone, CERTAIN, grades)


def _said_same(linked: Linked) -> Array:
    """Give the records of which people have said that they are one person's with another that stands with them."""
    if linked.said is None:
        return np.zeros(0, np.int64)
    same = linked.said.key[linked.said.answer > 0]
    left, right = same >> 32, same & 0xFFFFFFFF
    together = linked.person[left] == linked.person[right]
    return np.concatenate([left[together], right[together]])


def clusters_table(linked: Linked, *, ids: pa.Array) -> pa.Table:
    """Give who is who: each record, its source, its person and the belief, the records of a person side by side."""
    source, record = records(linked)
    together = pa.array(np.argsort(linked.person, kind="stable"))
    columns = [record, source, as_text(ids.cast(pa.string())), SAID.take(pa.array(record_beliefs(linked)))]
    names = ["record", "source", "person", "belief"]
    return pa.table([column.take(together) for column in columns], names=names)


def pairs_table(linked: Linked, *, named: tuple[pa.Array, pa.Array] | None = None) -> pa.Table:
    """Give every kept pair with its match weight in bits, the probability that it is one person, and the belief.

    `named` are the records' sources and ids (`records`), where they are at hand.
    """
    (source, record), pairs = named or records(linked), linked.pairs
    grades = beliefs_of(linked.weight, at=linked.options.thresholds)
    columns: dict[str, pa.Array] = {}
    for side, end in (("left", pa.array(pairs.left)), ("right", pa.array(pairs.right))):
        columns |= {f"{side}_record": record.take(end), f"{side}_source": source.take(end).dictionary_encode()}
    weighed = {
        "match_weight": np.round(linked.weight, 9),
        "probability": np.round(probability(linked.weight), 9),
        "belief": pa.DictionaryArray.from_arrays(pa.array(grades, pa.int8()), SAID),
    }
    return pa.table(columns | weighed)


def probability(weight: Array) -> Array:
    """Turn bits into the probability that a pair is one person."""
    return 1.0 / (1.0 + np.exp2(-weight))


def review_table(linked: Linked, *, review: Review, ids: pa.Array) -> pa.Table:
    """Give the links to review, ready to be answered: filled in, the table is a log of answers."""
    (source, record), pairs, at = records(linked), linked.pairs, review.places
    left, right = pa.array(pairs.left[at]), pa.array(pairs.right[at])
    weight, nothing = linked.weight[at], pa.array([""] * len(review), pa.string())
    person = as_text(ids.cast(pa.string()))
    return pa.table(
        {
            "left source": source.take(left),
            "left id": record.take(left),
            "right source": source.take(right),
            "right id": record.take(right),
            "answer": nothing,
            "by": nothing,
            "at": nothing,
            "records settled": review.settles,
            "match weight": np.round(weight, 2),
            "probability": np.round(probability(weight), 4),
            "belief": SAID.take(pa.array(beliefs_of(weight, at=linked.options.thresholds))),
            "left person": person.take(left),
            "right person": person.take(right),
        }
    )


def set_aside_table(rows: Iterable[SetAside]) -> pa.Table:
    """Give the rows left out, each with its reason and what would be right."""
    return pa.Table.from_pylist([vars(row) for row in rows], schema=SET_ASIDE)


def report(linked: Linked) -> dict[str, Any]:
    """Give how it went: what each blocking rule brought and left out, and how training came to rest."""
    rules = [
        {
            "rule": str(rule.rule),
            "blocks": rule.blocks,
            "pairs": rule.pairs,
            "compared_first_here": rule.compared,
            "kept": rule.kept,
            "largest_block": rule.largest,
            "blocks_bounded": rule.bounded_blocks,
            "pairs_left_out": rule.left_out,
        }
        for rule in linked.rules
    ]
    training = [
        {
            "rule": str(session.rule),
            "pairs": session.learnt.pairs,
            "rounds": len(session.learnt.changes),
            "settled": session.learnt.settled,
            "changes": [round(change, 8) for change in session.learnt.changes],
        }
        for session in linked.sessions
    ]
    return {"blocking": rules, "training": training}


def links_of(linked: Linked) -> dict[str, int]:
    """Count the links that hold persons together: certain, and likely."""
    pairs, person = linked.pairs, linked.person
    inside = person[pairs.left] == person[pairs.right]
    counts = np.bincount(beliefs_of(linked.weight[inside], at=linked.options.thresholds), minlength=len(WORDS))
    return {str(WORDS[grade]): int(counts[grade]) for grade in (CERTAIN, LIKELY)}


def people(linked: Linked) -> int:
    """Count the persons found."""
    return int(pc.count_distinct(pa.array(linked.person)).as_py())
