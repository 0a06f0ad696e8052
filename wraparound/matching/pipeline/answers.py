"""What people answered about pairs of records: a log that always wins over what the engine finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.pipeline.said import Answers
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
    """The answers in force, as rows in the order given, int64[k, 2]; those that could not be used, counted.

    `elsewhere` are about records that are not here; `contrary` contradict newer answers by what follows from them.
    """

    same: Array
    different: Array
    unsure: Array
    elsewhere: int = 0
    contrary: int = 0

    @property
    def answers(self) -> Answers:
        """Give them as linking takes them."""
        return Answers(self.same, self.different)

    @property
    def asked(self) -> Array:
        """Give the pairs that need not be asked about again."""
        return np.concatenate([self.same, self.different, self.unsure])


def resolved_answers(rows: Iterable[Said], *, keys: pa.Array) -> Resolved:
    """Settle a log: of each pair the latest answer counts, and what newer answers together rule out does not.

    keys: text[n], the key (`keys_of`) of each record in the order given.
    """
    latest: dict[frozenset[Key], Said] = {}
    for said in sorted(rows, key=_when):
        latest[frozenset((said.left, said.right))] = said
    newest = sorted(latest.values(), key=_when, reverse=True)
    numbers = _numbers(newest, keys=keys).tolist()
    known = [(a, b, said.answer) for (a, b), said in zip(numbers, newest, strict=True) if min(a, b) >= 0 and a != b]
    taken = _Consistent()
    kept = [one for one in known if taken.takes(one[0], b=one[1], answer=one[2])]
    pairs = {
        wanted: np.array([(a, b) for a, b, answer in kept if answer is wanted], np.int64).reshape(-1, 2)
        for wanted in Answer
    }
    return Resolved(
        same=pairs[Answer.SAME],
        different=pairs[Answer.DIFFERENT],
        unsure=pairs[Answer.CANNOT_TELL],
        elsewhere=sum(min(a, b) < 0 for a, b in numbers),
        contrary=len(known) - len(kept),
    )


def _when(said: Said) -> datetime:
    """Give when it was said; without a date, before everything, in the order of the log."""
    at = said.at or datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _numbers(said: Sequence[Said], *, keys: pa.Array) -> Array:
    """Find the records that answers are about; -1 where one is not here."""
    ends = [key for one in said for key in (one.left, one.right)]
    sources, ids = (pa.array([key[k] for key in ends], pa.string()) for k in (0, 1))
    places = pc.fill_null(pc.index_in(keys_of(sources, ids=ids), value_set=keys), -1)
    return places.to_numpy(zero_copy_only=False).astype(np.int64).reshape(-1, 2)


class _Consistent:
    """Takes answers, newest first, while what follows from them together holds no contradiction."""

    def __init__(self) -> None:
        self._group: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}

    def takes(self, a: int, *, b: int, answer: Answer) -> bool:
        """Take an answer in, or say that newer ones rule it out."""
        if answer is Answer.CANNOT_TELL:
            return True
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
