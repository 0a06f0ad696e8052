"""Whether a model fits the columns at hand: what it cannot read is not known, and nothing is guessed from it."""

from collections.abc import Collection
from dataclasses import replace

from wraparound.matching.columns.derive import needs
from wraparound.matching.model import OTHERWISE, Comparison, Level, Model, Op, Test, missing


class CannotLink(ValueError):  # noqa: N818
    """Says, in words for the reader, why nothing can be linked."""


def absent_from(model: Model, *, columns: Collection[str]) -> list[str]:
    """Name the columns that a model reads and the table does not have, in alphabetical order."""
    return sorted({base for name in model.columns() for base in needs(name)} - set(columns))


def can_read(comparison: Comparison, *, columns: Collection[str]) -> bool:
    """Say whether some level of a comparison, besides the missing ones, can be told from these columns."""
    tests = (comparison.levels[place].test for place in comparison.graded)
    return any(test != OTHERWISE and _is_there(test, columns=columns) for test in tests)


def fitted(model: Model, *, columns: Collection[str]) -> Model:
    """Make a model ready for a table with these columns; raises CannotLink where it can say nothing of it.

    A comparison that cannot be read is always "not known", however its levels are written.
    """
    for comparison in model.comparisons:
        if not comparison.levels or comparison.levels[-1].test != OTHERWISE:
            raise CannotLink(
                f"The model's comparison {comparison.name} must end with a level for everything else (ELSE), "
                "so that every pair of records reaches a level."
            )
    if not any(can_read(comparison, columns=columns) for comparison in model.comparisons):
        lacking, have = ", ".join(absent_from(model, columns=columns)), ", ".join(columns)
        raise CannotLink(
            f"The model compares {lacking}, and the columns as mapped give none of these; they give {have}."
        )
    return replace(model, comparisons=tuple(_told(comparison, columns=columns) for comparison in model.comparisons))


def _told(comparison: Comparison, *, columns: Collection[str]) -> Comparison:
    """Let a comparison that cannot be read begin with a level that says so."""
    if can_read(comparison, columns=columns) or _is_missing(comparison.levels[0], columns=columns):
        return comparison
    names = (base for level in comparison.levels for name in level.test.columns() for base in needs(name))
    lacking = next(name for name in names if name not in columns)
    return replace(comparison, levels=(Level("not known", missing(lacking), is_null=True), *comparison.levels))


def _is_there(test: Test, *, columns: Collection[str]) -> bool:
    return all(base in columns for name in test.columns() for base in needs(name))


def _is_missing(level: Level, *, columns: Collection[str]) -> bool:
    return level.is_null and _holds_without(level.test, columns=columns)


def _holds_without(test: Test, *, columns: Collection[str]) -> bool:
    """Say whether a test for missing values holds of every pair, because its columns are not there."""
    if test.op is Op.MISSING:
        return not _is_there(test, columns=columns)
    parts = [_holds_without(part, columns=columns) for part in test.parts]
    return bool(parts) and ((test.op is Op.ALL and all(parts)) or (test.op is Op.ANY and any(parts)))
