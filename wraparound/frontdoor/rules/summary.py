"""A contact in a few pages for those who work with the child: what was told, decided and done, with why."""

from collections.abc import Sequence
from dataclasses import dataclass

from wraparound.frontdoor.words.papers import Paper, Section


@dataclass(frozen=True, kw_only=True)
class Summed:
    """What a summary is written from, in words: rows as their tables have them."""

    ref: str
    agency: str
    state: str
    told: tuple[tuple[str, str], ...]  # by whom, when, how, and what they would like
    story: str
    children: tuple[tuple[str, ...], ...]
    decisions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # what each is called, and its facts
    responses: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[str, ...], ...]


def summary_of(said: Summed) -> Paper:
    """Write the summary."""
    return Paper(
        title=f"Contact {said.ref}",
        author=said.agency,
        reference=said.ref,
        to="Those who work with the child",
        opening=(f"How it stands: {said.state}.",),
        sections=(
            Section("What worries them", (said.story,), facts=_told(said.told)),
            _table("Who it is about", ("Name", "Born", "As told", "In the index"), said.children),
            *(Section(name, facts=_told(facts)) for name, facts in said.decisions),
            *([] if said.decisions else [Section("What was decided", ("Nothing yet.",))]),
            _table("Responses", ("Asked of", "What", "By", "How it stands"), said.responses),
            _table("What happened", ("When", "What", "In words", "By"), said.steps),
        ),
    )


def _told(facts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, words or "Not said") for name, words in facts)


def _table(heading: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Section:
    if not rows:
        return Section(heading, ("None.",))
    return Section(heading, columns=columns, rows=tuple(tuple(cell or "–" for cell in row) for row in rows))
