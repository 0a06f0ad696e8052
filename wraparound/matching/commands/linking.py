"""What the commands that link share: files in, persons and their truth out."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from wraparound.matching.commands.answers import read_answers
from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Misused
from wraparound.matching.commands.in_parts import is_in_parts, linked_in_parts, on_spark
from wraparound.matching.commands.laid_files import TakenInParts
from wraparound.matching.commands.laying import taken_in_parts
from wraparound.matching.commands.models import chosen_model
from wraparound.matching.commands.records import Taken, taken_in
from wraparound.matching.commands.telling import Telling
from wraparound.matching.commands.told import UNBOUNDED
from wraparound.matching.commands.truth import Truth, truth_file, truth_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.answers import Resolved, resolved_answers
from wraparound.matching.pipeline.link import Linked, Options, link


@dataclass(frozen=True)
class Run:
    """One run of linking: what was read, what was found, which model it used, the truth in canonical order if told."""

    taken: Taken
    linked: Linked
    model: str
    truth: Truth | None
    notes: tuple[str, ...]
    asked: Array  # int64[k, 2], rows in the order given: what people have been asked already


def run_linking(asked: Asked, *, tell: Telling, besides: tuple[str, ...] = (), folder: Path | None = None) -> Run:
    """Read the files, link them, apply people's answers, and line the truth up with the records.

    With a `folder`, what does not fit in the memory allowed lies there, and so do the pairs found.
    """
    refuse_what_is_not_here(asked)
    said = getattr(asked, "truth", None)
    beside = [said] if said and truth_file(said) is None else []
    columns = [*beside, *besides]
    taken = (
        taken_in_parts(asked, columns=columns, folder=folder, tell=tell)
        if folder
        else taken_in(asked, columns=columns, tell=tell)
    )
    choice = chosen_model(asked, taken=taken)
    answers = _answers(asked, taken=taken)
    options = Options(across_sources_only=asked.across_only)
    if isinstance(taken, TakenInParts) and folder:
        linked = linked_in_parts(
            asked, taken=taken, model=choice.model, answers=answers.answers, folder=folder, tell=tell
        )
    else:
        linked = link(taken.inputs, model=choice.model, answers=answers.answers, options=options, tell=tell)
    memory = (asked.memory or UNBOUNDED) if folder else None
    truth = truth_of(said, taken=taken, records=linked.given(), memory=memory) if said else None
    if truth is not None:
        order = linked.store.order
        truth = Truth(truth.person[order], {name: column[order] for name, column in truth.besides.items()})
    return Run(taken, linked, choice.origin, truth, (*taken.notes, *choice.notes, *_told(answers)), answers.asked)


def _answers(asked: Asked, *, taken: Taken) -> Resolved:
    """Read what people answered, if they did, about these records."""
    path = getattr(asked, "answers", None)
    return resolved_answers(read_answers(path) if path else [], keys=taken.keys if path else pa.array([], pa.string()))


def _told(answers: Resolved) -> list[str]:
    """Say which answers could not be used."""
    notes = []
    if answers.elsewhere:
        notes.append(f"{answers.elsewhere:,} answers are about records that are not in these files")
    if answers.contrary:
        notes.append(f"{answers.contrary:,} answers contradict newer ones by what follows from them, and were not used")
    return notes


def refuse_what_is_not_here(asked: Asked) -> None:
    """Say so, before any work, when an option needs a part that is not installed or another option."""
    if getattr(asked, "letters", None) and not asked.model:
        raise Misused("--letters says how a model's texts are measured, so it needs --model.")
    if getattr(asked, "previous", None) and not asked.out:
        raise Misused("--previous keeps the ids of persons, so it needs --out to write them to.")
    if getattr(asked, "page", None) and is_in_parts(asked):
        raise Misused("--page looks at all records at once, so it cannot go with --memory or --engine spark.")
    if on_spark(asked):
        from wraparound.matching.spark import check_spark

        check_spark()


def sources_of(linked: Linked) -> list[str]:
    """Name the sources, in alphabetical order."""
    return sorted(pa.array(linked.gathered.source.dictionary).to_pylist())
