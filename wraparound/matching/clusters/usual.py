"""How usual it is, by source and year of birth, to be found nowhere else, to be held by a source, or held twice."""

from typing import NamedTuple

import numpy as np

from wraparound.matching.compare.memory import Array

AS_MANY = 20.0  # records or persons that a source as a whole counts for beside those of one year of birth


class Kinds(NamedTuple):
    """What records are alike in: their source, and the year of birth they tell (any code)."""

    source: Array  # int16[n]
    year: Array  # uint64[n] or any other integers from 0


class Usual(NamedTuple):
    """Shares of a table, for each source (a row) and year of birth (a column; the last is of any other year)."""

    years: Array  # [years], sorted
    lone: Array  # float64[sources, years + 1], of records: those found nowhere else
    covered: Array  # float64[sources, years + 1], of persons of several records: those the source holds
    twice: Array  # float64[sources], of records: those whose person the source holds more than once

    def of_sources(self, names: list[str], *, among: list[str]) -> "Usual":
        """Give the shares of the sources with these names, told the names of the rows; nothing is known of others."""
        place = {name: k for k, name in enumerate(among)}
        rows = np.array([place.get(name, len(among)) for name in names] or [len(among)])
        wide = len(self.years) + 1
        lone, covered = (np.vstack([one, np.full(wide, x)]) for one, x in ((self.lone, 0.5), (self.covered, 0.0)))
        return Usual(self.years, lone[rows], covered[rows], np.append(self.twice, 0.5)[rows])

    def column_of(self, year: Array) -> Array:
        """Find each year's column."""
        at = np.searchsorted(self.years, year)
        known = self.years[np.minimum(at, len(self.years) - 1)] == year if len(self.years) else np.zeros(len(at), bool)
        return np.where(known, at, len(self.years))


def usual_in(person: Array, *, kinds: Kinds) -> Usual:
    """Count the shares of a table whose records have these persons' labels (int32[n]).

    One of each outcome is added, so a handful of records says little; one year of birth counts beside its source as a
    whole, which stands for AS_MANY.
    """
    years, year = np.unique(kinds.year, return_inverse=True)
    year, sources = year.reshape(-1), int(kinds.source.max(initial=0)) + 1
    kind = kinds.source.astype(np.int64) * (len(years) + 1) + year
    return Usual(
        years,
        _lone(person, source=kinds.source, kind=kind, shape=(sources, len(years) + 1)),
        _covered(person, source=kinds.source, year=year, shape=(sources, len(years) + 1)),
        _twice(person, source=kinds.source),
    )


def _lone(person: Array, *, source: Array, kind: Array, shape: tuple[int, int]) -> Array:
    """Give the share of records, by source and year, that are found nowhere else."""
    holds = np.bincount(person, minlength=len(person))[person] == 1
    of_source = (np.bincount(source, weights=holds, minlength=1) + 1.0) / (np.bincount(source, minlength=1) + 2.0)
    lone, among = (np.bincount(kind, weights=w, minlength=shape[0] * shape[1]).reshape(shape) for w in (holds, None))
    return (lone + AS_MANY * of_source[:, None]) / (among + AS_MANY)


def _covered(person: Array, *, source: Array, year: Array, shape: tuple[int, int]) -> Array:
    """Give the share of persons of a year of birth that each source holds.

    Counted among persons of several records, since of the others it is not known whether they are whole.
    """
    born = born_of(person, year=year)
    several = np.flatnonzero(np.bincount(person, minlength=len(person)) > 1)
    pairs = np.unique(person.astype(np.int64) * shape[0] + source)
    pairs = pairs[np.isin(pairs // shape[0], several)]
    cells = (pairs % shape[0]) * shape[1] + born[pairs // shape[0]]
    count = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
    persons = np.bincount(born[several], minlength=shape[1])
    overall = (count.sum(axis=1) + 1.0) / (persons.sum() + 2.0)
    return (count + AS_MANY * overall[:, None]) / (persons + AS_MANY)


def _twice(person: Array, *, source: Array) -> Array:
    """Give, for each source, the share of its records whose person it holds more than once."""
    key = person.astype(np.int64) * (int(source.max(initial=0)) + 1) + source
    _, place, count = np.unique(key, return_inverse=True, return_counts=True)
    again = count[place.reshape(-1)] > 1
    return (np.bincount(source, weights=again, minlength=1) + 1.0) / (np.bincount(source, minlength=1) + 2.0)


def born_of(person: Array, *, year: Array) -> Array:
    """Give each person's (label's) year of birth: the greatest code that its records tell."""
    born = np.zeros(len(person), year.dtype)
    np.maximum.at(born, person, year)
    return born
