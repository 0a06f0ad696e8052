"""Judges groups of records together while most of them lie on disk: as many groups at a time as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wraparound.matching.clusters.components import Groups, NamedPairs, groups_of, sizes_of, within
from wraparound.matching.clusters.proof import JUST_BELOW
from wraparound.matching.clusters.resolve import Judgement, Said, fit_of, resolved
from wraparound.matching.clusters.singles import MOST, paired_up
from wraparound.matching.clusters.usual import Kinds
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.holding import give_back
from wraparound.matching.pipeline.parts.comparing import About
from wraparound.matching.pipeline.parts.kept import Kept, Run
from wraparound.matching.pipeline.parts.preparing import Laid
from wraparound.matching.pipeline.parts.room import Room
from wraparound.matching.pipeline.parts.spool import scattered, write_numbers
from wraparound.matching.pipeline.readying import Tell
from wraparound.matching.pipeline.said import SURE, with_answers
from wraparound.matching.scoring.kernels import Engine
from wraparound.matching.scoring.score import engine_of

CHAIN = np.dtype([("left", "i4"), ("right", "i4"), ("weight", "f8"), ("free", "?")])


@dataclass
class Judging:
    """Everything that judging goes by."""

    about: About
    laid: Laid
    kept: Kept
    said: Said
    room: Room
    tell: Tell = lambda _what, _done: None

    def persons(self) -> Array:
        """Give each record the least record of its person, and write what each pair weighs in the end."""
        self.room.folder.joinpath("weights").mkdir()
        likely, records = self.about.options.thresholds.likely, len(self.laid)
        for run in self.kept:
            self._prove(run)
        person = self._resolved(groups_of(within(records, runs=_Chain(self), least=likely)))
        rest = self._between(person)
        found = paired_up(
            person,
            pairs=rest,
            kinds=Kinds(self.laid.source, self.laid.year),
            judge=lambda one, other: self._fit(one, other, person),
            least=likely,
        )
        self._write(rest, found.places, found.weight)
        return found.person

    def weight(self, run: int) -> Array:
        """Give what the pairs of a run weigh after all that was judged."""
        return np.fromfile(self._file(run, "bits"))

    def chain(self) -> Iterator[NamedPairs]:
        """Give the pairs that could join anyone, a run at a time, and those that people said are the same."""
        same = self.said.key[self.said.answer > 0]
        left, right = (same >> 32).astype(np.int32), (same & 0xFFFFFFFF).astype(np.int32)
        yield NamedPairs(left, right, np.full(len(same), SURE), np.zeros(len(same), np.bool_))
        for run in range(self.kept.runs):
            found = np.fromfile(self._file(run, "chain"), CHAIN)
            yield NamedPairs(*(np.ascontiguousarray(found[name]) for name in NamedPairs._fields))

    def _prove(self, run: Run) -> None:
        """Write what pairs weigh after proof and answers, and those that could join anyone (`pipeline.link.judged`)."""
        likely = self.about.options.thresholds.likely
        weight, barred = run.pairs.weight.copy(), run.barred & (run.pairs.weight >= likely - MOST)
        weight[barred] = np.minimum(weight[barred], likely - JUST_BELOW)
        weight, answered = with_answers(run.pairs, weight=weight, said=self.said)
        some = weight >= likely - MOST
        chain = np.empty(np.count_nonzero(some), CHAIN)
        chain["left"], chain["right"], chain["weight"] = run.pairs.left[some], run.pairs.right[some], weight[some]
        chain["free"] = (~barred & ~answered)[some]
        write_numbers(self._file(run.number, "bits"), values=weight)
        write_numbers(self._file(run.number, "chain"), values=chain)

    def _between(self, person: Array) -> NamedPairs:
        """Gather the pairs that could join two persons."""
        parts = []
        for pairs in self.chain():
            two = person[pairs.left] != person[pairs.right]
            parts.append(NamedPairs(*(column[two] for column in pairs)))
        return NamedPairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _write(self, rest: NamedPairs, places: Array, weight: Array) -> None:
        """Put what the pairs that joined persons weigh in the end where they stand."""
        key = rest.left[places].astype(np.int64) << 32 | rest.right[places]
        order = np.argsort(key)
        key, weight = key[order], weight[order]
        for run in self.kept:
            keys = run.pairs.left.astype(np.int64) << 32 | run.pairs.right
            at = np.searchsorted(key, keys)
            met = key[np.minimum(at, len(key) - 1)] == keys if len(key) else np.zeros(len(keys), np.bool_)
            if met.any():
                whole = self.weight(run.number)
                whole[met] = weight[at[met]]
                write_numbers(self._file(run.number, "bits"), values=whole)

    def _resolved(self, groups: Groups) -> Array:
        """Judge every group."""
        person = np.arange(len(self.laid), dtype=np.int32)
        some = list(_cut(groups, rows=self.room.rows))
        wanted = [np.sort(one.members) for one in some]
        for records, one, (_engine, by) in zip(wanted, some, self._judgements(wanted, "groups"), strict=True):
            members = np.searchsorted(records, one.members).astype(np.int32)
            person[records] = records[resolved(Groups(members, one.starts), records=len(records), by=by)]
        return person

    def _fit(self, one: Array, other: Array, person: Array) -> Array:
        """Weigh persons each against another (`clusters.resolve.fit_of`), as many at a time as there is room for."""
        size = sizes_of(person)
        turn = np.cumsum(size[one] + size[other]) // max(self.room.rows, 1)
        some = [np.flatnonzero(turn == k) for k in np.unique(turn)]
        labels = [np.unique([one[which], other[which]]) for which in some]
        wanted = [np.flatnonzero(np.isin(person, of)).astype(np.int32) for of in labels]
        weight = np.zeros(len(one))
        together = zip(wanted, some, labels, self._judgements(wanted, "persons"), strict=True)
        for records, which, of, (_engine, by) in together:
            ours, theirs, here = (np.searchsorted(of, x) for x in (one[which], other[which], person[records]))
            weight[which] = fit_of(ours, other=theirs, person=here, by=by)
        return weight

    def _judgements(self, wanted: Sequence[Array], name: str) -> Iterator[tuple[Engine, Judgement]]:
        """Give what weighs each set of records, in turn; the engine is to be kept while judging goes by it."""
        folder = self.room.folder / name
        pieces = scattered(self.laid.spool, number=self.laid.number, wanted=wanted, folder=folder)
        for k, (records, paths) in enumerate(zip(wanted, pieces, strict=True)):
            self.tell(f"judging {name} of records together, {k / len(wanted):.0%} done", 0.9)
            source = self.laid.source[records]
            store = self.about.store(paths, source=source)
            engine = engine_of(self.about.model, store=store)
            said, likely = _among(self.said, records), self.about.options.thresholds.likely
            yield engine, Judgement(engine.at, self.about.permits(source), self.about.proof(store), said, likely)
            for path in paths:
                path.unlink()
            give_back()

    def _file(self, run: int, what: str) -> Path:
        return self.room.folder / "weights" / f"{run:06}.{what}"


@dataclass(frozen=True)
class _Chain:
    """The pairs that could join anyone, read anew each time they are gone through."""

    judging: Judging

    def __iter__(self) -> Iterator[NamedPairs]:
        return self.judging.chain()


def _cut(groups: Groups, *, rows: int) -> Iterator[Groups]:
    """Cut groups into runs of at most so many records, or of one group."""
    begin = 0
    while begin < len(groups.starts) - 1:
        first = groups.starts[begin]
        end = max(int(np.searchsorted(groups.starts, first + rows, "right")) - 1, begin + 1)
        yield Groups(groups.members[first : groups.starts[end]], groups.starts[begin : end + 1] - first)
        begin = end


def _among(said: Said, records: Array) -> Said:
    """Give what people said of some records, by their places among them."""
    ends = np.stack([said.key >> 32, said.key & 0xFFFFFFFF])
    at = np.minimum(np.searchsorted(records, ends), len(records) - 1)
    here = (records[at] == ends).all(axis=0)
    return Said((at[0] << 32 | at[1])[here], said.answer[here])
