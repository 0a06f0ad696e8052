"""Weighs a pair as the engine does, and keeps apart what each comparison said."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wraparound.matching.clusters.beliefs import WORDS, beliefs_of
from wraparound.matching.clusters.resolve import clash
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import level_of
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.explain.comparing import compared, label_of, written
from wraparound.matching.explain.evidence import Evidence, Frequency
from wraparound.matching.explain.explanation import Explanation, Rivals
from wraparound.matching.explain.records import Records
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.scoring.kernels import Engine, adjustment, against_all, permitted, weigh
from wraparound.matching.scoring.score import engine_of
from wraparound.matching.words import Belief

PERSON, HOUSEHOLD, TWINS, CARELESS = range(4)


@dataclass(frozen=True)
class Scales:
    """Weighs pairs of one linking; keeps what the engine reads for as long as it is used."""

    linked: Linked

    @cached_property
    def records(self) -> Records:
        """Read the records as written."""
        return Records(self.linked)

    @cached_property
    def engine(self) -> Engine:
        """Give the engine of the linking's model."""
        return engine_of(self.linked.model, self.linked.store)

    @cached_property
    def _room(self) -> Array:
        return working_room()

    def weight(self, left: int, *, right: int) -> float:
        """Give the engine's own log2 odds of one person against chance, housemates and twins."""
        i, j = np.int64(min(left, right)), np.int64(max(left, right))
        return float(against_all(weigh(i, j, self.engine.at, address(self._room), -np.inf)))

    def belief(self, weight: float) -> Belief:
        """Grade a weight by the linking's thresholds."""
        return WORDS[int(beliefs_of(np.array([weight]), at=self.linked.options.thresholds)[0])]

    def level(self, left: int, *, right: int, comparison: int) -> int:
        """Give the place of the level that a pair reaches in a comparison."""
        i, j = np.int64(min(left, right)), np.int64(max(left, right))
        at = self.engine.at
        return int(level_of(comparison, i, j, at.rows, at.values, at.program, address(self._room)))

    def explained(self, left: int, *, right: int) -> Explanation:
        """Explain a pair: every comparison's part, and a sum that is the engine's weight."""
        pieces = tuple(self.piece(left, right=right, comparison=c) for c in range(len(self.linked.model.comparisons)))
        odds = self._odds(left, right)
        prior = np.logaddexp2(*self.engine.weights.prior[[PERSON, CARELESS]])
        chance = np.logaddexp2(odds[PERSON], odds[CARELESS])
        rivals = Rivals(float(odds[HOUSEHOLD]), float(odds[TWINS]))
        return Explanation(
            left=self.records.key(left),
            right=self.records.key(right),
            evidence=pieces,
            prior=float(prior),
            carelessness=float(chance - prior - sum(piece.weight for piece in pieces)),
            rivals=rivals,
            belief=self.belief(float(chance) + rivals.against),
            together=bool(self.linked.person[left] == self.linked.person[right]),
            bars=self._bars(left, right),
        )

    def piece(self, left: int, *, right: int, comparison: int) -> Evidence:
        """Say what one comparison finds in a pair."""
        i, j, flip = min(left, right), max(left, right), 1 if left <= right else -1
        what, store = self.linked.model.comparisons[comparison], self.linked.store
        place = self.level(left, right=right, comparison=comparison)
        level, entry = what.levels[place], int(self.engine.weights.base[comparison]) + place
        extra = float(adjustment(entry, np.int64(i), np.int64(j), self.engine.at))
        return Evidence(
            comparison=what.name,
            field=label_of(what),
            written=tuple(written(self.records, record=r, comparison=what) for r in (left, right)),  # type: ignore[arg-type]
            compared=compared(store, pair=(i, j), comparison=what, level=level)[::flip],  # type: ignore[arg-type]
            level=level.label,
            is_missing=level.is_null,
            bits=float(self.engine.weights.bits[entry, PERSON]),
            adjustment=extra,
            shares=what.shares,
            frequency=frequency(store, pair=(i, j), column=level.tf_column) if extra else None,
        )

    def _odds(self, left: int, right: int) -> Array:
        """Add up each explanation's odds, comparison by comparison, as the engine does."""
        i, j = np.int64(min(left, right)), np.int64(max(left, right))
        weights = self.engine.weights
        odds = weights.prior.copy()
        for c in weights.sequence:
            entry = int(weights.base[c]) + self.level(left, right=right, comparison=int(c))
            odds += weights.bits[entry] + adjustment(entry, i, j, self.engine.at) * weights.tf_shared[entry]
        return odds

    def _bars(self, left: int, right: int) -> tuple[str, ...]:
        """Say what keeps two records apart whatever they weigh."""
        i, j = np.int64(left), np.int64(right)
        place, guards = self.linked.store.place, self.linked.fields.guards
        barred = []
        for guard in guards:
            if clash(i, j, self.engine.at.rows, np.array([place[guard]], np.int64)):
                name = guard.removesuffix("_guard")
                labels = (label_of(c) for c in self.linked.model.comparisons if c.name == name)
                barred.append(f"each has a verified {next(labels, name)}, and they differ")
        if not permitted(i, j, self.linked.permits):
            barred.append(f"both are from {self.records.source(left)}, where one person has one record")
        return tuple(barred)


def frequency(store: Store, *, pair: tuple[int, int], column: str) -> Frequency:
    """Give the value whose frequency is weighed: the rarest that both have, else the commonest of either."""
    place = store.place[column]
    base = int(store.base[place])
    cells = [{value: k for k, value in enumerate(store.texts(record, column))} for record in pair]
    both, any_of = cells[0].keys() & cells[1].keys(), cells[0].keys() | cells[1].keys()
    share = {text: float(2.0 ** store.values.log_frequency[base + _place(store, place, text)]) for text in any_of}
    text = min(both, key=lambda t: (share[t], t)) if both else max(any_of, key=lambda t: (share[t], t))
    return Frequency(text, share[text])


def _place(store: Store, column: int, text: str) -> int:
    """Find a value among its column's distinct values."""
    return int(store.distinct[column].index(text).as_py())


def pair(linked: Linked, *, left: int, right: int) -> Explanation:
    """Explain why two records, by canonical number, are or are not believed to be one person."""
    return Scales(linked).explained(left, right=right)
