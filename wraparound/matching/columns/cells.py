"""The columns of a table as codes: as they are, as expressions of one column or of several, or as the records' ids."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from wraparound.matching.columns.derive import evaluate, needs, over_values
from wraparound.matching.columns.encode import Column, Encoded, as_text, coded, encoded, split_lists
from wraparound.matching.columns.sharing import threads_for
from wraparound.matching.columns.streamed import ParquetColumns
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import BY_ID

Ids: TypeAlias = "pa.Array | Callable[[], pa.Array] | None"  # at hand, to be asked for when needed, or none


class Columns(Protocol):
    """What gives columns by their names: a pyarrow table, or a file that is read a column at a time."""

    def __len__(self) -> int:
        """Count the rows."""

    def column(self, name: str, /) -> Column:
        """Give a column, whole or in parts."""


def cells_of(table: Columns, *, names: Sequence[str], ids: Ids) -> list[Encoded]:
    """Code each column once, and its expressions by way of its distinct values."""
    bases = sorted(dict.fromkeys(base for name in names for base in needs(name)), key=lambda base: -_size(table, base))
    room = np.empty((len(bases), len(table)), np.int32)  # of one piece, so that what needs more finds it free later
    with threads_for(len(table)) as pool:
        found = pool.map(lambda name, out: encoded(table.column(name), out=out), bases, room)
        plain = dict(zip(bases, found, strict=True))
        plain |= {BY_ID: in_order_of(whole_ids(ids), rows=len(table))} if BY_ID in names else {}
        return list(pool.map(lambda name: _derived(name, plain), names))


def _size(table: Columns, name: str) -> int:
    """Say how much there is to read of a column, where that is known: what takes longest is begun first."""
    return table.size(name) if isinstance(table, ParquetColumns) else 0


def whole_ids(ids: Ids) -> pa.Array | None:
    """Give the records' ids, waiting for them where they are still being read."""
    return ids() if callable(ids) else ids


def _derived(name: str, plain: Mapping[str, Encoded]) -> Encoded:
    """Give a column as it is, or an expression's values, worked out once for each distinct value that it is made of."""
    if name in plain:
        return plain[name]
    bases = needs(name)
    if len(bases) != 1:
        return _put_together(name, {base: plain[base] for base in bases})
    cell = plain[bases[0]]
    with_none = pa.concat_arrays([pa.nulls(1, pa.string()), cell.distinct])  # an expression may say what is missing
    onto, distinct = coded(over_values(name, distinct=with_none))
    return Encoded(_onto(cell.codes, onto), distinct, cell.list_start, onto[cell.list_codes])


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _onto(codes, onto):
    """Give each code what it became; that of a list stays."""
    out = np.empty_like(codes)
    for k in range(len(codes)):
        out[k] = onto[codes[k]] if codes[k] >= 0 else codes[k]
    return out


def _put_together(name: str, cells: Mapping[str, Encoded]) -> Encoded:
    """Work out an expression of several columns; where cells hold several values, for each combination of them."""
    start, picked = _combinations(list(cells.values()))
    key, met = np.zeros(int(start[-1]), np.int64), [np.zeros(1, np.int64)]
    for cell, codes in zip(cells.values(), picked, strict=True):
        wide = len(cell.distinct) + 1
        found = pc.dictionary_encode(pa.array(key * wide + codes))
        key, distinct = found.indices.to_numpy().astype(np.int64), found.dictionary.to_numpy()
        met = [*(column[distinct // wide] for column in met), distinct % wide]
    values = {
        base: cell.distinct.take(pa.array(codes - 1, mask=codes == 0))
        for (base, cell), codes in zip(cells.items(), met[1:], strict=True)
    }
    onto, texts = coded(evaluate(name, values=values))
    codes, list_start, list_codes = split_lists(start, onto[key])
    return Encoded(codes, texts, list_start, list_codes)


def _combinations(cells: Sequence[Encoded]) -> tuple[Array, list[Array]]:
    """List each row's combinations of one value a cell: where each row's begin, and each cell's code in all of them."""
    counts = [np.where(c.codes < 0, np.diff(c.list_start, append=0)[np.maximum(-c.codes - 1, 0)], 1) for c in cells]
    every = np.prod(counts, axis=0)
    start = np.concatenate([[0], np.cumsum(every)])
    row = np.repeat(np.arange(len(every)), every)
    rest = np.arange(len(row)) - start[row]
    picked = []
    for cell, count in zip(cells, counts, strict=True):
        code, place, rest = cell.codes[row], rest % count[row], rest // count[row]
        several = code < 0
        code[several] = cell.list_codes[cell.list_start[-code[several] - 1] + place[several]]
        picked.append(code)
    return start, picked


def in_order_of(ids: pa.Array | None, *, rows: int) -> Encoded:
    """Code the ids by their own order: numbers by size, text by its bytes; without ids there is no order."""
    nothing = np.zeros(1, np.int64), np.zeros(0, np.int32)
    if ids is None:
        return Encoded(np.zeros(rows, np.int32), pa.array([], pa.string()), *nothing)
    plain = ids.dictionary_decode() if pa.types.is_dictionary(ids.type) else ids
    distinct = pc.unique(plain).drop_null()
    distinct = distinct.take(pc.sort_indices(distinct))
    codes = pc.fill_null(pc.index_in(plain, distinct), -1).to_numpy().astype(np.int32) + np.int32(1)
    return Encoded(codes, as_text(distinct), *nothing)
