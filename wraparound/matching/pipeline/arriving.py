"""Records that arrive: whom they meet and how like they are, and a few records judged as all together would be.

Everything here goes by lessons (`pipeline.lessons`), so that a pair weighs the same in any table. Rows are told by
their place in the inputs, one after another. What was prepared and coded of a row can be packed (`columns.packed`), and
packed rows stand side by side again at little cost.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from wraparound.matching.blocking.lasting import keys_met
from wraparound.matching.clusters.proof import Settled, settled
from wraparound.matching.clusters.singles import MOST
from wraparound.matching.columns.packed import LAYOUT, packed, packed_rows, stored_packed
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.fields import FieldSet, prepared
from wraparound.matching.model import Model
from wraparound.matching.pipeline.inputs import Gathered, Input, gathered_inputs
from wraparound.matching.pipeline.lessons import Decisions, Lessons
from wraparound.matching.pipeline.link import FAINT, Linked, Options, brought_together, coded_by, proof_of
from wraparound.matching.pipeline.review import WORTH_ASKING
from wraparound.matching.pipeline.said import Answers
from wraparound.matching.scoring.compiled import EXPLANATIONS
from wraparound.matching.scoring.kernels import Engine, Permits
from wraparound.matching.scoring.pairs import Pairs
from wraparound.matching.scoring.passes import score_blocks
from wraparound.matching.scoring.priors import shifted
from wraparound.matching.scoring.score import cover_of, engine_of, judging_by
from wraparound.matching.scoring.waiting import Kept

LIKELY = Options().thresholds.likely  # bits from which a pair joins records


class Met(NamedTuple):
    """The keys by which rows meet others: two columns of equal length."""

    row: Array  # int32[k]
    key: Array  # uint64[k]


class Alike(NamedTuple):
    """Pairs of rows that may be joined without a person, of so many bits that they could be."""

    one: Array  # int32[k]
    other: Array  # int32[k]
    weight: Array  # float64[k]


@dataclass(frozen=True)
class Judged:
    """Whose each row is (any label), and the two rows' worth of every offer that was weighed, by label before."""

    linked: Linked
    hoped: Array  # int64[offers, 2]: a row of the one person and a row of the other, before they were joined


def met_in(linked: Linked) -> Met:
    """Give the keys of all rows that were linked with `Options.lasting` or by lessons."""
    model = linked.weighed_by or linked.model
    cut = np.zeros(0, np.uint64) if linked.cut is None else linked.cut
    return _met(model, store=linked.store, cut=cut)


def alike_in(linked: Linked) -> Alike:
    """Give the pairs of rows that were linked that may be one person's, before anyone said anything of them."""
    pairs, order, least = linked.pairs, linked.store.order, linked.options.thresholds.likely - MOST
    weight, barred = linked.proved or Settled(pairs.weight, np.zeros(len(pairs), np.bool_))
    kept = np.flatnonzero(~barred & (weight >= least))
    return Alike(order[pairs.left[kept]], order[pairs.right[kept]], weight[kept])


def held_back_in(linked: Linked) -> Alike:
    """Give the pairs of rows that only people may join, since a name or a date stands in for one that is not known."""
    pairs, order = linked.pairs, linked.store.order
    codes = linked.store.rows.codes[:, proof_of(linked).guards]
    one, other = codes[pairs.left], codes[pairs.right]
    clashes = ((one > 0) & (other > 0) & (one != other)).any(axis=1)
    weight, barred = linked.proved or Settled(pairs.weight, np.zeros(len(pairs), np.bool_))
    kept = np.flatnonzero(barred & ~clashes & (weight >= WORTH_ASKING))
    return Alike(order[pairs.left[kept]], order[pairs.right[kept]], weight[kept])


def packs_in(linked: Linked) -> Iterator[bytes]:
    """Give each row that was linked as it was coded, in the order given; none (b"") of one that cannot be packed."""
    place = np.empty(len(linked.store), np.int64)
    place[linked.store.order] = np.arange(len(place))
    return packed(linked.store, records=place)


def packs_of(inputs: Sequence[Input], *, lessons: Lessons) -> list[bytes]:
    """Prepare rows and give each as these lessons code it; none (b"") where they say what the lessons do not know."""
    gathered = lessons.completing(gathered_inputs(inputs))
    fields = prepared(gathered.given, whole=Decisions(dict(lessons.decided)))
    coding = lessons.coding
    told = {*fields.columns, *fields.guards, *fields.stand_ins}
    if not told <= {*coding.columns, *coding.guards, *coding.stand_ins}:
        return [b""] * len(gathered)
    return packed_rows(fields.columns, names=coding.names, rows=len(gathered))


def is_pack(pack: bytes, *, lessons: Lessons) -> bool:
    """Say whether a row was packed as these lessons code rows."""
    return pack[:LAYOUT] == lessons.layout


@dataclass(frozen=True)
class Rows:
    """A few rows prepared and coded by lessons, ready to be weighed and judged."""

    linked: Linked
    cut: Array

    @property
    def met(self) -> Met:
        """Give the keys by which the rows meet others."""
        return _met(self.linked.weighed_by or self.linked.model, store=self.linked.store, cut=self.cut)

    def weighed(self, some: Collection[int]) -> Linked:
        """Weigh some of the rows against all others that they meet. Cost: the pairs that meet are weighed."""
        store, model = self.linked.store, self.linked.weighed_by or self.linked.model
        left, right = _meeting(np.isin(store.order, list(some)), model=model, store=store, cut=self.cut)
        engine = engine_of(model, store=store)
        pairs = _weighed(model, engine=engine, store=store, permits=self.linked.permits, left=left, right=right)
        better = self.linked.model
        found = replace(self.linked, pairs=shifted(pairs, model=model, better=better))
        return proved(found, engine=judging_by(engine, was=model, model=better, store=store))

    def judged(self, alike: Alike, *, answers: Answers) -> Judged:
        """Judge the rows together by pairs that were weighed before. Cost: every two rows of a group are weighed."""
        place = np.empty(len(self.linked.store), np.int32)
        place[self.linked.store.order] = np.arange(len(place), dtype=np.int32)
        ends = np.sort(np.stack([place[alike.one], place[alike.other]]), axis=0)
        order = np.lexsort((ends[1], ends[0]))
        left, right, weight = ends[0][order], ends[1][order], alike.weight[order]
        pairs = Pairs(left, right, np.zeros((len(left), EXPLANATIONS)))
        known = replace(self.linked, pairs=pairs, proved=Settled(weight, np.zeros(len(left), np.bool_)))
        done, hoped = brought_together(known, answers=answers)
        return Judged(done, self.linked.store.order[hoped].astype(np.int64))


def rows_of(inputs: Sequence[Input], *, lessons: Lessons) -> Rows:
    """Make a few rows ready. Cost: all of them are prepared and coded."""
    return Rows(_ready(inputs, lessons=lessons), lessons.cut)


def rows_packed(
    packs: Sequence[bytes], *, names: Sequence[tuple[str, str]], once: Collection[str], lessons: Lessons
) -> Rows:
    """Put rows side by side that were packed as these lessons code rows.

    names: each row's source and id; once: the sources that hold one person once at most.
    """
    gathered = _named(names, once=once, lessons=lessons)
    coding, fit = lessons.coding, lessons.fit
    store = stored_packed(
        packs,
        names=coding.names,
        by=lessons.by,
        ids=gathered.keys,
        sources=gathered.sources,
        looks=lessons.looks,
        letters=fit.letters,
    )
    fields = FieldSet(guards=list(coding.guards), stand_ins=list(coding.stand_ins))
    return Rows(
        _laid_out(lessons, gathered=gathered, fields=fields, fit=fit, store=lessons.applied(store)), lessons.cut
    )


def proved(linked: Linked, *, engine: Engine) -> Linked:
    """Ask proof of the pairs that could join two records, told the engine that judges them."""
    pairs, proof = linked.pairs, proof_of(linked)
    found = settled(pairs.left, right=pairs.right, weight=pairs.weight, engine=engine.at, proof=proof)
    return replace(linked, proved=found)


def _ready(inputs: Sequence[Input], *, lessons: Lessons) -> Linked:
    """Prepare and code rows by lessons; nothing is compared yet."""
    gathered = lessons.completing(gathered_inputs(inputs))
    fields = prepared(gathered.given, whole=Decisions(dict(lessons.decided)))
    fit, _, store = coded_by(lessons, gathered=gathered, fields=fields)
    return _laid_out(lessons, gathered=gathered, fields=fields, fit=fit, store=store)


def _named(names: Sequence[tuple[str, str]], *, once: Collection[str], lessons: Lessons) -> Gathered:
    """Give rows of which nothing is told but who they are."""
    source = pa.array([source for source, _ in names], pa.string()).dictionary_encode()
    ids = pa.array([one for _, one in names], pa.string())
    return Gathered({}, ids, lessons.among_sources(source), frozenset(once), (len(names),))


def _laid_out(lessons: Lessons, *, gathered: Gathered, fields: FieldSet, fit: Model, store: Store) -> Linked:
    options = Options()
    permits = Permits.of(store.source, forbidden=store.forbidden, across_only=options.across_sources_only)
    nobody = np.zeros(0, np.int32)
    none = Pairs(nobody, nobody, np.zeros((0, EXPLANATIONS)))
    usual = lessons.usual_of(gathered.source.dictionary.to_pylist())
    return Linked(
        gathered, fields, store, permits, lessons.judging(fit), (), (), none, options, lessons.cut, fit, usual
    )


def _met(model: Model, *, store: Store, cut: Array) -> Met:
    found = [keys_met(model, store=store, cut=cut, rule=rule) for rule in range(len(model.rules))]
    record = np.concatenate([keys.record for keys in found])
    return Met(store.order[record], np.concatenate([keys.key for keys in found]))


def _meeting(wanted: Array, *, model: Model, store: Store, cut: Array) -> tuple[Array, Array]:
    """Give the pairs of records that share a key of which one is wanted (bool[n]), each once, the lesser first."""
    found = [np.zeros(0, np.int64)]
    for rule in range(len(model.rules)):
        keys = keys_met(model, store=store, cut=cut, rule=rule)
        for place in np.flatnonzero(wanted[keys.record]).tolist():
            with_ = keys.record[keys.key == keys.key[place]].astype(np.int64)
            own = int(keys.record[place])
            with_ = with_[with_ != own]
            found.append(np.minimum(with_, own) << 32 | np.maximum(with_, own))
    pairs = np.unique(np.concatenate(found))
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def _weighed(model: Model, *, engine: Engine, store: Store, permits: Permits, left: Array, right: Array) -> Pairs:
    """Weigh pairs, keeping those that linking a whole table keeps."""
    order, starts = np.column_stack([left, right]).reshape(-1), np.arange(0, 2 * len(left) + 1, 2)
    kept = Kept(*Pairs.room(len(left)).columns)
    cover, room = cover_of(model, store=store), working_room()
    used, _ = score_blocks(order, starts, 0, engine.at, cover, permits, FAINT, kept, address(room))
    return Pairs(*(column[:used] for column in kept))
