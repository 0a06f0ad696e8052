"""Training without truth: u from random pairs, m by expectation-maximisation inside the blocks of several rules."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from wraparound.matching.blocking.keys import keys_under
from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.sharing import threads_for
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import Program
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import CARELESSLY, PERSON, Alternatives, Comparison, Model, Op, Rule, Shares, same
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.programs import program_of
from wraparound.matching.training.expectation import STRANGERS, Ladder, Learnt, learn
from wraparound.matching.training.grading import NONE, Patterns, first_pairs, patterns_of, random_pairs

FEWEST = 50  # pairs that a rule must bring to be learnt from
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
    seen = _Whole(store, permits, program_of(model, store=store), effort)
    return learnt_from(seen, model=model, rules=rules, progress=progress)


class Seen(Protocol):
    """What training looks at, wherever the records lie: how common values are, and patterns of two kinds of pairs."""

    def __len__(self) -> int:
        """Count the records."""

    def known(self, column: str) -> int:
        """Count the records that have a value in a column."""

    def coincidence(self, column: str) -> float:
        """Give the chance that two values of a column are the same."""

    def at_random(self) -> Patterns:
        """Grade pairs drawn at random."""

    def within(self, rule: Rule) -> Patterns:
        """Grade pairs that a rule brings together."""


@dataclass(frozen=True)
class _Whole:
    """A whole table in memory, as training looks at it."""

    store: Store
    permits: Permits
    program: Program
    effort: Effort

    def __len__(self) -> int:
        return len(self.store)

    def known(self, column: str) -> int:
        return self.store.known(column)

    def coincidence(self, column: str) -> float:
        return self.store.coincidence(column)

    def at_random(self) -> Patterns:
        left, right = random_pairs(self.permits, most=self.effort.random_pairs, seed=self.effort.seed)
        return patterns_of(left, right=right, store=self.store, program=self.program)

    def within(self, rule: Rule) -> Patterns:
        keys, records = keys_under(rule, store=self.store, by_content=True)
        left, right = first_pairs(keys, records=records, permits=self.permits, most=self.effort.pairs_a_rule)
        return patterns_of(left, right=right, store=self.store, program=self.program)


def learnt_from(
    seen: Seen, *, model: Model, rules: Sequence[Rule] = (), progress: Callable[[str], None] = lambda _: None
) -> Trained:
    """Give the model its u, m, prior and alternatives from what is seen; only u where no rule brings enough."""
    progress("looking at random pairs")
    with_u = _with_u(model, seen)
    learning = {}
    with ThreadPoolExecutor(1) as beside:  # what one rule brought is learnt from while the next brings its own
        for rule in rules or model.rules:
            progress(f"learning from records with the {rule}")
            ladders = _ladders(with_u, rule)
            patterns = seen.within(rule) if len(ladders) > 1 else NONE
            if patterns.counts.sum() >= FEWEST:
                learning[rule] = beside.submit(learn, patterns, ladders=ladders)
    sessions = [Session(rule, learnt.result()) for rule, learnt in learning.items()]
    return Trained(_with_m(with_u, sessions, len(seen)) if sessions else with_u, tuple(sessions))


def _with_u(model: Model, seen: Seen) -> Model:
    """Set u of every level from random pairs; of sameness from how often each value occurs, exactly."""
    patterns = seen.at_random()
    counts = [
        np.bincount(patterns.levels[:, c], weights=patterns.counts, minlength=len(comparison.levels))
        for c, comparison in enumerate(model.comparisons)
    ]
    with threads_for(len(seen)) as pool:
        changed = pool.map(lambda comparison, of: _u_of(comparison, of, seen), model.comparisons, counts)
        return replace(model, comparisons=tuple(changed))


def _u_of(comparison: Comparison, counts: Array, seen: Seen) -> Comparison:
    """Turn counts of levels among random pairs into u, with half a pair for what was never seen."""
    graded = comparison.graded
    total = max(counts[list(graded)].sum(), 1.0)
    u = {k: max(counts[k], 0.5) / total for k in graded}
    first = comparison.levels[graded[0]].test
    if first == same(first.left):
        u[graded[0]] = max(_coincidence(first.left, seen), 1e-12)
    levels = [
        level if k not in u or level.fix_u else replace(level, u=float(u[k]))
        for k, level in enumerate(comparison.levels)
    ]
    return replace(comparison, levels=tuple(levels))


def _coincidence(column: str, seen: Seen) -> float:
    """Give the chance that two different records' values of a column are the same."""
    values = max(seen.known(column), 2)
    return (seen.coincidence(column) * values - 1.0) / (values - 1.0)


def _ladders(model: Model, rule: Rule) -> dict[int, Ladder]:
    """Give, by place, every comparison that a rule itself does not settle."""
    settled = {base for column in rule.columns for base in needs(column)}
    return {
        c: _ladder(comparison)
        for c, comparison in enumerate(model.comparisons)
        if settled.isdisjoint(
            base for level in comparison.levels for name in level.test.columns() for base in needs(name)
        )
    }


def _ladder(comparison: Comparison) -> Ladder:
    null, parental = (np.array([getattr(one, what) for one in comparison.levels]) for what in ("is_null", "parental"))
    u = np.array([level.u if level.u is not None else 0.0 for level in comparison.levels])
    return Ladder(u, null, comparison.shares, parental)


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


def _averaged(sessions: Sequence[Session], *, of: int) -> Array:
    """Average a comparison's m over sessions, by how far each is to be trusted."""
    trust = [_trust(session.learnt) for session in sessions]
    return np.asarray(trust) @ np.array([session.learnt.m[of] for session in sessions]) / sum(trust)


def _parental_apart(m: Array, comparison: Comparison, numbers: Sequence[Session], c: int) -> Array:
    """Learn what a parent and a child show only where they are not brought together: from pairs that share a number.

    A name and a home bring a parent and a child of one name together as surely as one person's records; learnt there,
    one person would seem to be born a generation apart from himself.
    """
    parental = np.array([level.parental for level in comparison.levels])
    if not parental.any() or not numbers:
        return m
    learnt = _averaged(numbers, of=c)
    rest = np.where(parental, 0.0, m)
    return np.where(parental, learnt, rest * (1.0 - learnt[parental].sum()) / rest.sum())


def _by_number(sessions: Sequence[Session], model: Model) -> list[Session]:
    """Choose the sessions whose pairs share a number of one's own."""
    numbers = {c.levels[1].test.left for c in model.comparisons if c.shares is Shares.MISTAKEN}
    return [session for session in sessions if numbers.issuperset(session.rule.columns)]


def _with_m(model: Model, sessions: Sequence[Session], records: int) -> Model:
    """Average each comparison's m over the sessions that learnt it, by how far each is to be trusted."""
    changed = []
    for c, comparison in enumerate(model.comparisons):
        found = [session for session in sessions if c in session.learnt.m]
        if not found:
            changed.append(comparison)
            continue
        m = _never_for(_parental_apart(_averaged(found, of=c), comparison, _by_number(found, model), c), comparison)
        levels = [
            level if level.is_null or level.fix_m else replace(level, m=float(m[k]))
            for k, level in enumerate(comparison.levels)
        ]
        changed.append(replace(comparison, levels=tuple(levels)))
    seen = np.array([s.learnt.shares * s.learnt.pairs for s in sessions]).max(axis=0) / (records * (records - 1) / 2)
    shares = np.minimum(seen, 0.5)
    return replace(
        model,
        comparisons=tuple(changed),
        prior=float(max(shares[PERSON], 1e-12)),
        alternatives=Alternatives(*(float(share) for share in shares[1:STRANGERS])),
    )
