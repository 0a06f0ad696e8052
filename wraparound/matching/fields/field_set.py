"""What a table offers the engine once its columns are understood: prepared, compared, and blocked on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

from wraparound.matching.model import Comparison

Sums = tuple[float, ...]
Given = Mapping[str, Sequence[pa.Array]]  # field → the columns that hold it


class Whole(Protocol):
    """Gives the sums by which a field is decided, told what they are about and what they are here."""

    def __call__(self, what: str, /, *, here: Sums) -> Sums:
        """Give the sums over the whole table."""


def as_here(_what: str, *, here: Sums) -> Sums:
    """Take what is here for the whole table."""
    return here


@dataclass
class FieldSet:
    """Grows field by field: prepared columns, comparisons, and what may be blocked on.

    `blocking` gives each comparison's columns from the finest to the coarsest; `guards` names the columns of verified
    numbers that must not differ within a person; `stand_ins` names those that mark a name or date as standing in for
    one that is not known; `made_of` names the columns that a column puts together. `whole` is asked whenever a decision
    depends on the whole table: given what it is about and the sums found here, it gives the sums to decide by.
    """

    columns: dict[str, pa.Array] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    blocking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    made_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    guards: list[str] = field(default_factory=list)
    stand_ins: list[str] = field(default_factory=list)
    whole: Whole = as_here

    def add(self, comparison: Comparison, *, columns: Mapping[str, pa.Array], block: Sequence[str] = ()) -> None:
        """Take in one field: its comparison, its prepared columns, and those of them to block on."""
        self.columns |= columns
        self.comparisons.append(comparison)
        if block:
            self.blocking[comparison.name] = tuple(block)
