"""Columns as the files have them: for a model, such as one trained by Splink, that reads a file's own columns."""

from collections.abc import Sequence

import pyarrow as pa

from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.encode import as_text
from wraparound.matching.model import Model
from wraparound.matching.pipeline.inputs import Input


def reads_as_written(model: Model, *, names: Sequence[Sequence[str]]) -> bool:
    """Say whether every column that a model reads stands, by that name, in every file (given as lists of columns)."""
    needed = {base for key in model.columns() for base in needs(key)}
    return all(needed <= set(of_file) for of_file in names)


def columns_as_written(model: Model, *, inputs: Sequence[Input]) -> dict[str, pa.Array] | None:
    """Give the columns that a model reads just as the files have them, or None where some file lacks one."""
    if not reads_as_written(model, names=[one.table.column_names for one in inputs]):
        return None
    needed = dict.fromkeys(base for key in model.columns() for base in needs(key))
    return {
        name: pa.chunked_array([_plain(one.table.column(name)) for one in inputs]).combine_chunks() for name in needed
    }


def _plain(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    if pa.types.is_list(whole.type):
        return whole
    return whole.cast(pa.string()) if pa.types.is_dictionary(whole.type) else as_text(whole)
