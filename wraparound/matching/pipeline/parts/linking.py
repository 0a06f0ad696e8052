"""Linking part by part: the same way as `pipeline.link`, with the records on disk and a bounded number at hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from shutil import rmtree

import numpy as np
import pyarrow as pa

from wraparound.matching.blocking.choosing import chosen_rules
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import Rows, Values
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model, Rule
from wraparound.matching.pipeline.counting import possible_pairs
from wraparound.matching.pipeline.fitting import CannotLink
from wraparound.matching.pipeline.holding import give_back
from wraparound.matching.pipeline.inputs import Gathered
from wraparound.matching.pipeline.link import ENOUGH_PAIRS, Options
from wraparound.matching.pipeline.parts.comparing import About, Compare, Comparing, Shard, added, compared, here
from wraparound.matching.pipeline.parts.judging import Judging
from wraparound.matching.pipeline.parts.kept import KEPT, Kept
from wraparound.matching.pipeline.parts.learning import Keys, SeenInParts
from wraparound.matching.pipeline.parts.linked import LinkedInParts, Weighed
from wraparound.matching.pipeline.parts.preparing import Laid, Parts, laid_out
from wraparound.matching.pipeline.parts.room import Room
from wraparound.matching.pipeline.readying import Tell, number_rules
from wraparound.matching.pipeline.said import NO_ANSWERS, Answers, said_by
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import RuleReport
from wraparound.matching.training.train import Session, learnt_from

EVERY_DEFAULT = Options()


@dataclass(frozen=True)
class Way:
    """How to link in parts: the room there is, who compares shards, and whom to tell."""

    room: Room
    compare: Compare = here
    tell: Tell = lambda _what, _done: None


def link_in_parts(
    parts: Parts,
    *,
    model: Model | None = None,
    answers: Answers = NO_ANSWERS,
    options: Options = EVERY_DEFAULT,
    way: Way,
) -> LinkedInParts:
    """Find which records are one person, with at most `way.room.rows` of them being compared at a time.

    Gives the same pairs, weights and persons as `pipeline.link.link`. The folder of the room must be empty, and stay
    for as long as pairs are read from what is given. Raises CannotLink as `link` does, and OSError where the disk is
    full.
    """
    folder, tell = way.room.folder, way.tell
    laid = laid_out(parts, model=model, folder=folder / "laid", tell=tell)
    give_back()
    permits = Permits.of(laid.source, forbidden=laid.forbidden, across_only=options.across_sources_only)
    taught, sessions, keys = _taught(laid, permits=permits, options=options, way=way)
    about = About(
        taught,
        tuple(laid.names),
        laid.census,
        laid.forbidden,
        tuple(laid.fields.guards),
        tuple(laid.fields.stand_ins),
        options,
    )
    kept, rules = _compared(about, laid, keys, way)
    possible = 0.0 if laid.as_written else possible_pairs(permits)
    better = kept.refine(taught, possible=possible) if possible >= ENOUGH_PAIRS else taught
    said = said_by(answers, order=laid.order)
    judging = Judging(replace(about, model=better), laid, kept, said, way.room, tell)
    return _linked(judging, person=judging.persons(), found=(sessions, rules), permits=permits)


def _taught(laid: Laid, *, permits: Permits, options: Options, way: Way) -> tuple[Model, tuple[Session, ...], Keys]:
    """Learn a model if none was given (`pipeline.readying.taught_model`), and hash the keys of its rules."""
    way.tell("choosing blocking rules", 0.2)
    fields, numbers = laid.fields, number_rules(laid.fields)
    rules = (
        laid.model.rules if laid.model else chosen_rules(laid.census, families=fields.blocking, made_of=fields.made_of)
    )
    all_rules = rules if laid.model else tuple(dict.fromkeys([*rules, *numbers]))
    keys = Keys(laid, rules=all_rules, folder=way.room.folder / "keys")
    if laid.model:
        return laid.model, (), keys
    untaught = Model(tuple(fields.comparisons), rules)
    seen = SeenInParts(laid, keys, untaught, permits, options.effort, way.room)
    learnt = learnt_from(seen, model=untaught, rules=all_rules, progress=lambda what: way.tell(what, 0.3))
    seen.done()
    if not learnt.sessions:
        raise CannotLink("Too few records have anything in common to learn from; give a model instead (--model).")
    return learnt.model, learnt.sessions, keys


def _compared(about: About, laid: Laid, keys: Keys, way: Way) -> tuple[Kept, tuple[RuleReport, ...]]:
    """Compare what the rules bring together, rule by rule and shard by shard."""
    kept = Kept(way.room.folder / "kept", width=max(way.room.rows, 1), records=len(laid))
    comparing, reports = Comparing(about, laid=laid, keys=keys, room=way.room), []
    for r, rule in enumerate(about.model.rules):
        of_shards = list(way.compare(compared, shards=_telling(comparing, r, rules=about.model.rules, tell=way.tell)))
        folder = way.room.folder / f"rule {r}"
        for found in sorted(folder.glob("*.pairs")):
            kept.add(np.fromfile(found, KEPT))
        rmtree(folder)
        reports.append(added(of_shards, none=RuleReport(rule, *[0] * 7)))
    kept.settle()
    return kept, tuple(reports)


def _telling(comparing: Comparing, rule: int, *, rules: Sequence[Rule], tell: Tell) -> Iterator[Shard]:
    """Give a rule's shards, telling of each how far the work is."""
    tell(f"gathering records with the {rules[rule]}", 0.5 + 0.4 * rule / len(rules))
    for shard in comparing.shards(rule):
        said = f"comparing records with the {rules[rule]}, {shard.done:.0%} done"
        tell(said, 0.5 + 0.4 * (rule + shard.done) / len(rules))
        yield shard


def _linked(
    judging: Judging, *, person: Array, found: tuple[tuple[Session, ...], tuple[RuleReport, ...]], permits: Permits
) -> LinkedInParts:
    """Put together what outputs are made of."""
    laid, about = judging.laid, judging.about
    pairs, weight = _worth_asking(judging, person)
    return LinkedInParts(
        gathered=_nameless(laid),
        fields=laid.fields,
        store=_bare_store(laid),
        permits=permits,
        model=about.model,
        sessions=found[0],
        rules=found[1],
        pairs=pairs,
        options=about.options,
        said=judging.said,
        weight=weight,
        person=person,
        judging=judging,
    )


def _worth_asking(judging: Judging, person: Array) -> tuple[Weighed, Array]:
    """Gather the pairs that link two persons, from the threshold of review up."""
    parts: list[tuple[Array, ...]] = []
    for run in judging.kept:
        pairs, weight = run.pairs, judging.weight(run.number)
        some = (weight >= min(judging.about.options.thresholds)) & (person[pairs.left] != person[pairs.right])
        parts.append((pairs.left[some], pairs.right[some], pairs.weight[some], weight[some]))
    left, right, against, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Weighed(left, right, np.zeros((0, 0)), against), weight


def _nameless(laid: Laid) -> Gathered:
    """Give the names of the sources alone; those of the records lie on disk."""
    none = pa.DictionaryArray.from_arrays(pa.array([], pa.int16()), pa.array(laid.sources, pa.string()))
    forbidden = frozenset(name for name, once in zip(laid.sources, laid.forbidden, strict=False) if once)
    return Gathered({}, pa.array([], pa.string()), none, forbidden, laid.sizes)


def _bare_store(laid: Laid) -> Store:
    """Give a coded table of the verified numbers alone, which is all that outputs read."""
    guards: Sequence[str] = tuple(laid.fields.guards)
    nothing = np.zeros(1, np.int64), np.zeros(0, np.int32)
    values = Values(*(np.zeros(0) for _ in Values._fields))
    rows = Rows(laid.guards(), *nothing)
    base = np.ones(len(guards) + 1, np.int64)
    return Store(tuple(guards), rows, values, base, laid.order, (), laid.source, laid.forbidden)
