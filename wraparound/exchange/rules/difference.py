"""What is otherwise in one version of the agreements than in another, clause by clause."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from wraparound.exchange.rules.sentences import (
    agencies_in_words,
    children_in_words,
    day_in_words,
    listed,
    parts_in_words,
    purposes_in_words,
)
from wraparound.exchange.words import Clause, ClauseChange, Kind, Party

CALLED = {
    "effect": "Effect", "because": "Because", "begins_on": "Holds from", "ends_on": "Ends before", "holders": "Who",
    "recipients": "Whom", "kinds": "Kind of information", "purposes": "What for", "parts": "What",
    "persons": "Children",
}  # fmt: skip
Names = Mapping[int, str]


@dataclass(frozen=True)
class Difference:
    """One clause that is new, gone or otherwise; `turned` says what of it: (what, was, is)."""

    change: ClauseChange
    before: Clause | None
    after: Clause | None
    turned: tuple[tuple[str, str, str], ...] = ()

    @property
    def clause(self) -> Clause:
        """Give the clause as it is, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 – a difference is of one of them
        return found


def differences(
    before: Iterable[Clause], *, after: Iterable[Clause], parties: Mapping[str, Party], called: Names
) -> tuple[Difference, ...]:
    """Say what is new, otherwise and gone; each clause is known by its code. `called` names whom one may name."""
    was, now = {one.code: one for one in before}, {one.code: one for one in after}
    found = []
    for code in [*now, *(code for code in was if code not in now)]:
        old, new = was.get(code), now.get(code)
        if old is None:
            found.append(Difference(ClauseChange.NEW, None, new))
        elif new is None:
            found.append(Difference(ClauseChange.GONE, old, None))
        elif old != new:
            turned = tuple(_turned(old, new, parties=parties, called=called))
            found.append(Difference(ClauseChange.CHANGED, old, new, turned))
    return tuple(found)


def changes_told(before: Iterable[Clause], *, after: Iterable[Clause]) -> tuple[str, ...]:
    """Say in a sentence for each clause that it is new, otherwise or gone, without naming anybody."""
    found = differences(before, after=after, parties={}, called={})
    return tuple(f"Clause “{one.clause.code}”: {one.change.label.lower()}." for one in found)


def _turned(old: Clause, new: Clause, *, parties: Mapping[str, Party], called: Names) -> Iterable[tuple[str, str, str]]:
    say: dict[str, Callable[[Clause], str]] = {
        "effect": lambda one: one.effect.label,
        "because": lambda one: one.because,
        "begins_on": lambda one: day_in_words(one.begins_on),
        "ends_on": lambda one: _until(one.ends_on),
        "holders": lambda one: agencies_in_words(one.holders, parties=parties),
        "recipients": lambda one: agencies_in_words(one.recipients, parties=parties),
        "kinds": lambda one: listed([kind.label for kind in Kind if kind in one.kinds]) or "any kind",
        "purposes": lambda one: purposes_in_words(one.purposes),
        "parts": lambda one: parts_in_words(one.parts),
        "persons": lambda one: children_in_words(one.persons, called=called),
    }
    for one in fields(Clause):
        if getattr(old, one.name) != getattr(new, one.name):
            yield CALLED[one.name], say[one.name](old), say[one.name](new)


def _until(day: date | None) -> str:
    return day_in_words(day) if day else "no end"
