"""What a comparison asks of two records: tests, levels and comparisons, as plain values.

Records are compared field by field (Fellegi and Sunter 1969). A comparison is a ladder of levels, tried in order;
the first whose test holds is the pair's level. A level weighs log2(m / u) bits, where m is how often it is seen in
pairs that are one person and u how often in pairs that are not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import log2

from wraparound.matching.model.explanations import Alternatives, Shares


class Measure(StrEnum):
    """How two values are measured against each other; similarities run 0 to 1, distances count."""

    JARO_WINKLER = "jaro_winkler"
    JARO = "jaro"
    JACCARD = "jaccard"
    LEVENSHTEIN = "levenshtein"
    DAMERAU_LEVENSHTEIN = "damerau_levenshtein"
    DIFFERENCE = "difference"

    @property
    def is_distance(self) -> bool:
        """Say whether less means more alike."""
        return self in (Measure.LEVENSHTEIN, Measure.DAMERAU_LEVENSHTEIN, Measure.DIFFERENCE)


class Letters(StrEnum):
    """What the letters of a text are when two texts are measured: its characters, or the bytes of its UTF-8."""

    CHARACTERS = "characters"
    BYTES = "bytes"  # as DuckDB measures


class Op(StrEnum):
    """What a test does."""

    MISSING = "missing"  # the left record's `left` or the right record's `right` has no value (one may be unnamed)
    SAME = "same"  # left record's `left` equals right record's `right`
    ALIKE = "alike"  # the measure reaches the amount
    ALIKE_ANY = "alike_any"  # it does so for some value of the left list and some value of the right list
    SHARES = "shares"  # the two lists have at least `amount` values in common
    ALL = "all"
    ANY = "any"
    NOT = "not"
    ELSE = "else"


@dataclass(frozen=True)
class Test:
    """One condition on a pair; `left` and `right` name columns (or expressions of columns) of each record."""

    __test__ = False  # not a test of ours, whatever pytest thinks of the name

    op: Op
    left: str = ""
    right: str = ""
    measure: Measure | None = None
    amount: float = 0.0
    parts: tuple["Test", ...] = ()

    def columns(self) -> Iterator[str]:
        """Name every column that the test reads."""
        yield from (name for name in (self.left, self.right) if name)
        for part in self.parts:
            yield from part.columns()

    @property
    def one_way(self) -> bool:
        """Say whether it matters which record is the left one."""
        return self._said() != self._said(turned=True)

    def _said(self, *, turned: bool = False) -> tuple[object, ...]:
        """Give what is asked, whatever the order of the parts; turned round, with left for right."""
        left, right = (self.right, self.left) if turned else (self.left, self.right)
        parts = frozenset(part._said(turned=turned) for part in self.parts)
        return self.op, left, right, self.measure, self.amount, parts


def missing(column: str) -> Test:
    """Hold where either record has no value."""
    return Test(Op.MISSING, column, column)


def same(left: str, *, right: str = "") -> Test:
    """Hold where the values are equal; two columns make it a crossed comparison."""
    return Test(Op.SAME, left, right or left)


def alike(column: str, *, measure: Measure, amount: float) -> Test:
    """Hold where the measure is at least the amount (a distance: at most)."""
    return Test(Op.ALIKE, column, column, measure, amount)


def both(*parts: Test) -> Test:
    """Hold where all the parts do."""
    return Test(Op.ALL, parts=parts)


def either(*parts: Test) -> Test:
    """Hold where any of the parts does."""
    return Test(Op.ANY, parts=parts)


def neither(*parts: Test) -> Test:
    """Hold where none of the parts does."""
    return Test(Op.NOT, parts=parts)


OTHERWISE = Test(Op.ELSE)
BY_ID = "(the record's id)"  # a column of a coded table: ids in their order, for tests to which left and right differ


@dataclass(frozen=True)
class Level:
    """One rung of a comparison. m and u are probabilities in (0, 1], or None before training."""

    label: str
    test: Test
    m: float | None = None
    u: float | None = None
    is_null: bool = False
    tf_column: str = ""
    tf_weight: float = 1.0
    tf_minimum_u: float = 0.0
    tf_own_u: bool = False  # a frequency is weighed against this level's own u, not the exact level's
    fix_m: bool = False
    fix_u: bool = False
    parental: bool = False  # what a parent and a child are expected to show

    @property
    def weight(self) -> float:
        """The bits for (or against) one person that this level gives; nothing for a missing value."""
        if self.is_null or not self.m or not self.u:
            return 0.0
        return log2(self.m / self.u)


@dataclass(frozen=True)
class Comparison:
    """One field's ladder of levels, tried from first to last."""

    name: str
    levels: tuple[Level, ...]
    description: str = ""
    shares: Shares = Shares.NOBODY

    @property
    def one_way(self) -> bool:
        """Say whether it matters which record is the left one."""
        return any(level.test.one_way for level in self.levels)

    @property
    def graded(self) -> tuple[int, ...]:
        """The places of the levels that carry weight: all but the missing ones."""
        return tuple(i for i, level in enumerate(self.levels) if not level.is_null)

    def exact_u(self, column: str) -> float | None:
        """Give u of the level that says the column is the same, which term frequencies adjust."""
        for level in self.levels:
            if level.test == same(column) and level.u is not None:
                return level.u
        return None


@dataclass(frozen=True)
class Rule:
    """A blocking rule: records that agree on all its columns are compared."""

    columns: tuple[str, ...]
    label: str = ""

    def __str__(self) -> str:
        """Say the rule as a person would."""
        return self.label or "same " + " and ".join(self.columns)


@dataclass(frozen=True)
class Model:
    """All that the engine needs to weigh a pair: comparisons, blocking rules, and the prior.

    `prior` is the probability that two records drawn at random are one person. `kept` carries whatever a model
    file said beyond what the engine reads, so that writing it again loses nothing.
    """

    comparisons: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    prior: float = 1e-4
    alternatives: Alternatives = Alternatives()
    link_type: str = "dedupe_only"
    letters: Letters = Letters.CHARACTERS
    kept: dict[str, object] = field(default_factory=dict, compare=False)

    def __hash__(self) -> int:
        """Hash what is compared, once: what is made of a model is looked up by it again and again."""
        return self._hashed

    @cached_property
    def _hashed(self) -> int:
        return hash((self.comparisons, self.rules, self.prior, self.alternatives, self.link_type, self.letters))

    def __getstate__(self) -> dict[str, object]:
        """Leave the hash behind, which is another in another process."""
        return {name: value for name, value in vars(self).items() if name != "_hashed"}

    def columns(self) -> tuple[str, ...]:
        """Name every column that the model reads, each once, comparisons first; the ids last, where they matter."""
        names: dict[str, None] = {}
        for comparison in self.comparisons:
            for level in comparison.levels:
                names |= dict.fromkeys(level.test.columns())
                names |= dict.fromkeys([level.tf_column] if level.tf_column else [])
        for rule in self.rules:
            names |= dict.fromkeys(rule.columns)
        if any(comparison.one_way for comparison in self.comparisons):
            names[BY_ID] = None
        return tuple(names)
