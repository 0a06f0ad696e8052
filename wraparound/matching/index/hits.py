"""What a search found: records best first, how sure each is, and why; worked out only when asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from wraparound.matching.index.searcher import Asked


@dataclass(frozen=True)
class Reason:
    """What one comparison says of a record found: both sides' values, the level they reach, its bits."""

    field: str
    level: str
    bits: float
    asked: tuple[str, ...]
    held: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.level}: {self.bits:+.1f}"


class Hit:
    """A record that may be who is looked for; `weight` is the log2 odds that it is, against all else."""

    __slots__ = ("_asked", "_row", "weight")

    def __init__(self, asked: "Asked", row: int, weight: float) -> None:
        self._asked, self._row, self.weight = asked, row, weight

    @property
    def key(self) -> str:
        """The record: its source and its id there."""
        return self._asked.snapshot.label(self._row)[0]

    @property
    def person(self) -> str:
        """The person whose record it is believed to be."""
        return self._asked.snapshot.label(self._row)[1]

    @property
    def probability(self) -> float:
        """How likely it is who is looked for, 0 to 1."""
        return 1.0 / (1.0 + 2.0 ** min(-self.weight, 1000.0))

    @property
    def why(self) -> tuple[Reason, ...]:
        """What each field says for and against, fields that say nothing left out."""
        return self._asked.reasons(self._row)

    def __repr__(self) -> str:
        return f"Hit({self.key!r}, person={self.person!r}, weight={self.weight:.2f})"


@dataclass(frozen=True)
class LeftOut:
    """Records that shared something with the query and were not looked at one by one."""

    shared: tuple[str, ...]
    records: int

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.records:,} records with the same {' and '.join(self.shared)} were not all looked at"


class Found(Sequence[Hit]):
    """The records found, best first; `left_out` says what was not looked at.

    A search that has a sure answer goes no further along keys that many records share; one without looks on.
    """

    __slots__ = ("_asked", "_hits", "_keys", "_rows", "_weights")

    def __init__(self, asked: "Asked", *, rows: bytes, weights: bytes, keys: bytes) -> None:
        """Keep what a search wrote: a record (int64) and a weight (float64) of each hit, and its keys (int64)."""
        self._asked, self._rows, self._weights, self._keys = asked, rows, weights, keys
        self._hits: list[Hit] | None = None

    @property
    def _all(self) -> list[Hit]:
        """Make the hits when the first of them is looked at."""
        if self._hits is None:
            found = zip(memoryview(self._rows).cast("q"), memoryview(self._weights).cast("d"), strict=True)
            self._hits = [Hit(self._asked, row, weight) for row, weight in found]
        return self._hits

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The keys that many records share and that were not followed to their end, the narrowest first."""
        return self._asked.left_out(self._keys)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        return self._all[place]

    def __len__(self) -> int:
        return len(self._rows) // 8

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._all)

    def __repr__(self) -> str:
        return f"Found({self._all!r})"
