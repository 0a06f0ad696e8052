"""Training without truth: u from random pairs, m by expectation-maximisation inside the blocks of several rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import Program
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import CARELESSLY, PERSON, Alternatives, Comparison, Model, Op, Rule, same
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.programs import program_of
from wraparound.matching.training.expectation import STRANGERS, Ladder, Learnt, learn
from wraparound.matching.training.grading import pairs_within, patterns_of, random_pairs

SELECTED = 0.02  # squared error that a block of some agencies' records only may have


@dataclass(frozen=True)
class Effort:
    """How much training looks at; the seed makes it repeatable."""

    random_pairs: int = 300_000
    pairs_a_rule: int = 200_000
    seed: int = 20260901


@dataclass(frozen=True)
class Session:
    """One rule's round of learning."""

    rule: Rule
    learnt: Learnt


@dataclass(frozen=True)
class Trained:
    """A trained model and how it was come by."""

    model: Model
    sessions: tuple[Session, ...]


def trained(
    model: Model,
    *,
    store: Store,
    permits: Permits,
    rules: Sequence[Rule] = (),
    effort: Effort = Effort(),
    progress: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Give the model its u, m, prior and alternatives from the records alone; only u where no rule brings enough."""
    store = store.measuring(model.letters)
    program = program_of(model, store=store)
    progress("looking at random pairs")
    with_u = _with_u(model, store, program, permits, effort)
    sessions = []
    for rule in rules or model.rules:
        progress(f"learning from records with the {rule}")
        session = _session(with_u, rule, store=store, program=program, permits=permits, effort=effort)
        sessions += [session] if session else []
    return Trained(_with_m(with_u, sessions, len(store)) if sessions else with_u, tuple(sessions))


def _with_u(model: Model, store: Store, program: Program, permits: Permits, effort: Effort) -> Model:
    """Set u of every level from random pairs; of sameness from how often each value occurs, exactly."""
    left, right = random_pairs(permits, most=effort.random_pairs, seed=effort.seed)
    patterns = patterns_of(left, right=right, store=store, program=program)
    changed = []
    for c, comparison in enumerate(model.comparisons):
        seen = np.bincount(patterns.levels[:, c], weights=patterns.counts, minlength=len(comparison.levels))
        changed.append(_u_of(comparison, seen, store))
    return replace(model, comparisons=tuple(changed))


def _u_of(comparison: Comparison, seen: Array, store: Store) -> Comparison:
    """Turn counts of levels among random pairs into u, with half a pair for what was never seen."""
    graded = comparison.graded
    total = max(seen[list(graded)].sum(), 1.0)
    u = {k: max(seen[k], 0.5) / total for k in graded}
    first = comparison.levels[graded[0]].test
    if first == same(first.left):
        u[graded[0]] = max(_coincidence(first.left, store), 1e-12)
    levels = [
        level if k not in u or level.fix_u else replace(level, u=float(u[k]))
        for k, level in enumerate(comparison.levels)
    ]
    return replace(comparison, levels=tuple(levels))


def _coincidence(column: str, store: Store) -> float:
    """Give the chance that two different records' values of a column are the same."""
    place = store.place[column]
    share = np.sort(2.0 ** store.values.log_frequency[store.base[place] : store.base[place + 1]])  # one order, one sum
    values = max(int(np.count_nonzero(store.rows.codes[:, place])), 2)
    return float((np.square(share).sum() * values - 1.0) / (values - 1.0))


def _session(
    model: Model, rule: Rule, *, store: Store, program: Program, permits: Permits, effort: Effort
) -> Session | None:
    """Learn from one rule's pairs the m of every comparison that the rule itself does not settle."""
    left, right = pairs_within(blocks_of(rule, store=store, by_content=True), permits=permits, most=effort.pairs_a_rule)
    settled = {base for column in rule.columns for base in needs(column)}
    ladders = {
        c: _ladder(comparison)
        for c, comparison in enumerate(model.comparisons)
        if settled.isdisjoint(
            base for level in comparison.levels for name in level.test.columns() for base in needs(name)
        )
    }
    if len(left) < 50 or len(ladders) < 2:
        return None
    return Session(rule, learn(patterns_of(left, right=right, store=store, program=program), ladders=ladders))


def _ladder(comparison: Comparison) -> Ladder:
    null = np.array([level.is_null for level in comparison.levels])
    u = np.array([level.u if level.u is not None else 0.0 for level in comparison.levels])
    return Ladder(u, null, comparison.shares)


def _trust(learnt: Learnt) -> float:
    """Weigh a session by the matches it saw, and by how few other pairs were there to be mistaken for them.

    Where nearly all pairs are one person (a shared NHS number) there is little to mistake; but such pairs come from
    some agencies only, so the others keep a say.
    """
    same = float(learnt.shares[[PERSON, CARELESSLY]].sum())
    return same * learnt.pairs / ((1.0 - same) ** 2 + SELECTED)


def _never_for(m: Array, comparison: Comparison) -> Array:
    """Keep difference from speaking for one person: m of the level "everything else" is at most its u.

    Where a table is one town's, two strangers' homes are seldom wholly different while one person's two homes may be;
    what is taken off goes to the other levels in proportion.
    """
    last = comparison.levels[-1]
    if last.test.op is not Op.ELSE or last.fix_m or not last.u or m[-1] <= last.u:
        return m
    capped = m * (1.0 - last.u) / max(1.0 - m[-1], 1e-12)
    capped[-1] = last.u
    return capped


def _with_m(model: Model, sessions: Sequence[Session], records: int) -> Model:
    """Average each comparison's m over the sessions that learnt it, by how far each is to be trusted."""
    changed = []
    for c, comparison in enumerate(model.comparisons):
        found = [(s.learnt.m[c], _trust(s.learnt)) for s in sessions if c in s.learnt.m]
        if not found:
            changed.append(comparison)
            continue
        values, trust = zip(*found, strict=True)
        m = _never_for(np.average(values, axis=0, weights=trust), comparison)
        levels = [
            level if level.is_null or level.fix_m else replace(level, m=float(m[k]))
            for k, level in enumerate(comparison.levels)
        ]
        changed.append(replace(comparison, levels=tuple(levels)))
    total = records * (records - 1) / 2
    seen = np.array([s.learnt.shares * s.learnt.pairs for s in sessions]).max(axis=0) / total
    shares = np.minimum(seen, 0.5)
    return replace(
        model,
        comparisons=tuple(changed),
        prior=float(max(shares[PERSON], 1e-12)),
        alternatives=Alternatives(*(float(share) for share in shares[1:STRANGERS])),
    )
