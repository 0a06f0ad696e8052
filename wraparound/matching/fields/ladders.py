"""Ladders of levels that several fields use."""

from wraparound.matching.model import (
    OTHERWISE,
    Comparison,
    Level,
    Measure,
    Shares,
    Test,
    alike,
    missing,
    same,
)


def ladder(
    name: str, *levels: Level, gap: Test | None = None, says: str = "", shares: Shares = Shares.NOBODY
) -> Comparison:
    """Give a comparison that begins with missing values and ends with everything else."""
    first = Level("not known", gap or missing(name), is_null=True)
    return Comparison(name, (first, *levels, Level("different", OTHERWISE)), says, shares)


def exact(column: str, *, label: str, tf: bool = True) -> Level:
    """Give the level of equal values, which weigh more the rarer they are."""
    return Level(label, same(column), tf_column=column if tf else "")


def spelt_alike(column: str, *, at_least: float, label: str) -> Level:
    """Give the level of Jaro–Winkler similarity of at least so much."""
    return Level(label, alike(column, measure=Measure.JARO_WINKLER, amount=at_least))


def slips(column: str, *, at_most: int, label: str) -> Level:
    """Give the level of at most so many slips of the keyboard."""
    return Level(label, alike(column, measure=Measure.DAMERAU_LEVENSHTEIN, amount=at_most))
