"""The coded table: every record as a row of integers, reordered so that nothing depends on the order it came in."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.derive import needs, over_values
from wraparound.matching.columns.encode import Column, Encoded, coded, encoded
from wraparound.matching.columns.looks import ANYWHERE, Looks
from wraparound.matching.columns.ordering import THREADS, hashes_of_lists, laid_rows, ordered
from wraparound.matching.columns.values import content_hashes_of, values_of
from wraparound.matching.compare.levels import Rows, Values
from wraparound.matching.compare.memory import Array


class Columns(Protocol):
    """What gives columns by their names: a pyarrow table, or a file that is read a column at a time."""

    def column(self, name: str, /) -> Column:
        """Give a column, whole or in parts."""


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
    distinct: tuple[pa.Array, ...]
    source: Array  # int16[n], 0 where there is one source
    forbidden: Array  # bool[sources]: whether one person may not have two records there
    looks: Looks = ANYWHERE  # what is prepared of values besides their sameness

    def __len__(self) -> int:
        """Count the records."""
        return len(self.rows.codes)

    @cached_property
    def lengths(self) -> Array:
        """Give the mean length of each column's distinct values, in characters."""
        return np.array([len(text.buffers()[2] or b"") / max(len(text), 1) for text in self.distinct])

    @cached_property
    def place(self) -> dict[str, int]:
        """Find a column by its name."""
        return {name: k for k, name in enumerate(self.names)}

    def texts(self, record: int, *, column: str) -> tuple[str, ...]:
        """Give the values of a record's cell, as they are compared."""
        place = self.place[column]
        code = int(self.rows.codes[record, place])
        if code == 0:
            return ()
        start, codes = self.rows.list_start, self.rows.list_codes
        several = codes[start[-code - 1] : start[-code]] if code < 0 else [code]
        return tuple(self.distinct[place][int(c) - int(self.base[place])].as_py() for c in several)


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
    ids: pa.Array | None,
    sources: Sources | None = None,
    looks: Looks = ANYWHERE,
) -> Store:
    """Code the named columns of a table (or expressions of them), ordered by the columns of `by`, then by content.

    Cost: one pass over each column and one sort of the rows. Only what `looks` names can be measured afterwards.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        cells = _cells(table, names, pool)
        base = np.cumsum([1] + [len(cell.distinct) for cell in cells])
        hashes = pool.map(lambda cell: content_hashes_of(cell.distinct), cells)
        hashed = np.concatenate([np.zeros(1, np.uint64), *hashes])
        values = pool.submit(values_of, cells, names=names, base=base, hashed=hashed, looks=looks)
        codes, list_start, list_codes = _global(cells, base)
        contents = hashed, hashes_of_lists(list_start, list_codes, hashed)
        order = ordered(codes, keys=[codes[names.index(name)] for name in by], hashes=contents, ids=ids)
        rows = Rows(laid_rows(codes, order=order), list_start, list_codes)
    sources = sources or Sources.one(len(order))
    distinct = tuple(cell.distinct for cell in cells)
    of, forbidden = sources.codes[order], sources.forbidden
    return Store(tuple(names), rows, values.result(), base, order, distinct, of, forbidden, looks)


def _cells(table: Columns, names: Sequence[str], pool: Executor) -> list[Encoded]:
    """Code each column once, and its expressions by way of its distinct values."""
    bases = dict.fromkeys(base for name in names for base in needs(name))
    plain = dict(zip(bases, pool.map(lambda name: encoded(table.column(name)), bases), strict=True))
    return list(pool.map(lambda name: _derived(name, plain), names))


def _derived(name: str, plain: Mapping[str, Encoded]) -> Encoded:
    """Give a column as it is, or the expression's values by way of the distinct values of its one column."""
    (base,) = needs(name)
    cell = plain[base]
    if name == base:
        return cell
    onto, distinct = coded(over_values(name, distinct=cell.distinct))
    onto = np.concatenate([np.zeros(1, np.int32), onto])
    return Encoded(_onto(cell.codes, onto), distinct, cell.list_start, onto[cell.list_codes])


@njit(cache=True, nogil=True)
def _onto(codes, onto):
    """Give each code what it became; that of a list stays."""
    out = np.empty_like(codes)
    for k in range(len(codes)):
        out[k] = onto[codes[k]] if codes[k] >= 0 else codes[k]
    return out


def _global(cells: Sequence[Encoded], base: Array) -> tuple[list[Array], Array, Array]:
    """Move each column's codes to its own run, and its lists behind those of the columns before it."""
    codes, starts, several = [], [np.zeros(1, np.int64)], []
    lists = used = 0
    for cell, begin in zip(cells, base[:-1], strict=True):
        codes.append(_moved(cell.codes, begin - 1, lists))
        several.append(_moved(cell.list_codes, begin - 1, 0))
        starts.append(cell.list_start[1:] + used)
        lists, used = lists + len(cell.list_start) - 1, used + len(cell.list_codes)
    return codes, np.concatenate(starts), np.concatenate(several or [np.zeros(0, np.int32)])


@njit(cache=True, nogil=True)
def _moved(codes, values, lists):
    """Add so many values to a code, so many lists to that of a list."""
    out = np.empty_like(codes)
    for k in range(len(codes)):
        code = codes[k]
        out[k] = code + values if code > 0 else (code - lists if code < 0 else 0)
    return out
