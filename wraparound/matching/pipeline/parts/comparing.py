"""Compares records rule by rule and shard by shard: a shard is some of a rule's blocks with the records in them.

A shard is all that comparing needs, so that it can be compared anywhere that sees the folder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count, pairwise
from pathlib import Path
from typing import Protocol

import numpy as np

from wraparound.matching.blocking.blocks import Blocks
from wraparound.matching.blocking.bounds import bounded_blocks, refinements
from wraparound.matching.clusters.proof import Proof, settled
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.sharing import THREADS
from wraparound.matching.columns.store import Sources, Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model
from wraparound.matching.pipeline.holding import give_back
from wraparound.matching.pipeline.link import FAINT, Options
from wraparound.matching.pipeline.parts.census import Census, Laying
from wraparound.matching.pipeline.parts.kept import KEPT
from wraparound.matching.pipeline.parts.learning import Keys
from wraparound.matching.pipeline.parts.preparing import Laid
from wraparound.matching.pipeline.parts.room import Room
from wraparound.matching.pipeline.parts.spool import scattered, together, write_numbers
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.pairs import once
from wraparound.matching.scoring.score import RuleReport, Scorer, cover_of, engine_of

BLOCKS = (("order", "i4"), ("starts", "i8"))  # what a shard's blocks are kept as


@dataclass(frozen=True)
class About:
    """What all shards share: the model, the columns it reads, how common values are, and what may be compared."""

    model: Model
    names: tuple[str, ...]
    census: Census
    forbidden: Array
    guards: tuple[str, ...]
    stand_ins: tuple[str, ...]
    options: Options

    def store(self, pieces: Sequence[Path], *, source: Array) -> Store:
        """Code the records of some pieces as they would be coded among all the others."""
        levels = (level for one in self.model.comparisons for level in one.levels)
        laying = Laying(
            Sources(source, self.forbidden),
            looks_of(self.model.comparisons),
            self.model.letters,
            weighed={level.tf_column for level in levels},
        )
        return self.census.store(together(pieces), names=self.names, laying=laying)

    def permits(self, source: Array) -> Permits:
        """Say which of the records may be compared."""
        return Permits.of(source, forbidden=self.forbidden, across_only=self.options.across_sources_only)

    def proof(self, store: Store) -> Proof:
        """Say by which columns a link is barred or held back."""
        guards, stand_ins = (
            np.array([store.place[name] for name in names if name in store.place], np.int64)
            for names in (self.guards, self.stand_ins)
        )
        return Proof(guards, stand_ins, self.options.thresholds.likely)


@dataclass(frozen=True)
class Shard:
    """Some blocks of one rule: the pieces that hold their records, and where the pairs go.

    `records` are canonical numbers in order; `blocks` are of places among them; `bounded` tells of each record under
    which rules so far its block was not compared in full (`scoring.sight.Cover`).
    """

    about: About
    rule: int
    pieces: tuple[Path, ...]
    found: Path
    records: Array  # int32[k]
    blocks: Blocks
    bounded: Array  # uint64[k]
    source: Array  # int16[k]
    done: float  # the share of the rule's shards that come before


class Compare(Protocol):
    """Has each shard compared, here or elsewhere, and gives the reports in the same order."""

    def __call__(self, work: Callable[[Shard], RuleReport], *, shards: Iterable[Shard]) -> Iterable[RuleReport]:
        """Do the work for every shard."""


def compared(shard: Shard) -> RuleReport:
    """Compare a shard's pairs, write those worth keeping, sorted, and give account."""
    about, model = shard.about, shard.about.model
    store = about.store(shard.pieces, source=shard.source)
    refine = refinements(model, rule=model.rules[shard.rule])
    bounded = bounded_blocks(shard.blocks, store=store, refine=refine, widest=about.options.widest_block)
    cut = np.bitwise_or.reduce(shard.bounded, keepdims=True)
    cover = cover_of(model, store=store)._replace(cut=cut, bounded=shard.bounded)
    engine = engine_of(model, store=store)
    scorer = Scorer(model, engine, cover, about.permits(shard.source), FAINT)
    with ThreadPoolExecutor(THREADS) as pool:
        found, report = scorer.of_rule(shard.rule, bounded=bounded, pool=pool)
    pairs = once(found)
    likely = np.full(len(pairs), about.options.thresholds.likely)
    proved = settled(pairs.left, right=pairs.right, weight=likely, engine=engine.at, proof=about.proof(store))
    kept = np.empty(len(pairs), KEPT)
    kept["left"], kept["right"] = shard.records[pairs.left], shard.records[pairs.right]
    kept["odds"], kept["barred"] = pairs.odds, proved.barred
    write_numbers(shard.found, values=kept)
    return report


class Comparing:
    """Goes through a model's rules, one after another, so that each pair is met once."""

    def __init__(self, about: About, *, laid: Laid, keys: Keys, room: Room) -> None:
        """Begin before the first rule."""
        self._about, self._laid, self._keys, self._room = about, laid, keys, room
        self._bounded = np.zeros(len(laid), np.uint64)

    def shards(self, rule: int) -> Iterator[Shard]:
        """Lay out a rule's shards on disk and give them; each piece is to be cleared when its shard was compared."""
        folder = self._room.folder / f"rule {rule}"
        wanted = self._cut_out(rule, folder)
        pieces = scattered(self._laid.spool, number=self._laid.number, wanted=wanted, folder=folder)
        for k, paths in enumerate(pieces):
            order, starts = (np.fromfile(_file(folder, k, what), kind) for what, kind in BLOCKS)
            records = np.unique(order)
            yield Shard(
                about=self._about,
                rule=rule,
                pieces=tuple(paths),
                found=_file(folder, k, "pairs"),
                records=records,
                blocks=Blocks(np.searchsorted(records, order).astype(np.int32), starts),
                bounded=self._bounded[records],
                source=self._laid.source[records],
                done=k / len(pieces),
            )

    def _cut_out(self, rule: int, folder: Path) -> Iterator[Array]:
        """Write the blocks of each shard, and give its records."""
        number, bit = count(), np.uint64(1) << np.uint64(rule)
        for blocks in self._keys.blocks(self._about.model.rules[rule]):
            wide = np.repeat(blocks.sizes > self._about.options.widest_block, blocks.sizes)
            self._bounded[blocks.order[wide]] |= bit
            for one in _cut(blocks, rows=self._room.rows):
                k = next(number)
                for (what, kind), values in zip(BLOCKS, (one.order, one.starts), strict=True):
                    write_numbers(_file(folder, k, what), values=values.astype(kind))
                yield np.unique(one.order)


def _file(folder: Path, shard: int, what: str) -> Path:
    return folder / f"{shard:05}.{what}"


def _cut(blocks: Blocks, *, rows: int) -> Iterator[Blocks]:
    """Cut blocks into even runs of at most so many records, or of one block."""
    if not len(blocks.sizes):
        return
    rows = -(-len(blocks.order) // -(-len(blocks.order) // rows))
    for begin, end in pairwise([*_runs(blocks.starts, rows), len(blocks.sizes)]):
        first = blocks.starts[begin]
        yield Blocks(blocks.order[first : blocks.starts[end]], blocks.starts[begin : end + 1] - first)


def _runs(starts: Array, rows: int) -> list[int]:
    """Give the first block of each run."""
    runs = [0]
    while True:
        begin = runs[-1]
        end = max(int(np.searchsorted(starts, starts[begin] + rows, "right")) - 1, begin + 1)
        if end >= len(starts) - 1:
            return runs
        runs.append(end)


def here(work: Callable[[Shard], RuleReport], *, shards: Iterable[Shard]) -> Iterator[RuleReport]:
    """Compare one shard after another in this process."""
    for shard in shards:
        yield work(shard)
        give_back()


def added(reports: Sequence[RuleReport], *, none: RuleReport) -> RuleReport:
    """Add up the reports of one rule's shards."""
    whole = none
    for one in reports:
        sums = {
            name: getattr(whole, name) + getattr(one, name)
            for name in ("blocks", "pairs", "compared", "kept", "bounded_blocks", "left_out")
        }
        whole = replace(whole, **sums, largest=max(whole.largest, one.largest))
    return whole
