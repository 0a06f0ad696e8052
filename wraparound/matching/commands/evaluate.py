"""`wraparound-match evaluate`: hold what is found against the truth, overall and group by group."""

import json
from dataclasses import dataclass

import numpy as np

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code, Misused
from wraparound.matching.commands.judging import in_words, judged
from wraparound.matching.commands.linking import run_linking
from wraparound.matching.commands.past import clusters_in
from wraparound.matching.commands.records import taken_in
from wraparound.matching.commands.telling import Telling
from wraparound.matching.commands.truth import Truth, texts, truth_file, truth_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.evaluate import Missed, missed_by_rule
from wraparound.matching.tables.refusals import cannot_read, printable


@dataclass(frozen=True)
class _Result:
    """Whose each record is believed to be and truly is, in one order; what blocking missed, if it was run."""

    person: Array
    truth: Truth
    missed: Missed | None


def run(asked: Asked) -> Code:
    """Judge a result that is there, or link the files and judge that."""
    with Telling(quiet=asked.quiet) as tell:
        result = _of_clusters(asked) if asked.clusters else _of_files(asked, tell=tell)
        told = judged(
            result.person,
            truth=result.truth.person,
            group=_group(asked, truth=result.truth),
            besides=result.truth.besides,
        )
        seconds = tell.seconds
    if asked.json:
        print(json.dumps(told.as_dict(missed=result.missed) | {"seconds": round(seconds, 3)}, ensure_ascii=False))
    elif not asked.quiet:
        print(in_words(told, missed=result.missed, by=asked.by))
    return Code.DONE


def _of_files(asked: Asked, *, tell: Telling) -> _Result:
    """Link the files."""
    done = run_linking(asked, tell=tell, besides=(asked.by,) if asked.by else ())
    if done.truth is None:
        raise Misused("--truth is needed to evaluate.")
    linked, truth = done.linked, done.truth
    order = linked.store.order
    besides = {name: texts(column)[order] for name, column in done.taken.kept_out.items()} | truth.besides
    missed = missed_by_rule(linked.model, store=linked.store, permits=linked.permits, truth=truth.person)
    return _Result(linked.person, Truth(truth.person, besides), missed)


def _of_clusters(asked: Asked) -> _Result:
    """Take who is who from an earlier result, and the truth from a table or from the files."""
    source, record, person = clusters_in(asked.clusters)
    numbers = person.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    found = [(source, record)]
    if truth_file(asked.truth) is not None:
        return _Result(numbers, truth_of(asked.truth, taken=None, records=found), None)
    taken = taken_in(asked, columns=[asked.truth, *([asked.by] if asked.by else [])])
    place = taken.places_of(source, ids=record)
    if not (place >= 0).any():
        raise cannot_read(
            asked.clusters, reason="none of its records is in the files; check --id and the map's sources"
        )
    whole = truth_of(asked.truth, taken=taken, records=found)
    there = np.where(place >= 0, whole.person[place], -1)
    return _Result(numbers, Truth(there, {name: column[place] for name, column in whole.besides.items()}), None)


def _group(asked: Asked, *, truth: Truth) -> Array | None:
    """Give each record's group."""
    if not asked.by:
        return None
    if asked.by not in truth.besides:
        have = ", ".join(f'"{printable(name)}"' for name in truth.besides) or "none besides"
        raise Misused(f'--by: no file and no truth has a column "{printable(asked.by)}"; the truth has {have}.')
    return truth.besides[asked.by]
