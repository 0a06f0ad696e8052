"""What a run of linking found, as plain data for machines and in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.linking import Run, sources_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.evaluate import Scores, pairwise_scores, scores
from wraparound.matching.pipeline.link import Linked, Links
from wraparound.matching.pipeline.outputs import links_of, people
from wraparound.matching.pipeline.review import Review
from wraparound.matching.words import Belief

MODELS = {
    "trained": "learnt from these records",
    "default": "the one that comes with the engine (there are too few records to learn from)",
    "file": "the one you gave",
}


@dataclass(frozen=True)
class Findings:
    """The figures of a run."""

    records: int
    pairs: int
    clusters: int
    review: int
    seconds: float
    set_aside: int
    files: tuple[str, ...]
    sources: tuple[str, ...]
    model: str
    notes: tuple[str, ...]
    links: dict[str, int]
    accuracy: dict[str, Scores] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Give the figures for machines."""
        plain = {name: value for name, value in vars(self).items() if name != "accuracy"}
        plain |= {"seconds": round(self.seconds, 3), "files": list(self.files)}
        plain |= {"sources": list(self.sources), "notes": list(self.notes)}
        return plain | {name: found.as_dict() for name, found in self.accuracy.items()}


def findings_of(done: Run, *, review: Review, seconds: float) -> Findings:
    """Count what was found; with the truth, also how right it is."""
    taken, linked = done.taken, done.linked
    return Findings(
        records=len(linked.store),
        pairs=linked.pairs_kept,
        clusters=people(linked),
        review=len(review),
        seconds=seconds,
        set_aside=taken.set_aside_count,
        files=tuple(one.name for one in taken.inputs),
        sources=tuple(sources_of(linked)),
        model=done.model,
        notes=done.notes,
        links=links_of(linked),
        accuracy=_accuracy(done),
    )


def _accuracy(done: Run) -> dict[str, Scores]:
    """Hold the pairs as scored, and the persons, against the truth if it was told."""
    if done.truth is None:
        return {}
    linked, truth = done.linked, done.truth.person
    within = linked.store.source if linked.options.across_sources_only else None
    likely = ((pairs.left[some], pairs.right[some]) for pairs, some in _likely(linked))
    return {
        "pairwise": pairwise_scores(likely, truth=truth, within=within),
        "cluster": scores(linked.person, truth=truth, within=within),
    }


def _likely(linked: Linked) -> Iterator[tuple[Links, Array]]:
    """Give all pairs, some at a time, and which of them are likely at least."""
    for pairs in linked.links():
        yield pairs, pairs.weight >= linked.options.thresholds.likely


def in_words(found: Findings, *, asked: Asked) -> str:
    """Say what was found, one line to a thought."""
    certain, likely = found.links[Belief.CERTAIN], found.links[Belief.LIKELY]
    lines = [
        f"{found.records:,} records of {_counted(len(found.sources), what='source')} are {found.clusters:,} people.",
        f"Links: {certain:,} certain, {likely:,} likely, {found.review:,} to review.",
    ]
    lines += [f"{name} {_accurate(score)}" for name, score in _named(found)]
    if found.set_aside:
        where = f"{asked.out / 'set-aside.csv'} says why" if asked.out else "name a folder (--out) to see why"
        lines.append(f"{_counted(found.set_aside, what='row')} set aside; {where}.")
    lines.append(f"Model: {MODELS[found.model]}. Time: {found.seconds:.1f} seconds.")
    lines += [f"Written: {asked.out}/ (who is who: clusters.csv; what to ask: review.csv)"] if asked.out else []
    lines += [f"Open {asked.page} in a browser."] if asked.page else []
    return "\n".join(lines)


def as_summary(found: Findings) -> dict[str, str]:
    """Give the figures by what they count, for the page."""
    told = {
        "Records": f"{found.records:,}",
        "Sources": f"{len(found.sources):,}",
        "People": f"{found.clusters:,}",
        "Links, certain": f"{found.links[Belief.CERTAIN]:,}",
        "Links, likely": f"{found.links[Belief.LIKELY]:,}",
        "Links to review": f"{found.review:,}",
        "Rows set aside": f"{found.set_aside:,}",
    }
    told |= {name.rstrip(":"): _accurate(score) for name, score in _named(found)}
    return told | {"Time": f"{found.seconds:.1f} seconds"}


def _named(found: Findings) -> list[tuple[str, Scores]]:
    names = {"pairwise": "Pairs against the truth:", "cluster": "People against the truth:"}
    return [(names[name], score) for name, score in found.accuracy.items()]


def _accurate(score: Scores) -> str:
    return f"precision {score.precision:.4f}, recall {score.recall:.4f}, F1 {score.f1:.4f}"


def _counted(count: int, *, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
