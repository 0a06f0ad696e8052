"""What people have said of pairs of records, and how it stands in place of what the engine weighs."""

from typing import NamedTuple

import numpy as np

from wraparound.matching.clusters.resolve import Said
from wraparound.matching.compare.memory import Array
from wraparound.matching.scoring.pairs import Pairs

SURE = 99.0  # bits, when a person has said so


class Answers(NamedTuple):
    """What people have said, and what is to be held apart, as pairs of rows in the order given."""

    same: Array = np.zeros((0, 2), np.int64)  # int64[k, 2]
    different: Array = np.zeros((0, 2), np.int64)


NO_ANSWERS = Answers()


def said_by(answers: Answers, *, order: Array) -> Said:
    """Turn answers about rows into answers about canonical records."""
    canonical = np.empty(len(order), np.int32)
    canonical[order] = np.arange(len(order), dtype=np.int32)
    both = canonical[np.concatenate([answers.same, answers.different]).reshape(-1, 2)].astype(np.int64)
    both.sort(axis=1)
    value = np.repeat([1, -1], [len(answers.same), len(answers.different)]).astype(np.int8)
    key = both[:, 0] << 32 | both[:, 1]
    first = np.argsort(key, kind="stable")
    return Said(key[first], value[first])


def with_answers(pairs: Pairs, *, weight: Array, said: Said) -> tuple[Array, Array]:
    """Let what people said stand in place of what the engine weighed."""
    key = pairs.left.astype(np.int64) << 32 | pairs.right
    at = np.searchsorted(key, said.key)
    met = (at < len(key)) & (key[np.minimum(at, len(key) - 1)] == said.key) if len(key) else np.zeros(len(at), bool)
    weight, answered = weight.copy(), np.zeros(len(weight), np.bool_)
    weight[at[met]], answered[at[met]] = SURE * said.answer[met], True
    return weight, answered
