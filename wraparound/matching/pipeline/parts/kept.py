"""The pairs worth keeping, on disk in canonical order, a run of records at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model
from wraparound.matching.pipeline.parts.spool import write_numbers
from wraparound.matching.scoring.compiled import EXPLANATIONS
from wraparound.matching.scoring.pairs import Pairs
from wraparound.matching.scoring.priors import SAMPLE, refined

KEPT = np.dtype([("left", "i4"), ("right", "i4"), ("odds", "f8", EXPLANATIONS), ("barred", "?")])


@dataclass
class Kept:
    """Pairs in runs by their left record; grows by `add`, and after `settle` each pair is there once, in order."""

    folder: Path
    width: int  # records of a run
    records: int
    sizes: list[int] = field(default_factory=list)
    shift: Array = field(default_factory=lambda: np.zeros(EXPLANATIONS))  # bits since the pairs were weighed

    def __post_init__(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True)

    def __len__(self) -> int:
        """Count the pairs."""
        return sum(self.sizes)

    @cached_property
    def runs(self) -> int:
        """Count the runs."""
        return -(-self.records // self.width)

    def add(self, found: Array) -> None:
        """Put pairs, sorted by their left record, where they belong."""
        edges = np.searchsorted(found["left"], np.arange(self.runs + 1) * self.width)
        for k in range(self.runs):
            if edges[k] < edges[k + 1]:
                write_numbers(self._file(k), values=found[edges[k] : edges[k + 1]], mode="ab")

    def settle(self) -> None:
        """Put each run in order; of a pair that two rules brought, keep one."""
        for k in range(self.runs):
            found = np.fromfile(self._file(k), KEPT) if self._file(k).exists() else np.zeros(0, KEPT)
            _, first = np.unique(_keys(found), return_index=True)
            write_numbers(self._file(k), values=found[first])
            self.sizes.append(len(first))

    def refine(self, model: Model, *, possible: float) -> Model:
        """Give the model the shares its own beliefs add up to, and the pairs their odds (`scoring.priors.refined`)."""
        step = max(len(self) // SAMPLE, 1)
        sample, begin = [], 0
        for one in self:
            sample.append(one.pairs.odds[-begin % step :: step].copy())
            begin += len(one.pairs)
        odds = np.concatenate(sample)
        nobody = np.zeros(len(odds), np.int32)
        better, weighed = refined(model, pairs=Pairs(nobody, nobody, odds), possible=possible / step)
        if len(odds):
            self.shift = weighed.odds[0] - odds[0]
        return better

    def __iter__(self) -> Iterator["Run"]:
        """Give one run after another."""
        for k in range(self.runs):
            found = np.fromfile(self._file(k), KEPT)
            pairs = Pairs(found["left"].copy(), found["right"].copy(), found["odds"] + self.shift)
            yield Run(k, pairs, found["barred"].copy())

    def _file(self, k: int) -> Path:
        return self.folder / f"{k:06}.pairs"


@dataclass(frozen=True)
class Run:
    """One run of kept pairs, and which of them may not join without a person."""

    number: int
    pairs: Pairs
    barred: Array  # bool[k]


def _keys(found: Array) -> Array:
    return found["left"].astype(np.int64) << 32 | found["right"]
