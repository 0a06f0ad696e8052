"""Twins wrongly joined: how many sets of twins with records of their own ended up as one person."""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.evaluate.scores import together


@dataclass(frozen=True)
class Twins:
    """Sets of twins of whom at least two have records, and those of them where two became one."""

    sets: int
    joined: int

    @property
    def share(self) -> float:
        """Give the share of sets that were wrongly joined."""
        return self.joined / self.sets if self.sets else 0.0


def twins_joined(person: Array, *, truth: Array, twin_group: Array) -> Twins:
    """Count the sets of twins, and those wrongly joined.

    person: [n], any labels; truth: int[n], -1 where not known; twin_group: [n] of text, None for who is no twin.
    """
    known = (truth != -1) & np.array([bool(name) for name in twin_group], np.bool_)
    person, truth = person[known], truth[known]
    _, of = np.unique(twin_group[known].astype(str), return_inverse=True)
    return Twins(_with_several(of, truth=truth), _with_several(of, truth=truth, inside=person))


def _with_several(of: Array, *, truth: Array, inside: Array | None = None) -> int:
    """Count the sets that hold several true persons, inside one found person if asked."""
    cell = of if inside is None else together(of, other=inside)
    _, cell = np.unique(cell, return_inverse=True)
    one_each = np.unique(together(cell, other=truth), return_index=True)[1]
    several = np.bincount(cell[one_each], minlength=int(cell.max(initial=-1)) + 1) > 1
    return len(np.unique(of[several[cell]])) if len(cell) else 0
