"""The coded table: every record as a row of integers, reordered so that nothing depends on the order it came in."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.cells import Columns, Ids, cells_of, whole_ids
from wraparound.matching.columns.encode import Encoded
from wraparound.matching.columns.looks import ANYWHERE, Looks
from wraparound.matching.columns.ordering import Hashes, combined, hashes_of_lists, laid_rows, ordered
from wraparound.matching.columns.sharing import threads_for
from wraparound.matching.columns.values import content_hashes_of, letters_laid, log_frequencies_of, measured_of
from wraparound.matching.compare.levels import Rows, Values
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Letters

Ordered = Callable[[Sequence[Array], Hashes], Array]  # gives the order of the rows by their codes


@dataclass(frozen=True)
class Store:
    """Coded records in canonical order: `order[k]` is the row of the given table that record k was.

    Codes are global: column c's distinct values have the codes base[c] to base[c + 1], and 0 is missing.
    """

    names: tuple[str, ...]
    rows: Rows
    values: Values
    base: Array  # int64[columns + 1]
    order: Array  # int32[n]
    distinct: Sequence[pa.Array]
    source: Array  # int16[n], 0 where there is one source
    forbidden: Array  # bool[sources]: whether one person may not have two records there
    looks: Looks = ANYWHERE  # what is prepared of values besides their sameness
    letters: Letters = Letters.CHARACTERS  # what is measured of a text
    usual_lengths: Array | None = None  # float64[columns], where they are not to be those of this table
    by: tuple[str, ...] = ()  # the columns that the canonical order goes by first

    def __len__(self) -> int:
        """Count the records."""
        return len(self.rows.codes)

    @cached_property
    def lengths(self) -> Array:
        """Give the mean length of each column's distinct values, in characters."""
        if self.usual_lengths is not None:
            return self.usual_lengths
        return np.array([len(text.buffers()[2] or b"") / max(len(text), 1) for text in self.distinct])

    @cached_property
    def place(self) -> dict[str, int]:
        """Find a column by its name."""
        return {name: k for k, name in enumerate(self.names)}

    def measuring(self, letters: Letters) -> "Store":
        """Give the same records with their texts laid out to be measured by these letters."""
        if letters is self.letters:
            return self
        cards, chars = letters_laid(self.distinct, names=self.names, base=self.base, looks=self.looks, letters=letters)
        return replace(self, values=self.values._replace(cards=cards, chars=chars), letters=letters)

    def known(self, column: str) -> int:
        """Count the records that have a value in a column."""
        return int(np.count_nonzero(self.rows.codes[:, self.place[column]]))

    def coincidence(self, column: str) -> float:
        """Give the chance that two values of a column, drawn with replacement, are the same."""
        place = self.place[column]
        share = np.sort(2.0 ** self.values.log_frequency[self.base[place] : self.base[place + 1]])  # one order, one sum
        return float(np.square(share).sum())

    def texts(self, record: int, *, column: str) -> tuple[str, ...]:
        """Give the values of a record's cell, as they are compared."""
        place = self.place[column]
        code = int(self.rows.codes[record, place])
        if code == 0:
            return ()
        start, codes = self.rows.list_start, self.rows.list_codes
        several = codes[start[-code - 1] : start[-code]] if code < 0 else [code]
        return tuple(self.distinct[place][int(c) - int(self.base[place])].as_py() for c in several)


class Slices(Sequence[pa.Array]):
    """The distinct values of columns that lie one behind another, each column's cut out when it is asked for."""

    def __init__(self, whole: pa.Array, base: Array) -> None:
        """Take all values, and where each column's begin, from 1 on."""
        self.whole, self.base = whole, base.tolist()

    def __len__(self) -> int:
        """Count the columns."""
        return len(self.base) - 1

    def __getitem__(self, place: Any) -> Any:
        """Give the values of a column, or of several."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        begin, end = self.base[place], self.base[place + 1]
        return self.whole.slice(begin - 1, end - begin)


@dataclass(frozen=True)
class Sources:
    """Which source each row is from, and which sources hold a person once at most."""

    codes: Array  # int16[n]
    forbidden: Array  # bool[sources]

    @classmethod
    def one(cls, rows: int) -> "Sources":
        """Give the sources of a table that says nothing of them."""
        return cls(np.zeros(rows, np.int16), np.zeros(1, np.bool_))


def stored(
    table: Columns,
    *,
    names: Sequence[str],
    by: Sequence[str],
    ids: Ids,
    sources: Sources | None = None,
    looks: Looks = ANYWHERE,
    letters: Letters = Letters.CHARACTERS,
) -> Store:
    """Code the named columns of a table (or expressions of them), ordered by the columns of `by`, then by content.

    Cost: one pass over each column and one sort of the rows; texts are laid out again for a model of other letters.
    Only what `looks` names can be measured afterwards.
    """
    store = _stored(
        _Wanted(table, tuple(names), ids, sources, looks, letters),
        lambda codes, hashes: ordered(
            codes, keys=[codes[names.index(n)] for n in by], hashes=hashes, ids=whole_ids(ids)
        ),
    )
    return replace(store, by=tuple(by))


def stored_as_given(
    table: Columns,
    *,
    names: Sequence[str],
    ids: Ids = None,
    sources: Sources | None = None,
    looks: Looks = ANYWHERE,
    letters: Letters = Letters.CHARACTERS,
) -> Store:
    """Code the named columns of a table (or expressions of them), the rows in the order given."""
    wanted = _Wanted(table, tuple(names), ids, sources, looks, letters)
    return _stored(wanted, lambda codes, _: np.arange(len(codes[0]), dtype=np.int32))


def stored_cells(
    cells: Sequence[Encoded], *, names: tuple[str, ...], sources: Sources | None, looks: Looks, letters: Letters
) -> Store:
    """Make a table of columns that are coded already, the rows in the order given."""
    wanted = _Coded(names, sources, looks, letters)
    return _of_cells(cells, wanted, lambda codes, _: np.arange(len(codes[0]), dtype=np.int32))


class _Coded(NamedTuple):
    """What is prepared of columns that are coded already."""

    names: tuple[str, ...]
    sources: Sources | None
    looks: Looks
    letters: Letters


class _Wanted(NamedTuple):
    """What is coded, and what is prepared of it."""

    table: Columns
    names: tuple[str, ...]
    ids: Ids
    sources: Sources | None
    looks: Looks
    letters: Letters


def _stored(wanted: _Wanted, in_order: Ordered) -> Store:
    cells = cells_of(wanted.table, names=wanted.names, ids=wanted.ids)
    return _of_cells(cells, wanted, in_order)


def _of_cells(cells: Sequence[Encoded], wanted: "_Wanted | _Coded", in_order: Ordered) -> Store:
    names, looks, letters = wanted.names, wanted.looks, wanted.letters
    with threads_for(len(cells[0].codes) if cells else 0) as pool:
        base = np.cumsum([1] + [len(cell.distinct) for cell in cells])
        distinct = tuple(cell.distinct for cell in cells)
        hashed = np.concatenate([np.zeros(1, np.uint64), *pool.map(content_hashes_of, distinct)])
        frequency = pool.submit(np.concatenate, [np.zeros(1), *pool.map(log_frequencies_of, cells)])
        measured = pool.submit(measured_of, distinct, names=names, base=base, looks=looks, letters=letters)
        codes, list_start, list_codes = _global(cells, base, pool)
        order = in_order(codes, (hashed, hashes_of_lists(list_start, list_codes, hashed)))
        rows = Rows(laid_rows(codes, order=order), list_start, list_codes)
    sources = wanted.sources or Sources.one(len(order))
    of, forbidden = sources.codes[order], sources.forbidden
    values = Values(*measured.result(), hashed, frequency.result())
    return Store(names, rows, values, base, order, distinct, of, forbidden, looks, letters)


def _global(cells: Sequence[Encoded], base: Array, pool: Executor) -> tuple[list[Array], Array, Array]:
    """Move each column's codes, where they are, to its own run, and its lists behind those of columns before it."""
    lists = np.cumsum([0] + [len(cell.list_start) - 1 for cell in cells])
    used = np.cumsum([0] + [len(cell.list_codes) for cell in cells])
    begins = [int(begin) - 1 for begin in base]
    list(pool.map(lambda cell, begin, before: _move(cell.codes, begin, int(before)), cells, begins, lists))
    list(pool.map(lambda cell, begin: _move(cell.list_codes, begin, 0), cells, begins))
    starts = [np.zeros(1, np.int64), *(cell.list_start[1:] + before for cell, before in zip(cells, used, strict=False))]
    several = [np.zeros(0, np.int32), *(cell.list_codes for cell in cells)]
    return [cell.codes for cell in cells], np.concatenate(starts), np.concatenate(several)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _move(codes, values, lists):
    """Add so many values to each code, so many lists to that of a list."""
    for k in range(len(codes)):
        code = codes[k]
        codes[k] = code + values if code > 0 else (code - lists if code < 0 else 0)


def keys_to_order_by(store: Store, *, by: Sequence[str]) -> Array:
    """Hash each record's values in the columns that the canonical order goes by, uint64[n]."""
    codes = [np.ascontiguousarray(store.rows.codes[:, store.place[name]]) for name in by]
    return combined(codes, hashes=(store.values.hashed, hashes_of_lists(*store.rows[1:], store.values.hashed)))
