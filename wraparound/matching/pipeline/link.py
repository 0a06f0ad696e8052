"""Linking: tables in, persons out, with everything that was believed on the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.blocking.choosing import chosen_rules
from wraparound.matching.clusters.beliefs import Thresholds
from wraparound.matching.clusters.components import NamedPairs, groups_of, within
from wraparound.matching.clusters.proof import Proof, settled
from wraparound.matching.clusters.resolve import Judgement, fit_of, resolved
from wraparound.matching.clusters.singles import paired_up
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.store import Store, stored
from wraparound.matching.compare.memory import Array
from wraparound.matching.fields import FieldSet, prepared
from wraparound.matching.model import Letters, Model, Rule, Shares
from wraparound.matching.pipeline.as_written import columns_as_written
from wraparound.matching.pipeline.coding import names_coded, table_coded
from wraparound.matching.pipeline.counting import kinds_of, possible_pairs
from wraparound.matching.pipeline.defaults import LEARNT_FROM, default_model
from wraparound.matching.pipeline.fitting import CannotLink, fitted
from wraparound.matching.pipeline.inputs import Gathered, Input, gathered_inputs
from wraparound.matching.pipeline.said import NO_ANSWERS, SURE, Answers, said_by, with_answers
from wraparound.matching.pipeline.suiting import suited
from wraparound.matching.scoring.compiled import EXPLANATIONS
from wraparound.matching.scoring.kernels import Engine, Permits
from wraparound.matching.scoring.priors import refined
from wraparound.matching.scoring.score import Bringing, Pairs, RuleReport, Scored, engine_of, scored
from wraparound.matching.training.train import Effort, Session, trained

Tell = Callable[[str, float], None]
"""Told what is being done and the share of all the work done so far, 0 to 1."""

ENOUGH_PAIRS = 1_000  # that could be met: fewer say little of how common one person's pairs are
FAINT = -14.0  # bits against chance below which a pair is not kept


@dataclass(frozen=True)
class Options:
    """How to link: the thresholds of belief, whether pairs inside one source are compared, how hard to train."""

    thresholds: Thresholds = Thresholds()
    across_sources_only: bool = False
    effort: Effort = Effort()
    widest_block: int = 2_000


class Links(NamedTuple):
    """Kept pairs, and the bits that each weighs in the end."""

    left: Array  # int32[k]
    right: Array  # int32[k]
    weight: Array  # float64[k]


@dataclass(frozen=True)
class Linked:
    """What linking found. Records are numbered canonically; `store.order` leads back to the rows given.

    `person` gives each record the least record of its person; `weight` the bits of each pair after proof was asked,
    people's answers taken, and persons who are seldom found given the odds what people like them usually have.
    """

    gathered: Gathered
    fields: FieldSet
    store: Store
    permits: Permits
    model: Model
    sessions: tuple[Session, ...]
    rules: tuple[RuleReport, ...]
    pairs: Pairs
    options: Options
    weight: Array = field(default_factory=lambda: np.zeros(0))  # float64[pairs]
    person: Array = field(default_factory=lambda: np.zeros(0, np.int32))  # int32[n]

    @property
    def pairs_kept(self) -> int:
        """Count the pairs kept."""
        return len(self.pairs)

    def links(self) -> Iterator[Links]:
        """Give all pairs kept, some at a time."""
        yield Links(self.pairs.left, self.pairs.right, self.weight)

    def given(self) -> Iterator[tuple[pa.Array, pa.Array]]:
        """Give the sources and ids of all records in the order given, some at a time."""
        yield self.gathered.source.cast(pa.string()), self.gathered.ids

    def names(self, records: Array) -> tuple[pa.Array, pa.Array]:
        """Give the sources and ids of some records, as text."""
        at = pa.array(self.store.order[records])
        return self.gathered.source.take(at).cast(pa.string()), self.gathered.ids.take(at)

    @cached_property
    def engine(self) -> Engine:
        """Give what weighs any two of the records."""
        return engine_of(self.model, store=self.store)


def link(
    inputs: Sequence[Input],
    *,
    model: Model | None = None,
    answers: Answers = NO_ANSWERS,
    options: Options = Options(),
    tell: Tell = lambda _what, _done: None,
) -> Linked:
    """Find which records are one person, by a model or by one learnt from the records.

    A model that reads the tables' own columns (as one from Splink does) is used as it is; for one that reads prepared
    fields the shares of its explanations are learnt anew. The one that comes with the engine is made to suit the size.
    What a given model reads and the tables lack is not known. Raises CannotLink when the tables hold nothing to
    compare, nothing that the model can read, or too little to learn from.
    """
    tell("reading the fields", 0.0)
    gathered = gathered_inputs(inputs)
    fields = prepared(gathered.given)
    if not fields.comparisons:
        raise CannotLink("None of the columns says anything to compare records by; map at least a name or a number.")
    tell("coding values", 0.1)
    comes_along = model is not None and model is default_model()
    as_written = columns_as_written(model, inputs=inputs) if model and not comes_along else None
    fields.columns |= as_written or {}
    model, store = _made_ready(model, gathered=gathered, fields=fields, by_id=as_written is not None)
    permits = Permits(store.source, store.forbidden, options.across_sources_only)
    taught, sessions = (
        (model, ()) if model else taught_model(fields, store=store, permits=permits, options=options, tell=tell)
    )
    tell("comparing records", 0.5)
    found = _compared(taught, store=store, permits=permits, options=options, tell=tell)
    possible = 0.0 if as_written is not None else possible_pairs(permits)
    learns = possible >= ENOUGH_PAIRS
    better, pairs = refined(taught, pairs=found.pairs, possible=possible) if learns else (taught, found.pairs)
    tell("judging each group of records together", 0.9)
    weighed = Linked(gathered, fields, store, permits, better, sessions, found.rules, pairs, options)
    return judged(weighed, answers=answers)


def _made_ready(
    model: Model | None, *, gathered: Gathered, fields: FieldSet, by_id: bool
) -> tuple[Model | None, Store]:
    """Code the records, and make a model that was given and the coded records fit one another."""
    if model is None:
        return None, coded_store(gathered, fields=fields)
    fit = fitted(model, columns=fields.columns)
    store = coded_store(gathered, fields=fields, model=fit, by_id=by_id)
    return suited(fit, store=store, learnt_from=LEARNT_FROM) if model is default_model() else (fit, store)


def _compared(model: Model, *, store: Store, permits: Permits, options: Options, tell: Tell) -> Scored:
    """Compare what the rules bring together; where they bring nothing, everyone stands alone."""
    if not any(len(blocks_of(rule, store=store).sizes) for rule in model.rules):
        nobody = np.zeros(0, np.int32)
        reports = tuple(RuleReport(rule, *[0] * 7) for rule in model.rules)
        return Scored(Pairs(nobody, nobody, np.zeros((0, EXPLANATIONS))), reports)
    progress, bringing = _within(tell, 0.5, 0.9), Bringing(options.widest_block)
    return scored(model, store=store, permits=permits, least=FAINT, bringing=bringing, progress=progress)


def taught_model(
    fields: FieldSet, *, store: Store, permits: Permits, options: Options, tell: Tell
) -> tuple[Model, tuple[Session, ...]]:
    """Choose blocking rules and learn a model from the records alone."""
    tell("choosing blocking rules", 0.2)
    rules = chosen_rules(store, families=fields.blocking, made_of=fields.made_of)
    learnt = trained(
        Model(tuple(fields.comparisons), rules),
        store=store,
        permits=permits,
        rules=tuple(dict.fromkeys([*rules, *number_rules(fields)])),
        effort=options.effort,
        progress=lambda what: tell(what, 0.3),
    )
    if not learnt.sessions:
        raise CannotLink("Too few records have anything in common to learn from; give a model instead (--model).")
    return learnt.model, learnt.sessions


def number_rules(fields: FieldSet) -> list[Rule]:
    """Give the rules that ask for one number alone: what is learnt from besides the rules chosen."""
    return [Rule((c.levels[1].test.left,)) for c in fields.comparisons if c.shares is Shares.MISTAKEN]


def coded_store(gathered: Gathered, *, fields: FieldSet, model: Model | None = None, by_id: bool = False) -> Store:
    """Code the prepared columns that the comparisons, blocking and guards read (`coding.names_coded`)."""
    names, by = names_coded(fields, model=model, by_id=by_id)
    return stored(
        table_coded(fields, names=names, records=len(gathered)),
        names=names,
        by=by,
        ids=gathered.keys,
        sources=gathered.sources,
        looks=looks_of(model.comparisons if model else fields.comparisons),
        letters=model.letters if model else Letters.CHARACTERS,
    )


def judged(linked: Linked, *, answers: Answers = NO_ANSWERS) -> Linked:
    """Judge every component together and give each record its person; people's answers win."""
    records, pairs, likely = len(linked.store), linked.pairs, linked.options.thresholds.likely
    proof, said, engine = proof_of(linked), said_by(answers, order=linked.store.order), linked.engine
    weight, barred = settled(pairs.left, right=pairs.right, weight=pairs.weight, engine=engine.at, proof=proof)
    weight, answered = with_answers(pairs, weight=weight, said=said)
    free = ~barred & ~answered
    same = said.key[said.answer > 0]
    chain = NamedPairs(
        np.concatenate([pairs.left, (same >> 32).astype(np.int32)]),
        np.concatenate([pairs.right, (same & 0xFFFFFFFF).astype(np.int32)]),
        np.concatenate([weight, np.full(len(same), SURE)]),
        np.concatenate([free, np.zeros(len(same), np.bool_)]),
    )
    by = Judgement(engine.at, linked.permits, proof, said, likely)
    person = resolved(groups_of(within(records, runs=[chain], least=likely)), records=records, by=by)
    found = paired_up(
        person,
        pairs=chain,
        kinds=kinds_of(linked.store),
        judge=lambda one, other: fit_of(one, other=other, person=person, by=by),
        least=likely,
    )
    weight[found.places] = found.weight
    return replace(linked, weight=weight, person=found.person)


def proof_of(linked: Linked) -> Proof:
    """Say by which columns a link is barred or held back."""
    guards, stand_ins = (
        np.array([linked.store.place[name] for name in names if name in linked.store.place], np.int64)
        for names in (linked.fields.guards, linked.fields.stand_ins)
    )
    return Proof(guards, stand_ins, linked.options.thresholds.likely)


def _within(tell: Tell, begin: float, end: float) -> Callable[[int, int], None]:
    return lambda done, total: tell("comparing records", begin + (end - begin) * done / max(total, 1))
