"""Scoring a whole table: block by block, chunk by chunk over the threads, keeping only the pairs worth keeping."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise
from queue import SimpleQueue

import numpy as np

from wraparound.matching.blocking.blocks import Blocks, blocks_of
from wraparound.matching.blocking.bounds import Bounded, bounded_blocks, refinements
from wraparound.matching.blocking.lasting import lasting_blocks
from wraparound.matching.columns.sharing import THREADS
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.model import Model, Rule
from wraparound.matching.scoring.compiled import EXPLANATIONS, prior_odds, shapes_of, weights_of
from wraparound.matching.scoring.kernels import Engine, Permits
from wraparound.matching.scoring.pairs import Pairs, once
from wraparound.matching.scoring.passes import score_blocks
from wraparound.matching.scoring.programs import program_of
from wraparound.matching.scoring.sight import Cover
from wraparound.matching.scoring.waiting import Kept

CHUNK = 500_000  # pairs that a thread takes at a time at most
SHARES = 4  # that each thread takes of a rule's pairs at least, so that none waits long for another


@dataclass(frozen=True)
class RuleReport:
    """What one blocking rule brought: blocks, pairs in them, pairs compared first by it, pairs kept, pairs left out."""

    rule: Rule
    blocks: int
    pairs: int
    compared: int
    kept: int
    largest: int
    bounded_blocks: int
    left_out: int


@dataclass(frozen=True)
class Scored:
    """The kept pairs and what each rule brought."""

    pairs: Pairs
    rules: tuple[RuleReport, ...]


@dataclass(frozen=True)
class Bringing:
    """How records are brought together: the most of a block, and the blocks of rules that were gathered before.

    Or, where `cut` is given, which keys are cut whatever the table (`blocking.lasting`).
    """

    widest: int = 2_000
    gathered: Mapping[Rule, Blocks] = field(default_factory=dict)
    cut: Array | None = None  # uint64[…], sorted


def engine_of(model: Model, *, store: Store) -> Engine:
    """Make a model ready to weigh the pairs of a coded table."""
    store = store.measuring(model.letters)
    program, weights = program_of(model, store=store), weights_of(model, store=store)
    shapes = shapes_of(model, store=store, weights=weights)
    return Engine(store.rows, store.values, program, weights, shapes)


def judging_by(engine: Engine, *, was: Model, model: Model, store: Store) -> Engine:
    """Make an engine judge by a model that differs from the one it was made for in its prior and alternatives alone."""
    if (was.alternatives.careless > 0.0) != (model.alternatives.careless > 0.0):  # which shapes depend on
        return engine_of(model, store=store)
    return replace(engine, weights=engine.weights._replace(prior=prior_odds(model)))


def scored(
    model: Model,
    *,
    store: Store,
    permits: Permits,
    least: float,
    bringing: Bringing = Bringing(),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Scored:
    """Compare every pair that a rule brings, once, and keep those of at least `least` bits.

    Cost: one sort a rule and one weighing a pair; memory for the kept pairs and one chunk a thread.
    """
    found, reports = scored_in_parts(
        model, store=store, permits=permits, least=least, bringing=bringing, progress=progress
    )
    return Scored(once(found), reports)


def scored_in_parts(
    model: Model,
    *,
    store: Store,
    permits: Permits,
    least: float,
    bringing: Bringing = Bringing(),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[list[Pairs], tuple[RuleReport, ...]]:
    """Give the pairs that `scored` keeps as they were found: in no order, none twice where no block was too wide.

    For whoever only joins them; putting them in order takes as much memory again.
    """
    scorer = Scorer(model, engine_of(model, store=store), cover_of(model, store=store), permits, least)
    reports: list[RuleReport] = []
    found: list[Pairs] = []
    with ThreadPoolExecutor(THREADS) as pool, ThreadPoolExecutor(1) as ahead:
        next_blocks = ahead.submit(_blocks, model, 0, store, bringing)
        for r in range(len(model.rules)):
            bounded = next_blocks.result()
            if r + 1 < len(model.rules):
                next_blocks = ahead.submit(_blocks, model, r + 1, store, bringing)
            mark_bounded(scorer.cover, rule=r, records=bounded.records)
            pairs, report = scorer.of_rule(r, bounded=bounded, pool=pool)
            found += pairs
            reports.append(report)
            progress(r + 1, len(model.rules))
    return found, tuple(reports)


@dataclass(frozen=True)
class Scorer:
    """Scores the blocks of one rule after another over the same coded records."""

    model: Model
    engine: Engine
    cover: Cover
    permits: Permits
    least: float

    @cached_property
    def rooms(self) -> "SimpleQueue[Array]":
        """Give the working rooms that threads borrow."""
        rooms: SimpleQueue[Array] = SimpleQueue()
        for _ in range(THREADS):
            rooms.put(working_room())
        return rooms

    def of_rule(self, rule: int, *, bounded: Bounded, pool: ThreadPoolExecutor) -> tuple[list[Pairs], RuleReport]:
        """Compare the pairs in a rule's blocks that no earlier rule brings; keep, in parts, those that are worth it."""
        work = partial(
            _score,
            rule=rule,
            engine=self.engine,
            cover=self.cover,
            permits=self.permits,
            least=self.least,
            rooms=self.rooms,
        )
        parts = list(pool.map(work, _chunks(bounded.blocks)))
        again = bounded.cut > 0 or len(self.engine.rows.list_start) > 1  # else no pair is met twice under one rule
        found, met = [pairs for pairs, _ in parts], sum(met for _, met in parts)
        total = sum(map(len, found))
        found = [once(found)] if again else found
        kept = sum(map(len, found))
        return found, _report(self.model.rules[rule], bounded, met=met, kept=kept, again=total - kept)


def _blocks(model: Model, number: int, store: Store, bringing: Bringing) -> Bounded:
    if bringing.cut is not None:
        return lasting_blocks(model, store=store, cut=bringing.cut, rule=number)
    rule = model.rules[number]
    whole = bringing.gathered[rule] if rule in bringing.gathered else blocks_of(rule, store=store)
    return bounded_blocks(whole, store=store, refine=refinements(model, rule=rule), widest=bringing.widest)


def cover_of(model: Model, *, store: Store) -> Cover:
    """Lay out the rules' columns; no block is bounded yet."""
    places = [[store.place[name] for name in rule.columns] for rule in model.rules]
    asks = np.array([sum(1 << place for place in rule) for rule in places], np.uint64)
    return Cover(asks, np.zeros(1, np.uint64), np.zeros(len(store), np.uint64))


def mark_bounded(cover: Cover, *, rule: int, records: Array) -> None:
    """Remember that these records' blocks under a rule were not compared in full."""
    if len(records):
        cover.cut[0] |= np.uint64(1) << np.uint64(rule)
        cover.bounded[records] |= np.uint64(1) << np.uint64(rule)


def _chunks(blocks: Blocks) -> list[Blocks]:
    """Cut blocks into runs of about as many pairs each."""
    ends = np.cumsum(blocks.pairs)
    total = int(ends[-1]) if len(ends) else 0
    pairs = max(min(CHUNK, total // (SHARES * THREADS)), 1)
    cuts = np.searchsorted(ends, np.arange(pairs, total, pairs)) + 1
    edges = np.unique(np.concatenate([[0], cuts, [len(ends)]]))
    return [Blocks(blocks.order, blocks.starts[b : e + 1]) for b, e in pairwise(edges)]


def _score(
    blocks: Blocks, *, rule: int, engine: Engine, cover: Cover, permits: Permits, least: float, rooms: SimpleQueue
) -> tuple[Pairs, int]:
    """Score one chunk with a borrowed working room."""
    room, most = rooms.get(), int(blocks.pairs.sum())
    kept = Kept(*Pairs.room(most, told=1 if engine.at.weights.plain else EXPLANATIONS).columns)
    used, met = score_blocks(blocks.order, blocks.starts, rule, engine.at, cover, permits, least, kept, address(room))
    rooms.put(room)
    return Pairs(*(column[:used].copy() for column in kept)), int(met)


def _report(rule: Rule, bounded: Bounded, *, met: int, kept: int, again: int) -> RuleReport:
    return RuleReport(
        rule=rule,
        blocks=len(bounded.blocks.sizes),
        pairs=int(bounded.blocks.pairs.sum()),
        compared=met - again,
        kept=kept,
        largest=bounded.largest,
        bounded_blocks=bounded.cut,
        left_out=bounded.left_out,
    )
