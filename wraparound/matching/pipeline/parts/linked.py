"""What linking in parts found: the names of records and most pairs are read from disk when they are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.holding import give_back
from wraparound.matching.pipeline.link import Linked, Links
from wraparound.matching.pipeline.outputs import record_beliefs, told_pairs, who_is_who
from wraparound.matching.pipeline.parts.judging import Judging
from wraparound.matching.pipeline.parts.spool import NUMBER, scattered, together
from wraparound.matching.scoring.pairs import Pairs

Names = tuple[pa.Array, pa.Array]
"""The sources and the ids of some records, as text."""


@dataclass(frozen=True)
class Weighed(Pairs):
    """Pairs of which only the weight is at hand."""

    against: Array  # float64[k], the log2 odds of one person against every other explanation

    @property
    def weight(self) -> Array:
        """Give the log2 odds of one person against every other explanation."""
        return self.against


@dataclass(frozen=True, kw_only=True)
class LinkedInParts(Linked):
    """As `Linked`, but the pairs at hand are those that a person could be asked about, and no record's name is.

    The others are read from disk, as long as the room's folder is there.
    """

    judging: Judging

    @property
    def pairs_kept(self) -> int:
        """Count the pairs kept."""
        return len(self.judging.kept)

    def links(self) -> Iterator[Links]:
        """Give all pairs kept, a run at a time."""
        for run in self.judging.kept:
            yield Links(run.pairs.left, run.pairs.right, self.judging.weight(run.number))

    def given(self) -> Iterator[Names]:
        """Give the names of all records in the order given, a part at a time."""
        for table in self.judging.laid.labels:
            yield self._named(table)

    def names(self, records: Array) -> Names:
        """Give the names of some records, which are to be few."""
        wanted, place = np.unique(records, return_inverse=True)
        begin, numbers, found = 0, [np.zeros(0, np.int64)], []
        for table in self.judging.laid.labels:
            here = self.judging.laid.number[begin : begin + len(table)]
            begin += len(table)
            some = np.flatnonzero(np.isin(here, wanted))
            numbers.append(here[some])
            found.append(table.take(pa.array(some)))
        source, ids = self._named(pa.concat_tables(found))
        at = pa.array(np.argsort(np.concatenate(numbers))[place])
        return source.take(at), ids.take(at)

    def pairs_tables(self) -> Iterator[pa.Table]:
        """Give all kept pairs as `outputs.pairs_table` does, a run at a time."""
        wanted = (np.unique([pairs.left, pairs.right]) for pairs in self.links())
        pieces = self._gathered("paired", self.judging.laid.number, wanted)
        for pairs, (records, (source, ids)) in zip(self.links(), pieces, strict=True):
            ends = (pa.array(np.searchsorted(records, end)) for end in (pairs.left, pairs.right))
            left, right = ((source.take(at), ids.take(at)) for at in ends)
            yield told_pairs(pairs, left=left, right=right, at=self.options.thresholds)

    def clusters_tables(self, *, ids: pa.DictionaryArray) -> Iterator[pa.Table]:
        """Give who is who as `outputs.clusters_table` does, some rows at a time."""
        grades, order = record_beliefs(self), np.argsort(self.person, kind="stable").astype(np.int32)
        place, rows = np.empty_like(order), self.judging.room.rows
        place[order] = np.arange(len(order), dtype=np.int32)
        place = place[self.judging.laid.number]
        begins = range(0, len(order), rows)
        wanted = (np.arange(begin, min(begin + rows, len(order)), dtype=np.int32) for begin in begins)
        pieces = self._gathered("told", place, wanted)
        for begin, (_, names) in zip(begins, pieces, strict=True):
            some = order[begin : begin + rows]
            yield who_is_who(names, ids=ids.take(pa.array(some)), grades=grades[some])

    def _gathered(self, what: str, number: Array, wanted: Iterator[Array]) -> Iterator[tuple[Array, Names]]:
        """Gather the names of each set of records, in the order of their numbers."""
        folder = self.judging.room.folder / what
        for paths in scattered(self.judging.laid.labels, number=number, wanted=wanted, folder=folder):
            table = together(paths) if paths else self._nothing()
            yield table.column(NUMBER).to_numpy(), self._named(table)
            _clear(paths)

    def _nothing(self) -> pa.Table:
        return next(iter(self.judging.laid.labels)).slice(0, 0).append_column(NUMBER, pa.array([], pa.int32()))

    def _named(self, table: pa.Table) -> Names:
        sources = pa.array(self.judging.laid.sources, pa.string())
        source, ids = (table.column(name).combine_chunks() for name in ("source", "id"))
        return sources.take(source), ids


def _clear(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink()
    give_back()
