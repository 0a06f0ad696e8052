"""Chooses what is worth showing: a child whom many agencies know, and the pairs that tell most."""

from typing import NamedTuple

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.explain.evidence import Evidence
from wraparound.matching.explain.explanation import Explanation
from wraparound.matching.explain.weighing import Scales
from wraparound.matching.model import TWINS

SHOWN = (3, 8)  # records that make a good picture
LOOKED_AT = 60
NAMES = ("given", "surname", "birth_date")


class Apart(NamedTuple):
    """Pairs of records that chance alone would have joined and that were kept apart."""

    left: Array
    right: Array
    chance: Array
    are_twins: Array
    is_clear: Array  # nobody need review it


def kept_apart(scales: Scales) -> Apart:
    """Find the pairs kept apart by what else they may be: twins first of all, or housemates."""
    pairs, person, weight = scales.linked.pairs, scales.linked.person, scales.linked.weight
    likely = scales.linked.options.thresholds.likely
    rows = np.flatnonzero((pairs.chance > 0) & (weight < likely) & (person[pairs.left] != person[pairs.right]))
    are_twins = np.argmax(pairs.odds[rows], axis=1) == TWINS
    is_clear = weight[rows] < scales.linked.options.thresholds.review
    return Apart(pairs.left[rows], pairs.right[rows], pairs.chance[rows], are_twins, is_clear)


def telling_child(scales: Scales) -> int:
    """Choose a child known to many sources, named in more than one way, with a twin or housemate kept apart.

    Gives the least record of that person.
    """
    person = scales.linked.person
    size = np.bincount(person, minlength=len(person))
    fitting = np.flatnonzero((size >= SHOWN[0]) & (size <= SHOWN[1]))
    if not len(fitting):
        return int(np.argmax(size))
    apart = kept_apart(scales)
    worth = np.minimum(_sources(scales)[fitting], 6).astype(float)
    worth += np.isin(fitting, person[np.concatenate([apart.left, apart.right])])
    twins = np.concatenate([apart.left[apart.are_twins], apart.right[apart.are_twins]])
    worth += 3 * np.isin(fitting, person[twins])
    best = fitting[np.lexsort((fitting, -worth))][:LOOKED_AT]
    rank = {int(p): float(w) for p, w in zip(fitting, worth, strict=True)}
    return max(map(int, best), key=lambda p: (rank[p] + 2 * min(_variety(scales, person=p), 2), -p))


def _sources(scales: Scales) -> Array:
    """Count the sources that each person's records are from."""
    person, source = scales.linked.person, scales.linked.store.source
    seen = np.unique(person.astype(np.int64) << 16 | source.astype(np.int64))
    return np.bincount(seen >> 16, minlength=len(person))


def _variety(scales: Scales, *, person: int) -> int:
    """Count the ways in which a person's records differ from the first in name and birth date."""
    own = members(scales, person=person)
    pieces = (piece for record in own[1:] for piece in _naming(scales, own[0], record))
    return len({(piece.comparison, piece.level) for piece in pieces if _is_telling(piece)})


def members(scales: Scales, *, person: int) -> list[int]:
    """Give the records of one person."""
    return [int(record) for record in np.flatnonzero(scales.linked.person == scales.linked.person[person])]


def _naming(scales: Scales, *pair: int) -> list[Evidence]:
    """Give the evidence of names and birth date in a pair."""
    wanted = [c for c, comparison in enumerate(scales.linked.model.comparisons) if comparison.name in NAMES]
    return [scales.piece(pair[0], right=pair[1], comparison=c) for c in wanted]


def _is_telling(piece: Evidence) -> bool:
    """Say whether a piece speaks for one person though the values are not the same."""
    return piece.weight > 0 and not piece.is_missing and piece.compared[0] != piece.compared[1]


def telling_pair(scales: Scales, *, person: int) -> Explanation | None:
    """Explain the pair of a child's records that agree though they are written most differently."""
    own = members(scales, person=person)
    pairs = [(i, j) for i in own for j in own if i < j]
    likely = scales.linked.options.thresholds.likely
    sure = [pair for pair in pairs if scales.believed(pair[0], right=pair[1]) >= likely] or pairs
    if not sure:
        return None
    left, right = max(sure, key=lambda pair: (sum(map(_is_telling, _naming(scales, *pair))), pair))
    return scales.explained(left, right=right)


def rival_pair(scales: Scales, *, person: int) -> Explanation | None:
    """Explain the pair kept apart that chance would most surely have joined: the child's own where there is one."""
    apart, persons = kept_apart(scales), scales.linked.person
    if not len(apart.left):
        return None
    own = (persons[apart.left] == persons[person]) | (persons[apart.right] == persons[person])
    # Twins tell more than housemates, the child's own more than a stranger's, what needs no review more than what does.
    best = int(np.lexsort((-apart.left, apart.chance, apart.is_clear, apart.are_twins, own))[-1])
    return scales.explained(int(apart.left[best]), right=int(apart.right[best]))
