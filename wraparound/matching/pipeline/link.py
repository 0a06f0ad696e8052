"""Linking: tables in, persons out, with everything that was believed on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from wraparound.matching.blocking.choosing import chosen_rules
from wraparound.matching.clusters.beliefs import Thresholds
from wraparound.matching.clusters.components import groups_of, joined
from wraparound.matching.clusters.resolve import Judgement, resolved
from wraparound.matching.columns.store import Store, stored
from wraparound.matching.compare.memory import Array
from wraparound.matching.fields import FieldSet, prepared
from wraparound.matching.model import Model, Rule, Shares
from wraparound.matching.pipeline.inputs import Gathered, Input, gathered_inputs
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.priors import refined
from wraparound.matching.scoring.score import RuleReport, Pairs, engine_of, scored
from wraparound.matching.training.train import Effort, Session, trained

Tell = Callable[[str, float], None]
"""Told what is being done and the share of all the work done so far, 0 to 1."""

FAINT = -14.0  # bits against chance below which a pair is not kept


@dataclass(frozen=True)
class Options:
    """How to link: the thresholds of belief, whether pairs inside one source are compared, how hard to train."""

    thresholds: Thresholds = Thresholds()
    across_sources_only: bool = False
    effort: Effort = Effort()
    widest_block: int = 2_000


@dataclass(frozen=True)
class Linked:
    """What linking found. Records are numbered canonically; `store.order` leads back to the rows given.

    `person` gives each record the least record of its person.
    """

    gathered: Gathered
    fields: FieldSet
    store: Store
    permits: Permits
    model: Model
    sessions: tuple[Session, ...]
    rules: tuple[RuleReport, ...]
    pairs: Pairs
    person: Array  # int32[n]
    options: Options


def link(inputs: Sequence[Input], *, model: Model | None = None, options: Options = Options(), tell: Tell = lambda _w, _d: None) -> Linked:
    """Find which records are one person. With a model it is used as it is; without one it is learnt from the records.

    Raises CannotLink when the tables hold nothing to compare.
    """
    tell("reading the fields", 0.0)
    gathered = gathered_inputs(inputs)
    fields = prepared(gathered.given)
    if not fields.comparisons:
        raise CannotLink("None of the columns says anything to compare records by; map at least a name or a number.")
    tell("coding values", 0.1)
    store = coded_store(gathered, fields=fields, model=model)
    permits = Permits(store.source, store.forbidden, options.across_sources_only)
    sessions: tuple[Session, ...] = ()
    wanted = model
    if wanted is None:
        tell("choosing blocking rules", 0.2)
        untaught = Model(tuple(fields.comparisons), chosen_rules(store, fields.blocking, made_of=fields.made_of))
        teachers = [*untaught.rules, *(Rule((c.levels[1].test.left,)) for c in fields.comparisons if c.shares is Shares.MISTAKEN)]
        learnt = trained(
            untaught, store, permits, rules=tuple(dict.fromkeys(teachers)), effort=options.effort, progress=lambda what: tell(what, 0.3)
        )
        wanted, sessions = learnt.model, learnt.sessions
    tell("comparing records", 0.5)
    found = scored(wanted, store, permits, least=FAINT, widest=options.widest_block, progress=_within(tell, 0.5, 0.9))
    better, pairs = refined(wanted, found.pairs, possible=_possible(permits))
    tell("judging each group of records together", 0.9)
    linked = Linked(gathered, fields, store, permits, better, sessions, found.rules, pairs, np.empty(0), options)
    return replace(linked, person=persons(linked))


class CannotLink(ValueError):
    """Says, in words for the reader, why nothing can be linked."""


def coded_store(gathered: Gathered, *, fields: FieldSet, model: Model | None = None) -> Store:
    """Code the prepared columns that the comparisons, blocking and guards read."""
    table = pa.table(fields.columns)
    wanted = model or Model(tuple(fields.comparisons), ())
    blocking = [name for names in fields.blocking.values() for name in names]
    names = dict.fromkeys([*wanted.columns(), *blocking, *fields.guards])
    by = wanted.rules[0].columns if wanted.rules else [names_of[0] for names_of in list(fields.blocking.values())[:2]]
    return stored(table, names=list(names), by=by, ids=gathered.keys, sources=gathered.sources)


def persons(linked: Linked) -> Array:
    """Judge every component together and give each record the least record of its person."""
    records, pairs, at = len(linked.store), linked.pairs, linked.options.thresholds
    chain = joined(records, pairs.left, pairs.right, pairs.weight >= at.likely)
    engine = engine_of(linked.model, linked.store)
    judgement = Judgement(
        engine=engine.at,
        permits=linked.permits,
        guards=np.array([linked.store.place[name] for name in linked.fields.guards], np.int64),
        least=at.likely,
    )
    return resolved(groups_of(chain), records=records, by=judgement)


def _possible(permits: Permits) -> float:
    """Count the pairs of records that could have been met."""
    sizes = np.bincount(permits.source).astype(float)
    barred = np.ones(len(sizes), bool) if permits.across_only else permits.forbidden[: len(sizes)]
    return max((sizes.sum() ** 2 - np.square(sizes[barred]).sum() - sizes[~barred].sum()) / 2, 1.0)


def _within(tell: Tell, begin: float, end: float) -> Callable[[int, int], None]:
    return lambda done, total: tell("comparing records", begin + (end - begin) * done / max(total, 1))
