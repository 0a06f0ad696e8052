"""What would change for what agencies told and refused, were other agreements in force."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from wraparound.access.words import Purpose
from wraparound.exchange.rules.deciding import Policy, may_tell
from wraparound.exchange.words import Kind, Part, Question, Sharing

EXAMPLES = 5  # lines of each change that are named


class Past(NamedTuple):
    """One share or refusal as it was asked for: its number, and what of it counts for the agreements."""

    number: int
    holder: str
    recipient: str
    kind: str
    purpose: str
    parts: tuple[str, ...]
    person: int | None


@dataclass
class Turned:
    """What would be decided otherwise for one holder, recipient, purpose and part: how often, and why."""

    question: Question
    now: Sharing
    then: Sharing
    count: int = 0
    examples: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Rehearsal:
    """How many lines were asked again, how many would end otherwise in some part, and what, the most frequent first."""

    asked: int
    changed: int
    allowed: int  # parts that may be told only then
    refused: int  # parts that may be told only now
    turned: tuple[Turned, ...]


def rehearsed(lines: Iterable[Past], *, now: Policy, then: Policy, on: date) -> Rehearsal:
    """Decide every past line under two versions, as if all were asked on one day, and gather what turns.

    Cost: each combination is decided once, so 100,000 lines take about as long as reading them.
    """
    named = _named(now) | _named(then)
    known: dict[tuple[object, ...], Turned | None] = {}
    asked = changed = 0
    for line in lines:
        asked, turns = asked + 1, False
        about = (line.holder, line.recipient, line.kind, line.purpose, line.person if line.person in named else None)
        for part in line.parts:
            key = (*about, part)
            if key not in known:
                known[key] = _turned(line, part=part, now=now, then=then, on=on)
            one = known[key]
            if one is not None:
                turns = True
                one.count += 1
                if len(one.examples) < EXAMPLES:
                    one.examples.append(line.number)
        changed += turns
    every = _together(one for one in known.values() if one is not None)
    allowed = sum(one.count for one in every if one.then.allowed)
    return Rehearsal(asked, changed, allowed, sum(one.count for one in every) - allowed, every)


def _named(policy: Policy) -> set[int]:
    return {person for clause in policy.agreed.clauses for person in clause.persons}


def _turned(line: Past, *, part: str, now: Policy, then: Policy, on: date) -> Turned | None:
    question = Question(
        holder=line.holder, recipient=line.recipient, kind=Kind(line.kind), purpose=Purpose(line.purpose),
        part=Part(part), on=on, person=line.person,
    )  # fmt: skip
    was, will = may_tell(question, policy=now), may_tell(question, policy=then)
    return None if was.allowed is will.allowed else Turned(question, was, will)


def _together(every: Iterable[Turned]) -> tuple[Turned, ...]:
    """Put together what differs only in the child or in what else was asked for with it."""
    found: dict[tuple[object, ...], Turned] = {}
    for one in every:
        asked = one.question
        key = (asked.holder, asked.recipient, asked.kind, asked.purpose, asked.part, one.now.clause, one.then.clause)
        if key in found:
            held = found[key]
            held.count += one.count
            held.examples = sorted({*held.examples, *one.examples})[:EXAMPLES]
        else:
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.count, one.question.holder, one.question.recipient)))
