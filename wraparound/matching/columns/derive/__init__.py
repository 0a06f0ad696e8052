"""Values of keys: a column as it is, or an expression of columns worked out as DuckDB would.

What is worked out here is meant to be worked out once per distinct value of a column, so a plain loop is fast enough
where pyarrow has no function of its own that agrees with DuckDB's.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

import pyarrow as pa

from wraparound.matching.columns.derive.expressions import CannotDerive, check, value_of
from wraparound.matching.model import BY_ID
from wraparound.matching.model.sql import base_columns, is_expression, key_tree

__all__ = ["CannotDerive", "evaluate", "needs", "over_values"]

Column: TypeAlias = "pa.Array | pa.ChunkedArray"


@lru_cache(maxsize=4096)
def needs(key: str) -> tuple[str, ...]:
    """Name the columns that a key is made from; raises CannotDerive for an expression that is not understood.

    The ids' own order is made from none: whoever codes a table knows the ids.
    """
    if key == BY_ID:
        return ()
    if not is_expression(key):
        return (key,)
    check(key_tree(key))
    return base_columns(key)


def over_values(key: str, *, distinct: pa.Array) -> pa.Array:
    """Give a key's value for each of the distinct values of its one column, a missing one among them or not."""
    (column,) = needs(key)
    return value_of(key_tree(key), values={column: distinct}) if is_expression(key) else distinct


def evaluate(key: str, *, values: Mapping[str, Column]) -> pa.Array:
    """Give a key's value for each record from whole columns of one length; raises CannotDerive where one is absent."""
    absent = [column for column in needs(key) if column not in values]
    if absent:
        raise CannotDerive(f"{key} needs the column {absent[0]}; there are {', '.join(values) or 'none'}")
    columns = {column: _whole(values[column]) for column in needs(key)}
    if not is_expression(key):
        return columns[key]
    if len(columns) > 1:
        return value_of(key_tree(key), values=columns)
    (column,) = columns.values()
    if pa.types.is_nested(column.type):
        return over_values(key, distinct=column)
    coded = column.dictionary_encode(null_encoding="encode")
    return over_values(key, distinct=coded.dictionary).take(coded.indices)


def _whole(column: Column) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.dictionary_decode() if pa.types.is_dictionary(whole.type) else whole
