"""Linking: tables in, persons out, with everything that was believed on the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from wraparound.matching import await_kernels
from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.blocking.lasting import cut_of
from wraparound.matching.clusters.beliefs import Thresholds
from wraparound.matching.clusters.components import NamedPairs, groups_of, within
from wraparound.matching.clusters.proof import Proof, Settled, settled
from wraparound.matching.clusters.resolve import Judgement, Said, fit_of, resolved
from wraparound.matching.clusters.singles import paired_up
from wraparound.matching.clusters.usual import Usual
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.fields import FieldSet, prepared
from wraparound.matching.model import Model
from wraparound.matching.pipeline.as_written import columns_as_written
from wraparound.matching.pipeline.counting import kinds_of, possible_pairs
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.fitting import CannotLink, fitted
from wraparound.matching.pipeline.inputs import Gathered, Input, gathered_inputs
from wraparound.matching.pipeline.lessons import Decisions, Lessons
from wraparound.matching.pipeline.readying import Tell, coded_store, made_ready, taught_model
from wraparound.matching.pipeline.said import NO_ANSWERS, SURE, Answers, said_by, with_answers
from wraparound.matching.scoring.compiled import EXPLANATIONS
from wraparound.matching.scoring.kernels import Engine, Permits
from wraparound.matching.scoring.pairs import Pairs
from wraparound.matching.scoring.priors import refined, shifted
from wraparound.matching.scoring.score import Bringing, RuleReport, Scored, engine_of, scored
from wraparound.matching.training.train import Effort, Session

ENOUGH_PAIRS = 1_000  # that could be met: fewer say little of how common one person's pairs are
FAINT = -14.0  # bits against chance below which a pair is not kept


@dataclass(frozen=True)
class Options:
    """How to link: the thresholds of belief, whether pairs inside one source are compared, how hard to train."""

    thresholds: Thresholds = Thresholds()
    across_sources_only: bool = False
    effort: Effort = Effort()
    widest_block: int = 2_000
    lasting: bool = False  # whether lessons are to be kept (`pipeline.taught`), so that wide blocks must last


class Links(NamedTuple):
    """Kept pairs, and the bits that each weighs in the end."""

    left: Array  # int32[k]
    right: Array  # int32[k]
    weight: Array  # float64[k]


@dataclass(frozen=True)
class Linked:
    """What linking found. Records are numbered canonically; `store.order` leads back to the rows given.

    `person` gives each record the least record of its person; `weight` the bits of each pair after proof was asked,
    people's answers taken, and persons who are seldom found given the odds what people like them usually have, which
    `usual` tells. `weighed_by` is the model before its explanations were given the odds that the pairs show,
    `proved` the pairs before any answers, `said` what people answered.
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
    cut: Array | None = None
    weighed_by: Model | None = None
    usual: Usual | None = None
    proved: Settled | None = None
    said: Said | None = None
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
    inputs: Sequence[Input] | Gathered,
    *,
    model: Model | Lessons | None = None,
    answers: Answers = NO_ANSWERS,
    options: Options = Options(),
    tell: Tell = lambda _what, _done: None,
) -> Linked:
    """Find which records are one person, by a model, by lessons of an earlier linking, or by what the records teach.

    A model that reads the tables' own columns, as Splink's do, is used as it is; of others the shares of explanations
    are learnt anew, and the engine's own suits itself to the size. By lessons nothing is learnt anew: what is found of
    records depends on them and those they have to do with. Raises CannotLink when the tables hold nothing to compare,
    nothing that the model reads, or too little to learn from. What was written is not explained of gathered tables.
    """
    tell("reading the fields", 0.0)
    await_kernels()
    lessons = model if isinstance(model, Lessons) else None
    inputs, gathered = ((), inputs) if isinstance(inputs, Gathered) else (inputs, gathered_inputs(inputs))
    gathered = lessons.completing(gathered) if lessons else gathered
    fields = prepared(gathered.given, whole=Decisions(dict(lessons.decided) if lessons else {}))
    if not inputs:
        gathered = replace(gathered, given=dict.fromkeys(gathered.given, ()))  # nobody asks for the texts again
    if not fields.comparisons:
        raise CannotLink("None of the columns says anything to compare records by; map at least a name or a number.")
    tell("coding values", 0.1)
    if isinstance(model, Lessons):
        weighed = _as_taught(model, gathered=gathered, fields=fields, options=options, tell=tell)
    else:
        weighed = _as_learnt(model, inputs=inputs, gathered=gathered, fields=fields, options=options, tell=tell)
    return judged(weighed, answers=answers)


def _as_learnt(
    model: Model | None,
    *,
    inputs: Sequence[Input],
    gathered: Gathered,
    fields: FieldSet,
    options: Options,
    tell: Tell,
) -> Linked:
    """Compare records by a model, or by one learnt from them, and learn how common each explanation is."""
    comes_along = model is not None and model is default_model()
    as_written = columns_as_written(model, inputs=inputs) if model and inputs and not comes_along else None
    fields.columns |= as_written or {}
    model, store = made_ready(model, gathered=gathered, fields=fields, by_id=as_written is not None)
    permits = Permits.of(store.source, forbidden=store.forbidden, across_only=options.across_sources_only)
    taught, sessions = (
        (model, ()) if model else taught_model(fields, store=store, permits=permits, effort=options.effort, tell=tell)
    )
    tell("comparing records", 0.5)
    cut = cut_of(taught, store=store, widest=options.widest_block) if options.lasting else None
    bringing = Bringing(options.widest_block, cut=cut)
    found = _compared(taught, store=store, permits=permits, bringing=bringing, tell=tell)
    possible = 0.0 if as_written is not None else possible_pairs(permits)
    learns = possible >= ENOUGH_PAIRS
    better, pairs = refined(taught, pairs=found.pairs, possible=possible) if learns else (taught, found.pairs)
    tell("judging each group of records together", 0.9)
    return Linked(gathered, fields, store, permits, better, sessions, found.rules, pairs, options, cut, taught)


def _as_taught(lessons: Lessons, *, gathered: Gathered, fields: FieldSet, options: Options, tell: Tell) -> Linked:
    """Compare records as lessons say, whatever else the table may hold."""
    fit, better, store = coded_by(lessons, gathered=gathered, fields=fields)
    permits = Permits.of(store.source, forbidden=store.forbidden, across_only=options.across_sources_only)
    tell("comparing records", 0.5)
    found = _compared(fit, store=store, permits=permits, bringing=Bringing(cut=lessons.cut), tell=tell)
    pairs = shifted(found.pairs, model=fit, better=better)
    usual = lessons.usual_of(gathered.source.dictionary.to_pylist())
    tell("judging each group of records together", 0.9)
    return Linked(gathered, fields, store, permits, better, (), found.rules, pairs, options, lessons.cut, fit, usual)


def coded_by(lessons: Lessons, *, gathered: Gathered, fields: FieldSet) -> tuple[Model, Model, Store]:
    """Give the model that weighs, the one that judges, and the records coded as lessons say."""
    coding = lessons.coding
    fit = lessons.fit if set(fields.columns) <= set(coding.columns) else fitted(lessons.model, columns=fields.columns)
    store = coded_store(gathered, fields=fields, model=fit, by=lessons.by, among=coding.names)
    return fit, lessons.judging(fit), lessons.applied(store)


def _compared(model: Model, *, store: Store, permits: Permits, bringing: Bringing, tell: Tell) -> Scored:
    """Compare what the rules bring together; where they bring nothing, everyone stands alone."""
    if not any(len(blocks_of(rule, store=store).sizes) for rule in model.rules):
        nobody = np.zeros(0, np.int32)
        reports = tuple(RuleReport(rule, *[0] * 7) for rule in model.rules)
        return Scored(Pairs(nobody, nobody, np.zeros((0, EXPLANATIONS))), reports)
    progress = _within(tell, 0.5, 0.9)
    return scored(model, store=store, permits=permits, least=FAINT, bringing=bringing, progress=progress)


def judged(linked: Linked, *, answers: Answers = NO_ANSWERS) -> Linked:
    """Judge every component together and give each record its person; people's answers win."""
    pairs, engine = linked.pairs, linked.engine
    found = settled(pairs.left, right=pairs.right, weight=pairs.weight, engine=engine.at, proof=proof_of(linked))
    return brought_together(replace(linked, proved=found), answers=answers)[0]


def brought_together(linked: Linked, *, answers: Answers) -> tuple[Linked, Array]:
    """Give each record its person by pairs that were asked for proof; and each offer weighed, as labels before it."""
    records, pairs, likely = len(linked.store), linked.pairs, linked.options.thresholds.likely
    proof, said, engine = proof_of(linked), said_by(answers, order=linked.store.order), linked.engine
    weight, barred = linked.proved or Settled(pairs.weight, np.zeros(len(pairs), np.bool_))
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
        usual=linked.usual,
    )
    weight[found.places] = found.weight
    return replace(linked, weight=weight, person=found.person, usual=found.usual, said=said), found.hoped


def proof_of(linked: Linked) -> Proof:
    """Say by which columns a link is barred or held back."""
    guards, stand_ins = (
        np.array([linked.store.place[name] for name in names if name in linked.store.place], np.int64)
        for names in (linked.fields.guards, linked.fields.stand_ins)
    )
    return Proof(guards, stand_ins, linked.options.thresholds.likely)


def _within(tell: Tell, begin: float, end: float) -> Callable[[int, int], None]:
    return lambda done, total: tell("comparing records", begin + (end - begin) * done / max(total, 1))
