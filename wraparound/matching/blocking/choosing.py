"""Choosing blocking rules for a table nobody has described: cheap by enough agreement, missing little by enough ways.

No truth is needed. A rule's cost is the number of pairs expected by chance; its worth is how many pairs of one person
it would still bring that the rules chosen before it miss, if fields fail independently.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from math import prod
from types import MappingProxyType
from typing import Protocol

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Rule

TRIALS = 20_000  # imagined pairs of one person
HOLDS = 0.85  # how often a field's finest column agrees within a person, where both records have it
COARSER = 0.04  # how much more often each coarser column of the same field does
AT_SIGHT = 64  # columns of a row, from the first, that a rule may ask for
MOST_RULES = 18
PAIRS_A_RECORD = 12.0  # expected by chance, for one rule
PAIRS_AT_LEAST = 60_000  # what any table can afford
TURNED = 0.03  # how often names stand in another order
WORTH = 2e-4  # of the imagined pairs: a rule that adds less is not worth its sort


class Counted(Protocol):
    """What choosing must know of a table: its columns and their places, and how common their values are."""

    @property
    def place(self) -> dict[str, int]:
        """Find a column by its name."""

    def __len__(self) -> int:
        """Count the records."""

    def known(self, column: str) -> int:
        """Count the records that have a value in a column."""

    def coincidence(self, column: str) -> float:
        """Give the chance that two values of a column are the same."""


def chosen_rules(
    store: Counted,
    *,
    families: Mapping[str, Sequence[str]],
    made_of: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Rule, ...]:
    """Choose rules from columns grouped by field, each field's finest column first.

    `made_of` names, for a column that puts others together in any order, those others.
    """
    agrees = _imagined(store, families)
    for whole, parts in made_of.items():
        agrees[whole] = np.logical_and.reduce([agrees[part] for part in parts]) | (agrees[whole] & (_turned(whole)))
    families = {field: [c for c in columns if store.place[c] < AT_SIGHT] for field, columns in families.items()}
    chance = {name: _chance(name, store) for columns in families.values() for name in columns}
    most = _budget(store) / max(len(store) * (len(store) - 1) / 2, 1.0)
    affordable = [columns for columns in _candidates(families) if prod(chance[name] for name in columns) <= most]
    missed = np.ones(TRIALS, np.bool_)
    rules: list[Rule] = []
    while affordable and len(rules) < MOST_RULES:
        brings = [np.logical_and.reduce([agrees[c] for c in columns]) & missed for columns in affordable]
        gains = [int(b.sum()) for b in brings]
        best = int(np.argmax(gains))
        if gains[best] < WORTH * TRIALS:
            break
        missed &= ~brings[best]
        rules.append(Rule(affordable[best]))
    return tuple(rules)


def _budget(store: Counted) -> float:
    return max(PAIRS_A_RECORD * len(store), PAIRS_AT_LEAST)


def _candidates(families: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """List every way to ask for agreement on one, two or three fields, at one column a field."""
    return [
        columns
        for size in (1, 2, 3)
        for fields in combinations(families, size)
        for columns in product(*(families[field] for field in fields))
    ]


def _chance(name: str, store: Counted) -> float:
    """Give the chance that two records of the table share a value of a column."""
    return store.coincidence(name) * _present(name, store) ** 2


def _present(name: str, store: Counted) -> float:
    return store.known(name) / max(len(store), 1)


def _turned(name: str) -> Array:
    """Imagine in which pairs the parts stand in another order."""
    return np.random.default_rng(len(name)).random(TRIALS) < TURNED


def _imagined(store: Counted, families: Mapping[str, Sequence[str]]) -> dict[str, Array]:
    """Imagine pairs of one person: where each column would agree, a coarser one wherever its finer does."""
    chance = np.random.default_rng(7)
    agrees = {}
    for columns in families.values():
        draw, here = chance.random(TRIALS), chance.random(TRIALS)
        for k, name in enumerate(columns):
            agrees[name] = (draw < min(HOLDS + COARSER * k, 0.97)) & (here < _present(name, store) ** 2)
    return agrees
