"""What the commands that link share: files in, persons and their truth out."""

from dataclasses import dataclass, replace

import pyarrow as pa

from wraparound.matching.commands.answers import read_answers
from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Misused, NotHere
from wraparound.matching.commands.models import chosen_model
from wraparound.matching.commands.records import Taken, taken_in
from wraparound.matching.commands.telling import Telling
from wraparound.matching.commands.truth import Truth, truth_file, truth_of
from wraparound.matching.pipeline.answers import Said, canonical, resolved_answers, with_answers
from wraparound.matching.pipeline.link import Linked, Options, link


@dataclass(frozen=True)
class Run:
    """One run of linking: what was read, what was found, which model it used, the truth in canonical order if told."""

    taken: Taken
    linked: Linked
    model: str
    truth: Truth | None
    notes: tuple[str, ...]


def run_linking(asked: Asked, *, tell: Telling, besides: tuple[str, ...] = ()) -> Run:
    """Read the files, link them, apply people's answers, and line the truth up with the records."""
    refuse_what_is_not_here(asked)
    said = getattr(asked, "truth", None)
    beside = [said] if said and truth_file(said) is None else []
    taken = taken_in(asked, columns=[*beside, *besides], tell=tell)
    choice = chosen_model(asked, taken=taken)
    options = Options(across_sources_only=asked.across_only)
    rows = read_answers(asked.answers) if getattr(asked, "answers", None) else []
    linked = link(taken.inputs, model=choice.model, options=options, tell=tell)
    linked, told = _obeyed(linked, rows=rows)
    truth = truth_of(said, taken=taken, records=linked.gathered) if said else None
    if truth is not None:
        order = linked.store.order
        truth = Truth(truth.person[order], {name: column[order] for name, column in truth.besides.items()})
    return Run(taken, linked, choice.origin, truth, (*taken.notes, *told))


def _obeyed(linked: Linked, *, rows: list[Said]) -> tuple[Linked, list[str]]:
    """Let people's answers win, and say which could not be used."""
    if not rows:
        return linked, []
    found = resolved_answers(rows, gathered=linked.gathered)
    same, different = (canonical(pairs, linked=linked) for pairs in (found.same, found.different))
    notes = []
    if found.elsewhere:
        notes.append(f"{found.elsewhere:,} answers are about records that are not in these files")
    if found.contrary:
        notes.append(f"{found.contrary:,} answers contradict newer ones by what follows from them, and were not used")
    return replace(linked, person=with_answers(linked, same=same, different=different)), notes


def refuse_what_is_not_here(asked: Asked) -> None:
    """Say so, before any work, when an option needs a part that is not installed or another option."""
    if getattr(asked, "previous", None) and not asked.out:
        raise Misused("--previous keeps the ids of persons, so it needs --out to write them to.")
    if getattr(asked, "memory", None):
        raise NotHere("--memory needs the engine's streaming part, which this version does not have; leave it out.")
    if getattr(asked, "engine", "here") == "spark":
        raise NotHere("--engine spark needs the extra [spark] and its adapter, which this version does not have.")


def sources_of(linked: Linked) -> list[str]:
    """Name the sources, in alphabetical order."""
    return sorted(pa.array(linked.gathered.source.dictionary).to_pylist())
