"""The coded table: every record as a row of integers, reordered so that nothing depends on the order it came in."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from os import cpu_count

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from wraparound.matching.columns.derive import needs, over_values
from wraparound.matching.columns.encode import Encoded, as_text, characters, coded, content_hashes, encoded
from wraparound.matching.columns.ordering import Hashes, combined, of_lists, order_of
from wraparound.matching.compare.levels import Rows, Values
from wraparound.matching.compare.memory import LANES, Array
from wraparound.matching.compare.strings import LONGEST

THREADS = cpu_count() or 1
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
    distinct: tuple[pa.Array, ...]
    source: Array  # int16[n], 0 where there is one source
    forbidden: Array  # bool[sources]: whether one person may not have two records there

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
    table: pa.Table, *, names: Sequence[str], by: Sequence[str], ids: pa.Array | None, sources: Sources | None = None
) -> Store:
    """Code the named columns of a table (or expressions of them), ordered by the columns of `by`, then by content.

    Cost: one pass over each column and one sort of the rows.
    """
    return _stored(
        table, names, sources, lambda codes, hashes: _order([codes[names.index(n)] for n in by], codes, hashes, ids)
    )


def stored_as_given(table: pa.Table, *, names: Sequence[str], sources: Sources | None = None) -> Store:
    """Code the named columns of a table (or expressions of them), the rows in the order given."""
    return _stored(table, names, sources, lambda codes, _: np.arange(len(codes[0]), dtype=np.int32))


def _stored(table: pa.Table, names: Sequence[str], sources: Sources | None, ordered: Ordered) -> Store:
    cells = _cells(table, names)
    base = np.cumsum([1] + [len(cell.distinct) for cell in cells])
    values, hashed = _values(cells)
    codes, list_start, list_codes = _global(cells, base)
    hashes = hashed, of_lists(list_start, list_codes, hashed)
    order = ordered(codes, hashes)
    sources = sources or Sources.one(len(table))
    rows = Rows(_matrix(codes, order), list_start, list_codes)
    distinct = tuple(cell.distinct for cell in cells)
    return Store(tuple(names), rows, values, base, order, distinct, sources.codes[order], sources.forbidden)


def aligned_rows(records: int, *, columns: int) -> Array:
    """Make room for rows of codes, each a whole number of vector steps wide and beginning on a line of memory."""
    width = -(-columns // LANES) * LANES
    room = np.zeros(records * width + LANES, np.int32)
    skip = (-room.ctypes.data % 64) // 4
    return room[skip : skip + records * width].reshape(records, width)


def _matrix(codes: Sequence[Array], order: Array) -> Array:
    """Lay the rows side by side in their new order, the threads sharing the rows."""
    matrix = aligned_rows(len(order), columns=len(codes))
    cuts = np.linspace(0, len(order), THREADS + 1).astype(np.int64)
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [
            pool.submit(_lay, matrix, column, k, order, begin, end)
            for begin, end in pairwise(cuts)
            for k, column in enumerate(codes)
        ]
        for job in jobs:
            job.result()
    return matrix


@njit(cache=True, nogil=True)
def _lay(matrix, column, place, order, begin, end):
    for row in range(begin, end):
        matrix[row, place] = column[order[row]]


def _cells(table: pa.Table, names: Sequence[str]) -> list[Encoded]:
    """Code each column once, and its expressions by way of its distinct values."""
    bases = dict.fromkeys(base for name in names for base in needs(name))
    with ThreadPoolExecutor(THREADS) as pool:
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
    several = cell.codes < 0
    codes = np.where(several, cell.codes, onto[np.maximum(cell.codes, 0)])
    return Encoded(codes, distinct, cell.list_start, onto[cell.list_codes])


def _global(cells: Sequence[Encoded], base: Array) -> tuple[list[Array], Array, Array]:
    """Move each column's codes to its own run, and its lists behind those of the columns before it."""
    codes, starts, several = [], [np.zeros(1, np.int64)], []
    lists = used = 0
    for cell, begin in zip(cells, base[:-1], strict=True):
        move = np.int32(begin - 1)
        if len(cell.list_codes):
            codes.append(np.where(cell.codes > 0, cell.codes + move, cell.codes - np.int32(lists) * (cell.codes < 0)))
        else:
            codes.append(_moved(cell.codes, move))
        several.append(np.where(cell.list_codes > 0, cell.list_codes + move, 0).astype(np.int32))
        starts.append(cell.list_start[1:] + used)
        lists, used = lists + len(cell.list_start) - 1, used + len(cell.list_codes)
    return codes, np.concatenate(starts), np.concatenate(several or [np.zeros(0, np.int32)])


@njit(cache=True, nogil=True)
def _moved(codes, move):
    out = np.empty_like(codes)
    for k in range(len(codes)):
        out[k] = codes[k] + move if codes[k] > 0 else codes[k]
    return out


def _values(cells: Sequence[Encoded]) -> tuple[Values, Array]:
    """Lay out what is known of every distinct value of every column."""
    with ThreadPoolExecutor(THREADS) as pool:
        hashes = list(pool.map(lambda cell: content_hashes_of(cell.distinct), cells))
    texts = characters(*(cell.distinct for cell in cells))
    empty = np.zeros(1, np.uint64)
    ends = np.cumsum([0] + [len(t.chars) for t in texts])
    start = np.concatenate([np.zeros(1, np.int64)] + [t.start[:-1] + e for t, e in zip(texts, ends, strict=False)])
    chars = np.concatenate([t.chars for t in texts])
    mask = np.concatenate([empty] + [t.mask for t in texts])
    number = np.concatenate([[np.nan]] + [_numbers(cell.distinct) for cell in cells])
    hashed = np.concatenate([empty, *hashes])
    frequency = np.concatenate([[0.0]] + [_log_frequencies(cell) for cell in cells])
    length = np.minimum(np.diff(start, append=len(chars)), LONGEST)
    cards = np.stack([(start << 9 | length).astype(np.uint64), mask], axis=1)
    return Values(cards, chars, number, hashed, frequency), hashed


def content_hashes_of(text: pa.Array, *, seed: int = 0) -> Array:
    """Hash each of an array of texts by its content; another seed gives another hash."""
    start = np.frombuffer(text.buffers()[1], np.int32, len(text) + 1, text.offset * 4).astype(np.int64)
    data = text.buffers()[2]
    raw = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return content_hashes(start, raw, seed)


def _numbers(distinct: pa.Array) -> Array:
    """Read distinct values as numbers where they all look it; otherwise there are none."""
    try:
        return pc.cast(distinct, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return np.full(len(distinct), np.nan)


def _log_frequencies(cell: Encoded) -> Array:
    """Give log2 of each distinct value's share of all the values in its column."""
    counts = np.bincount(np.maximum(cell.codes, 0), minlength=len(cell.distinct) + 1)
    counts = counts + np.bincount(cell.list_codes, minlength=len(counts)) if len(cell.list_codes) else counts
    counts = counts[1 : len(cell.distinct) + 1]
    return np.log2(np.maximum(counts, 1) / max(int(counts.sum()), 1))


def _order(keys: Sequence[Array], codes: Sequence[Array], hashes: Hashes, ids: pa.Array | None) -> Array:
    """Order rows by the first blocking key, then by their id and content, wherever they stood in the file."""
    tie = combined(codes, hashes=hashes) if ids is None else content_hashes_of(as_text(ids))
    return order_of(combined(keys, hashes=hashes) if keys else tie, tie=tie)


def keys_to_order_by(store: Store, *, by: Sequence[str]) -> Array:
    """Hash each record's values in the columns that the canonical order goes by, uint64[n]."""
    codes = [np.ascontiguousarray(store.rows.codes[:, store.place[name]]) for name in by]
    return combined(codes, hashes=(store.values.hashed, of_lists(*store.rows[1:], store.values.hashed)))
