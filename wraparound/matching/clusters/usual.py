"""How usual it is, by source and year of birth, to be found nowhere else, to be held by a source, or held twice."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.clusters.components import sizes_of
from wraparound.matching.compare.memory import Array, in_runs

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
    years, sources = np.unique(kinds.year), int(kinds.source.max(initial=0)) + 1
    year, shape = np.empty(len(person), np.int32), (sources, len(years) + 1)
    for run in in_runs(len(person)):
        year[run] = np.searchsorted(years, kinds.year[run])
    size = sizes_of(person)
    lone = _lone(size[person] == 1, source=kinds.source, year=year, shape=shape)
    covered, twice = _told(person, source=kinds.source, year=year, several=size > 1, shape=shape)
    return Usual(years, lone, covered, twice)


def _lone(holds: Array, *, source: Array, year: Array, shape: tuple[int, int]) -> Array:
    """Give the share of records, by source and year, of which it holds that they are found nowhere else."""
    of_source = (np.bincount(source[holds], minlength=shape[0]) + 1.0) / (np.bincount(source, minlength=shape[0]) + 2.0)
    held, among = np.zeros(shape[0] * shape[1], np.int64), np.zeros(shape[0] * shape[1], np.int64)
    for run in in_runs(len(source)):
        kind = source[run].astype(np.int64) * shape[1] + year[run]
        held += np.bincount(kind[holds[run]], minlength=len(held))
        among += np.bincount(kind, minlength=len(among))
    held, among = held.reshape(shape), among.reshape(shape)
    return (held + AS_MANY * of_source[:, None]) / (among + AS_MANY)


def _told(person: Array, *, source: Array, year: Array, several: Array, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Give the share of persons of a year of birth that each source holds.

    Counted among persons of several records, since of the others it is not known whether they are whole. And give, for
    each source, the share of its records whose person it holds more than once.
    """
    born = born_of(person, year=year)
    count, again = np.zeros(shape, np.int64), np.zeros(shape[0], np.int64)
    key = person.astype(np.int64)
    key *= shape[0]
    key += source
    key.sort()
    _tally(key, several, born, count, again)
    persons = np.bincount(born[several], minlength=shape[1])
    overall = (count.sum(axis=1) + 1.0) / (persons.sum() + 2.0)
    covered = (count + AS_MANY * overall[:, None]) / (persons + AS_MANY)
    return covered, (again + 1.0) / (np.bincount(source, minlength=shape[0]) + 2.0)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _tally(key, several, born, count, again):
    """Count the persons of several records by source and year, and each source's records of whom it holds twice."""
    sources, begin = len(again), 0
    for end in range(1, len(key) + 1):
        if end < len(key) and key[end] == key[begin]:
            continue
        person, source = key[begin] // sources, key[begin] % sources
        if several[person]:
            count[source, born[person]] += 1
        if end - begin > 1:
            again[source] += end - begin
        begin = end


def born_of(person: Array, *, year: Array) -> Array:
    """Give each person's (label's) year of birth: the greatest code that its records tell."""
    born = np.zeros(len(person), year.dtype)
    for run in in_runs(len(person)):
        np.maximum.at(born, person[run], year[run])
    return born
