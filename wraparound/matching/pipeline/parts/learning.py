"""Learns a model while the records lie on disk: the same pairs are looked at as if all were in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from shutil import rmtree

import numpy as np

from wraparound.matching.blocking.blocks import Blocks, joined, met
from wraparound.matching.blocking.keys import keys_under
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.store import Sources, Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model, Rule
from wraparound.matching.pipeline.holding import give_back
from wraparound.matching.pipeline.parts.census import Laying
from wraparound.matching.pipeline.parts.preparing import Laid
from wraparound.matching.pipeline.parts.room import Room
from wraparound.matching.pipeline.parts.spool import NUMBER, scattered, together, write_numbers
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.programs import program_of
from wraparound.matching.training.grading import NARROW, Patterns, pairs_within, patterns_of, random_pairs
from wraparound.matching.training.grading import together as put_together
from wraparound.matching.training.train import Effort

A_SHARE = 1_000_000  # records whose keys are sorted at a time


class Keys:
    """Each rule's keys, written in one pass over the records, in shares by the keys' first bits."""

    def __init__(self, laid: Laid, *, rules: Sequence[Rule], folder: Path) -> None:
        """Hash every record's values under every rule."""
        folder.mkdir(parents=True)
        self._folder, self.rules, self._bits = folder, list(rules), (len(laid) // A_SHARE).bit_length()
        begin = 0
        names = list(dict.fromkeys(name for rule in rules for name in rule.columns))
        for part in laid.spool:
            store = laid.census.store(part, names=names, laying=Laying())
            numbers = laid.number[begin : begin + len(part)]
            begin += len(part)
            for k, rule in enumerate(rules):
                keys, records = keys_under(rule, store=store, by_content=True)
                self._put(k, keys, numbers[records])
            give_back()

    def _put(self, rule: int, keys: Array, records: Array) -> None:
        share = keys >> np.uint64(1) >> np.uint64(63 - self._bits)
        for one in range(1 << self._bits):
            here = share == one
            for what, values in (("keys", keys[here]), ("records", records[here])):
                write_numbers(self._file(rule, one, what), values=values, mode="ab")

    def blocks(self, rule: Rule) -> Iterator[Blocks]:
        """Gather the records, by canonical number, that share a key under a rule; a share of the keys at a time."""
        k = self.rules.index(rule)
        for one in range(1 << self._bits):
            keys, records = (
                np.fromfile(self._file(k, one, w), kind) for w, kind in (("keys", "u8"), ("records", "i4"))
            )
            canonical = np.argsort(records, kind="stable")
            yield met(keys[canonical], records=records[canonical])

    def _file(self, rule: int, share: int, what: str) -> Path:
        return self._folder / f"{rule:03}-{share:05}.{what}"


@dataclass
class SeenInParts:
    """What training looks at (`training.train.Seen`), gathered from disk pair by pair."""

    laid: Laid
    keys: Keys
    model: Model
    permits: Permits
    effort: Effort
    room: Room

    def __post_init__(self) -> None:
        """Write which pairs are looked at, and gather their records in one pass."""
        self._folder = self.room.folder / "looked at"
        self._folder.mkdir()
        chosen = [random_pairs(self.permits, most=self.effort.random_pairs, seed=self.effort.seed)]
        self._sizes: list[int] = []
        for left, right in chain(chosen, map(self._chosen, self.keys.rules)):
            self._sizes.append(len(left))
            write_numbers(self._file(len(self._sizes) - 1), values=np.stack([left, right]))
        turns = [(turn, some) for turn in range(len(self._sizes)) for some in self._runs(turn)]
        wanted = (np.unique(self._pairs(turn)[:, some]) for turn, some in turns)
        pieces = scattered(self.laid.spool, number=self.laid.number, wanted=wanted, folder=self._folder)
        self._pieces = dict(zip(((turn, some.start) for turn, some in turns), pieces, strict=True))

    def __len__(self) -> int:
        """Count the records."""
        return len(self.laid)

    def known(self, column: str) -> int:
        """Count the records that have a value in a column."""
        return self.laid.census.known(column)

    def coincidence(self, column: str) -> float:
        """Give the chance that two values of a column are the same."""
        return self.laid.census.coincidence(column)

    def at_random(self) -> Patterns:
        """Grade pairs drawn at random."""
        return self._graded(0)

    def within(self, rule: Rule) -> Patterns:
        """Grade pairs that a rule brings together."""
        return self._graded(1 + self.keys.rules.index(rule))

    def _chosen(self, rule: Rule) -> tuple[Array, Array]:
        """Choose pairs that a rule brings together."""
        some: list[Blocks] = []
        for blocks in self.keys.blocks(rule):
            some.append(blocks)
            if sum(int(one.pairs[one.sizes <= NARROW].sum()) for one in some) >= self.effort.pairs_a_rule:
                break
        return pairs_within(joined(some), permits=self.permits, most=self.effort.pairs_a_rule)

    def _file(self, turn: int) -> Path:
        return self._folder / f"{turn:03}.pairs"

    def _pairs(self, turn: int) -> Array:
        return np.fromfile(self._file(turn), np.int32).reshape(2, -1)

    def _runs(self, turn: int) -> list[slice]:
        """Cut pairs into as many at a time as there is room for their records."""
        at_once = max(self.room.rows // 2, 1)
        return [slice(begin, begin + at_once) for begin in range(0, self._sizes[turn], at_once)]

    def _graded(self, turn: int) -> Patterns:
        """Grade the pairs that were chosen for a turn."""
        if not self._sizes[turn]:
            return Patterns(np.zeros((0, len(self.model.comparisons)), np.int8), np.zeros(0, np.int64))
        found = []
        for some in self._runs(turn):
            pairs, paths = self._pairs(turn)[:, some], self._pieces[turn, some.start]
            store = store_of(paths, laid=self.laid, model=self.model)
            ours, theirs = np.searchsorted(np.unique(pairs), pairs).astype(np.int32)
            found.append(patterns_of(ours, right=theirs, store=store, program=program_of(self.model, store=store)))
            for path in paths:
                path.unlink()
        give_back()
        return put_together(found)

    def done(self) -> None:
        """Clear away what was looked at."""
        rmtree(self._folder)


def store_of(pieces: Sequence[Path], *, laid: Laid, model: Model) -> Store:
    """Code the records of some pieces, in canonical order."""
    table = together(pieces)
    source = laid.source[table.column(NUMBER).to_numpy()]
    laying = Laying(Sources(source, laid.forbidden), looks_of(model.comparisons), model.letters)
    return laid.census.store(table, names=laid.names, laying=laying)
