"""Finds ids that a file gives more than once."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from wraparound.matching.tables.loaded import SHOWN, Limits, Loaded, SetAside
from wraparound.matching.tables.refusals import cannot_read, printable


def duplicate_ids(table: pa.Table, *, id_column: str, within: str | None = None) -> np.ndarray:
    """Give the positions, ascending int64, of rows whose id an earlier row has (in one source, if `within` names it).

    Rows without an id are never duplicates of one another.
    """
    ids = _codes(table.column(id_column))
    known = ids >= 0
    if within is not None:
        sources = _codes(table.column(within)) + 1
        ids = ids * (int(sources.max(initial=0)) + 1) + sources
    first = np.zeros(len(ids), np.bool_)
    if within is None:
        # The earliest row of each id is the one written last when written from the end.
        earliest = np.zeros(int(ids.max(initial=-1)) + 2, np.int64)
        earliest[ids[::-1]] = np.arange(len(ids) - 1, -1, -1)
        first[earliest[ids]] = True
    else:
        first[np.unique(ids, return_index=True)[1]] = True
    return np.flatnonzero(known & ~first)


def without_duplicate_ids(
    loaded: Loaded, *, id_column: str, within: str | None = None, limits: Limits | None = None
) -> Loaded:
    """Set aside the rows whose id is missing or has been given already, each with its reason."""
    kept_reports = (limits or Limits()).set_aside_kept
    ids = loaded.table.column(id_column)
    repeated = duplicate_ids(loaded.table, id_column=id_column, within=within)
    missing = np.flatnonzero(ids.is_null().to_numpy())
    places = np.union1d(repeated, missing)
    if not len(places):
        return loaded
    if len(places) == loaded.table.num_rows:
        raise cannot_read(loaded.file, reason=f'the column "{printable(id_column)}" is empty, so it cannot be the id')
    good = np.ones(loaded.table.num_rows, np.bool_)
    good[places] = False
    numbers = loaded.row_numbers
    if numbers is None:
        numbers = np.arange(loaded.table.num_rows) + loaded.first_row
    room = max(0, kept_reports - len(loaded.set_aside))
    told = [_aside(loaded, id_column, place=int(place), value=ids[int(place)].as_py()) for place in places[:room]]
    return replace(
        loaded,
        table=loaded.table.filter(pa.array(good)),
        set_aside=(*loaded.set_aside, *told),
        set_aside_count=loaded.set_aside_count + len(places),
        row_numbers=numbers[good],
    )


def _aside(loaded: Loaded, name: str, *, place: int, value: object) -> SetAside:
    row = loaded.row_number(place)
    if value is None:
        return SetAside(loaded.file, row, name, "", "it has no id", "each row should have one")
    shown = printable(str(value), limit=SHOWN)
    return SetAside(loaded.file, row, name, shown, "an earlier row has the same id", "each id should be given once")


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    """Give each distinct value a number from 0, and -1 where there is none."""
    # Encoding gives all chunks one dictionary; only a column that came encoded may have several.
    coded = pa.types.is_dictionary(column.type)
    column = column.unify_dictionaries() if coded else column.dictionary_encode()
    parts = [chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False) for chunk in column.chunks]
    return np.concatenate([np.empty(0, np.int64), *parts]).astype(np.int64)
