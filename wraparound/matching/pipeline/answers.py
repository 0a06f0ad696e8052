"""What people answered about pairs of records: a log that always wins over what the engine finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.inputs import Gathered
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.words import Answer

Key = tuple[str, str]  # source, id


@dataclass(frozen=True)
class Said:
    """One line of the log: of which two records somebody said what, and when."""

    left: Key
    right: Key
    answer: Answer
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Resolved:
    """The answers in force, as record numbers in the order given, int64[k, 2]; those that could not be used, counted.

    `elsewhere` are about records that are not here; `contrary` contradict newer answers by what follows from them.
    """

    same: Array
    different: Array
    elsewhere: int = 0
    contrary: int = 0


def resolved_answers(rows: Iterable[Said], *, gathered: Gathered) -> Resolved:
    """Settle a log: of each pair the latest answer counts, and what newer answers together rule out does not."""
    latest: dict[frozenset[Key], Said] = {}
    for said in sorted(rows, key=_when):
        latest[frozenset((said.left, said.right))] = said
    newest = [
        said for said in sorted(latest.values(), key=_when, reverse=True) if said.answer is not Answer.CANNOT_TELL
    ]
    numbers = _numbers(newest, gathered=gathered)
    known = [(a, b, said.answer) for (a, b), said in zip(numbers, newest, strict=True) if a >= 0 and b >= 0]
    taken = _Consistent()
    kept = [one for one in known if one[0] != one[1] and taken.takes(one[0], b=one[1], answer=one[2])]
    same, different = (
        np.array([(a, b) for a, b, answer in kept if answer is wanted], np.int64).reshape(-1, 2)
        for wanted in (Answer.SAME, Answer.DIFFERENT)
    )
    return Resolved(same, different, len(newest) - len(known), len(known) - len(kept))


def canonical(pairs: Array, *, linked: Linked) -> Array:
    """Turn record numbers in the order given into canonical ones, int64[k, 2]."""
    place = np.empty(len(linked.store), np.int64)
    place[linked.store.order] = np.arange(len(place))
    return place[pairs]


def _when(said: Said) -> datetime:
    """Give when it was said; without a date, before everything, in the order of the log."""
    at = said.at or datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _numbers(said: Sequence[Said], *, gathered: Gathered) -> Array:
    """Find the records that answers are about; -1 where one is not here."""
    ours = keys_of(gathered.source.cast(pa.string()), ids=gathered.ids)
    ends = [key for one in said for key in (one.left, one.right)]
    sources, ids = (pa.array([key[k] for key in ends], pa.string()) for k in (0, 1))
    places = pc.fill_null(pc.index_in(keys_of(sources, ids=ids), value_set=ours), -1)
    return places.to_numpy(zero_copy_only=False).astype(np.int64).reshape(-1, 2)


class _Consistent:
    """Takes answers, newest first, while what follows from them together holds no contradiction."""

    def __init__(self) -> None:
        self._group: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}

    def group_of(self, record: int) -> set[int]:
        """Give the records that are one person with this one."""
        return self._group.get(record, {record})

    def takes(self, a: int, *, b: int, answer: Answer) -> bool:
        """Take an answer in, or say that newer ones rule it out."""
        one, other = (self._group.setdefault(k, {k}) for k in (a, b))
        if answer is Answer.DIFFERENT:
            if one is other:
                return False
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)
            return True
        if one is other:
            return True
        if any(self._apart.get(k, set()) & other for k in one):
            return False
        one |= other
        for k in other:
            self._group[k] = one
        return True


def with_answers(linked: Linked, *, same: Array, different: Array) -> Array:
    """Give each record its person again, int32[n], with answers obeyed: int64[k, 2] of canonical record numbers.

    Only persons that an answer touches change. Their records are joined again, first by the answers, then by the
    links that held them together, strongest first, and never across an answer that keeps them apart.
    """
    touched = np.unique(linked.person[np.concatenate([same, different]).ravel()])
    members = np.flatnonzero(np.isin(linked.person, touched))
    joining = _Consistent()
    for answers, answer in ((different, Answer.DIFFERENT), (same, Answer.SAME)):
        for a, b in answers.tolist():
            joining.takes(a, b=b, answer=answer)
    for a, b in _links_within(linked, touched=touched):
        joining.takes(a, b=b, answer=Answer.SAME)
    person = linked.person.copy()
    person[members] = [min(joining.group_of(int(k))) for k in members]
    return person


def _links_within(linked: Linked, *, touched: Array) -> list[tuple[int, int]]:
    """List the links that hold the touched persons together, strongest first, then what else was seen together."""
    pairs, person = linked.pairs, linked.person
    inside = np.flatnonzero((person[pairs.left] == person[pairs.right]) & np.isin(person[pairs.left], touched))
    inside = inside[np.argsort(-pairs.weight[inside], kind="stable")]
    return list(zip(pairs.left[inside].tolist(), pairs.right[inside].tolist(), strict=True))
