"""What comparisons look at inside values, so that nothing else is prepared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wraparound.matching.model import Comparison, Measure, Test


@dataclass(frozen=True)
class Looks:
    """The columns whose letters are compared, and those whose values are subtracted; None says any column may be."""

    letters: frozenset[str] | None = None
    numbers: frozenset[str] | None = None

    def at_letters(self, name: str) -> bool:
        """Say whether the letters of a column's values may be compared."""
        return self.letters is None or name in self.letters

    def at_numbers(self, name: str) -> bool:
        """Say whether a column's values may be subtracted."""
        return self.numbers is None or name in self.numbers


ANYWHERE = Looks()


def looks_of(comparisons: Iterable[Comparison]) -> Looks:
    """Find which columns some comparisons measure, and whether as text or as numbers."""
    tests = [test for c in comparisons for level in c.levels for test in _all(level.test) if test.measure is not None]
    letters = [test for test in tests if test.measure is not Measure.DIFFERENCE]
    numbers = [test for test in tests if test.measure is Measure.DIFFERENCE]
    return Looks(*(frozenset(name for test in of for name in test.columns()) for of in (letters, numbers)))


def _all(test: Test) -> Iterator[Test]:
    yield test
    for part in test.parts:
        yield from _all(part)
