"""Decide every combination of the areas' own agreements as the written rules say, and a past of 100,000 asks again.

The written rules are read a second time, slowly and word by word, by what the tests hold decisions to
(tests/exchange/plainly.py). What is decided: for both areas, every agency as holder and as recipient, every kind,
purpose and part, children of whom nothing is said and of whom each thing is, and every day on which a clause begins or
ends, the day before it, and today. With the area's own clauses stand a thousand about one child each. What is timed is
one decision as the service makes it, with its sentence, the first of its kind and again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from benchmarks.databases import each_database
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told
from wraparound.access.words import Purpose
from wraparound.agencies.rules import area_in
from wraparound.exchange.rules import Policy, may_tell
from wraparound.exchange.rules.writing import clause_declared
from wraparound.exchange.words import Agreed, Clause, Effect, Kind, Part, Party, Question

AREAS = Path(__file__).parents[1] / "areas"
NAMED = ("ashmere", "tarrowdale")
CHILDREN = 1_000  # of whom a clause says something each
TODAY = date(2026, 11, 27)
ONE_DECISION, ONE_REHEARSAL = 50e-6, 10.0  # seconds
PAST = 100_000  # asks that are rehearsed


def main() -> None:
    """Decide the whole table twice, time decisions, and rehearse a past on both databases."""
    row = asked("policy", records=PAST, runs=3)
    decided = differ = allowed = 0
    for area in NAMED:
        count, wrong, yes = _decided(agreed(area))
        decided, differ, allowed = decided + count, differ + wrong, allowed + yes
    first, again = _times(agreed(NAMED[0]))
    slowest = {}
    for one in each_database(FILES / "rehearsal"):
        runs = [run("our_rehearsal", one.url, one.data, row.records) for _ in range(row.runs)]
        slowest[one.name] = max(each.seconds for each in runs)
    goals = {
        "every combination as the written rules say": not differ and decided > 1_000_000,
        "one decision within 50 µs": first[98] <= ONE_DECISION and again[98] <= ONE_DECISION,
        "a rehearsal of 100,000 asks within 10 s": max(slowest.values()) <= ONE_REHEARSAL,
    }
    figures = {"decided": decided, "differ": differ, "allowed": allowed, "rehearsal": slowest}
    figures |= {name: {"median": some[49], "p99": some[98]} for name, some in (("first", first), ("again", again))}
    lines = [
        f"  {decided:,} combinations, {allowed:,} of them allowed, {differ} otherwise than the written rules say",
        f"  one decision, first: {_micro(first[49])}, p99 {_micro(first[98])}",
        f"  one decision, again: {_micro(again[49])}, p99 {_micro(again[98])}",
        *(f"  {row.records:,} asks again, {name}: {figure(seconds)}" for name, seconds in slowest.items()),
    ]
    told(row, goals=goals, figures=figures, lines=lines)


def agreed(area: str) -> Agreed:
    """Give an area's own agreements, with clauses about a thousand children."""
    found = area_in(AREAS / area).area
    if found is None:
        raise SystemExit(f"areas/{area} is not in order.")
    parties = {one.code: Party(one.code, one.name, one.type) for one in found.agencies.agencies}
    own = [clause_declared(one) for one in found.agreements.clauses]
    return Agreed(1, (*own, *_of_children(sorted(parties))), parties)


def _of_children(parties: list[str]) -> Iterator[Clause]:
    """Give clauses about one child each, of every shape: who, whom, what for, what, and both effects."""
    shapes = list(product(Effect, [frozenset[str](), frozenset(parties[:2])], [frozenset[Part](), {Part.KNOWN}]))
    for number in range(CHILDREN):
        effect, whom, parts = shapes[number % len(shapes)]
        purposes = frozenset[Purpose]() if number % 3 else frozenset({Purpose.PROTECT})
        yield Clause(
            code=f"child-{number}", effect=effect, because="the partnership decided it", begins_on=TODAY,
            recipients=whom, parts=frozenset(parts), purposes=purposes, persons=frozenset({number}),
        )  # fmt: skip


def _questions(whole: Agreed) -> Iterator[Question]:
    """Give every combination."""
    ends = {day for one in whole.clauses for day in (one.begins_on, one.ends_on) if day}
    days = sorted({TODAY, *ends, *(day - timedelta(days=1) for day in ends)})
    children = [None, CHILDREN, *range(24)]  # nobody, one of whom nothing is said, and one of each shape
    for holder, recipient, kind, purpose, part in product(whole.parties, whole.parties, Kind, Purpose, Part):
        for on, person in [*product(days, children[:2]), *product([TODAY], children[2:])]:
            yield Question(
                holder=holder, recipient=recipient, kind=kind, purpose=purpose, part=part, on=on, person=person
            )


def _decided(whole: Agreed) -> tuple[int, int, int]:
    """Decide every combination twice; give how many there are, how many differ, how many are allowed."""
    plainly_told = import_module("tests.exchange.plainly").plainly_told
    policy, count, wrong, yes = Policy(whole), 0, 0, 0
    own = [one for one in whole.clauses if not one.persons]
    of = {number: [one for one in whole.clauses if number in one.persons] for number in range(24)}
    for question in _questions(whole):
        sharing = may_tell(question, policy=policy)
        clauses = own + of.get(question.person if question.person is not None else -1, [])
        count += 1
        yes += sharing.allowed
        wrong += (sharing.allowed, sharing.clause) != plainly_told(question, clauses=clauses, parties=whole.parties)
    return count, wrong, yes


def _times(whole: Agreed) -> tuple[list[float], list[float]]:
    """Give the hundredths of the time of a decision of a kind that was never made before, and of the same again."""
    every: list[Any] = [one for place, one in enumerate(_questions(whole)) if not place % 97]
    policy = Policy(whole)
    rounds = []
    for turn in range(2):
        taken = []
        for question in every if not turn else [replace(one, person=5) for one in every]:
            began = perf_counter()
            may_tell(question, policy=policy)
            taken.append(perf_counter() - began)
        rounds.append(quantiles(taken, n=100))
    return rounds[0], rounds[1]


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


if __name__ == "__main__":
    main()
