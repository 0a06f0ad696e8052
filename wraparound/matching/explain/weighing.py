"""Weighs a pair as the engine does, and keeps apart what each comparison said."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wraparound.matching.clusters.beliefs import WORDS, beliefs_of
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import level_of
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.explain.comparing import compared, label_of, written
from wraparound.matching.explain.evidence import Evidence, Frequency
from wraparound.matching.explain.explanation import NAMES, Explanation, Rivals
from wraparound.matching.explain.records import Records
from wraparound.matching.model import BY_ID, CARELESSLY, PERSON, Comparison
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.pipeline.said import SURE
from wraparound.matching.scoring.kernels import Engine, against_all, permitted, weigh
from wraparound.matching.scoring.rarity import adjustment
from wraparound.matching.words import Belief


@dataclass(frozen=True)
class Scales:
    """Weighs pairs of one linking; keeps what the engine reads for as long as it is used."""

    linked: Linked

    @cached_property
    def records(self) -> Records:
        """Read the records as written."""
        return Records(self.linked)

    @property
    def engine(self) -> Engine:
        """Give the engine of the linking's model."""
        return self.linked.engine

    @cached_property
    def _room(self) -> Array:
        return working_room()

    def weight(self, left: int, *, right: int) -> float:
        """Give the engine's own log2 odds of one person against every other explanation."""
        i, j = np.int64(min(left, right)), np.int64(max(left, right))
        return float(against_all(weigh(i, j, self.engine.at, address(self._room), -np.inf)))

    def believed(self, left: int, *, right: int) -> float:
        """Give the weight that a link was left with, after proof was asked and people's answers taken."""
        pairs, low, high = self.linked.pairs, min(left, right), max(left, right)
        begin, end = np.searchsorted(pairs.left, [low, low + 1])
        at = begin + int(np.searchsorted(pairs.right[begin:end], high))
        if at < end and pairs.right[at] == high:
            return float(self.linked.weight[at])
        return self.weight(left, right=right)

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
        odds = self._odds(left, right=right)
        prior = np.logaddexp2(*self.engine.weights.prior[[PERSON, CARELESSLY]])
        chance = np.logaddexp2(odds[PERSON], odds[CARELESSLY])
        believed = self.believed(left, right=right)
        rivals = Rivals({rival: float(odds[rival]) for rival in NAMES})
        return Explanation(
            left=self.records.key(left),
            right=self.records.key(right),
            evidence=pieces,
            prior=float(prior),
            carelessness=float(chance - prior - sum(piece.weight for piece in pieces)),
            rivals=rivals,
            belief=self.belief(believed),
            together=bool(self.linked.person[left] == self.linked.person[right]),
            bars=self._bars(left, right=right),
            answer=answer_in(believed),
        )

    def piece(self, left: int, *, right: int, comparison: int) -> Evidence:
        """Say what one comparison finds in a pair."""
        what, store = self.linked.model.comparisons[comparison], self.linked.store
        i, j = _sides(store, pair=(left, right), comparison=what)
        flip = 1 if i == left else -1
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

    def _odds(self, left: int, *, right: int) -> Array:
        """Add up each explanation's odds, comparison by comparison, as the engine does."""
        i, j = np.int64(min(left, right)), np.int64(max(left, right))
        weights = self.engine.weights
        odds = weights.prior.copy()
        for c in weights.sequence:
            entry = int(weights.base[c]) + self.level(left, right=right, comparison=int(c))
            odds += weights.bits[entry] + adjustment(entry, i, j, self.engine.at) * weights.tf_shared[entry]
        return odds

    def _bars(self, left: int, *, right: int) -> tuple[str, ...]:
        """Say what keeps two records apart whatever they weigh."""
        barred = [f"each has a verified {name}, and they differ" for name in self._clashes(left, right=right)]
        if not permitted(np.int64(left), np.int64(right), self.linked.permits):
            barred.append(f"both are from {self.records.source(left)}, where one person has one record")
        believed, likely = self.believed(left, right=right), self.linked.options.thresholds.likely
        if not barred and not answer_in(believed) and believed < likely <= self.weight(left, right=right):
            barred.append("a name or date only stands in for one not known, and relatives share the rest")
        return tuple(barred)

    def _clashes(self, left: int, *, right: int) -> list[str]:
        """Name the verified numbers in which two records differ."""
        store, names = self.linked.store, {c.name: label_of(c) for c in self.linked.model.comparisons}
        guards = [guard for guard in self.linked.fields.guards if guard in store.place]
        held = {guard: [store.texts(record, column=guard) for record in (left, right)] for guard in guards}
        different = [guard for guard, (one, other) in held.items() if one and other and one != other]
        return [names.get(guard.removesuffix("_guard"), guard) for guard in different]


def _sides(store: Store, *, pair: tuple[int, int], comparison: Comparison) -> tuple[int, int]:
    """Give a pair with the record first that the comparison takes for the left one."""
    low, high = min(pair), max(pair)
    codes = store.rows.codes[[low, high], store.place[BY_ID]] if BY_ID in store.place else (0, 0)
    return (high, low) if comparison.one_way and codes[0] > codes[1] else (low, high)


def answer_in(believed: float) -> str:
    """Say what people answered of a pair, if its weight is an answer."""
    if abs(believed) < SURE:
        return ""
    return "a person has said that they are " + ("one person" if believed > 0 else "two people")


def frequency(store: Store, *, pair: tuple[int, int], column: str) -> Frequency:
    """Give the value whose frequency is weighed: the rarest that both have, else the commonest of either."""
    known = [set(store.texts(record, column=column)) for record in pair]
    both = known[0] & known[1]
    share = {text: _share(store, column=store.place[column], text=text) for text in both or known[0] | known[1]}
    text = (min if both else max)(share, key=lambda t: (share[t], t))
    return Frequency(text, share[text])


def _share(store: Store, *, column: int, text: str) -> float:
    """Give a value's share of all the values of its column."""
    place = int(store.distinct[column].index(text).as_py())
    return float(2.0 ** store.values.log_frequency[int(store.base[column]) + place])


def pair(linked: Linked, *, left: int, right: int) -> Explanation:
    """Explain why two records, by canonical number, are or are not believed to be one person."""
    return Scales(linked).explained(left, right=right)
