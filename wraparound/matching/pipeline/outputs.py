"""What a run leaves behind, as tables and plain data: who is who, the pairs behind it, what to review, how it went."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from wraparound.matching.clusters.beliefs import WORDS, Thresholds, beliefs_of
from wraparound.matching.clusters.components import sizes_of
from wraparound.matching.columns.encode import as_text
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.link import Linked, Links
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.pipeline.review import Review
from wraparound.matching.tables import SetAside
from wraparound.matching.words import Belief

CERTAIN, LIKELY = WORDS.index(Belief.CERTAIN), WORDS.index(Belief.LIKELY)
TOLD = ("file", "row", "field", "value", "reason", "right")
SET_ASIDE = pa.schema([(name, pa.int64() if name == "row" else pa.string()) for name in TOLD])
SAID = pa.array([str(word) for word in WORDS])


def record_keys(linked: Linked) -> pa.Array:
    """Give the key by which each record is known from run to run, in canonical order."""
    source, record = linked.names(np.arange(len(linked.person)))
    return keys_of(source, ids=record)


def record_beliefs(linked: Linked) -> Array:
    """Grade how sure it is that each record belongs to its person, int8[n] in canonical order, as `beliefs_of` does.

    It is the belief of the record's strongest link inside the person; likely at least, since the group was judged
    together. A record alone is certain: no link is claimed of it.
    """
    person = linked.person
    grades = np.full(len(person), LIKELY, np.int8)
    grades[_said_same(linked)] = CERTAIN
    for pairs in linked.links():
        inside = np.flatnonzero(person[pairs.left] == person[pairs.right])
        grade = beliefs_of(pairs.weight[inside], at=linked.options.thresholds).astype(np.int8)
        for end in (pairs.left, pairs.right):
            np.maximum.at(grades, end[inside], grade)
    grades[(sizes_of(person) == 1)[person]] = CERTAIN
    return grades


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
    together = np.argsort(linked.person, kind="stable")
    return who_is_who(linked.names(together), ids=ids.take(pa.array(together)), grades=record_beliefs(linked)[together])


def who_is_who(names: tuple[pa.Array, pa.Array], *, ids: pa.Array, grades: Array) -> pa.Table:
    """Give some records' rows of who is who: their names, their persons' ids, their beliefs."""
    source, record = names
    columns = [record, source, as_text(ids.cast(pa.string())), SAID.take(pa.array(grades))]
    return pa.table(columns, names=["record", "source", "person", "belief"])


def pairs_table(linked: Linked) -> pa.Table:
    """Give every kept pair with its match weight in bits, the probability that it is one person, and the belief."""
    pairs = Links(linked.pairs.left, linked.pairs.right, linked.weight)
    return told_pairs(
        pairs, left=linked.names(pairs.left), right=linked.names(pairs.right), at=linked.options.thresholds
    )


def told_pairs(
    pairs: Links, *, left: tuple[pa.Array, pa.Array], right: tuple[pa.Array, pa.Array], at: Thresholds
) -> pa.Table:
    """Give some kept pairs, by the sources and ids of their records."""
    columns: dict[str, pa.Array] = {}
    for side, (source, record) in (("left", left), ("right", right)):
        columns |= {f"{side}_record": record, f"{side}_source": source.dictionary_encode()}
    grades = beliefs_of(pairs.weight, at=at)
    weighed = {
        "match_weight": np.round(pairs.weight, 9),
        "probability": np.round(probability(pairs.weight), 9),
        "belief": pa.DictionaryArray.from_arrays(pa.array(grades, pa.int8()), SAID),
    }
    return pa.table(columns | weighed)


def probability(weight: Array) -> Array:
    """Turn bits into the probability that a pair is one person."""
    return 1.0 / (1.0 + np.exp2(-weight))


def review_table(linked: Linked, *, review: Review, ids: pa.Array) -> pa.Table:
    """Give the links to review, ready to be answered: filled in, the table is a log of answers."""
    ends = [end[review.places] for end in (linked.pairs.left, linked.pairs.right)]
    (left_source, left), (right_source, right) = (linked.names(end) for end in ends)
    weight, nothing = linked.weight[review.places], pa.array([""] * len(review), pa.string())
    left_person, right_person = (as_text(ids.take(pa.array(end)).cast(pa.string())) for end in ends)
    return pa.table(
        {
            "left source": left_source,
            "left id": left,
            "right source": right_source,
            "right id": right,
            "answer": nothing,
            "by": nothing,
            "at": nothing,
            "records settled": review.settles,
            "match weight": np.round(weight, 2),
            "probability": np.round(probability(weight), 4),
            "belief": SAID.take(pa.array(beliefs_of(weight, at=linked.options.thresholds))),
            "left person": left_person,
            "right person": right_person,
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
    counts, person = np.zeros(len(WORDS), np.int64), linked.person
    for pairs in linked.links():
        weight = pairs.weight[person[pairs.left] == person[pairs.right]]
        counts += np.bincount(beliefs_of(weight, at=linked.options.thresholds), minlength=len(WORDS))
    return {str(WORDS[grade]): int(counts[grade]) for grade in (CERTAIN, LIKELY)}


def people(linked: Linked) -> int:
    """Count the persons found."""
    return int(np.count_nonzero(sizes_of(linked.person)))
