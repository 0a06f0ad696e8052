"""Several agencies' tables put together field by field, each with its own columns, habits and sources."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.store import Sources
from wraparound.matching.fields.births import iso_dates
from wraparound.matching.fields.field_set import Given
from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.words import Field

DATES = {Field.BIRTH_DATE, Field.EXPECTED_BIRTH_DATE, Field.DATE}
VERIFIED = {Field.NHS_NUMBER_VERIFIED, Field.UPN_VERIFIED}
APART = {Field.ID, Field.SOURCE, Field.IGNORE}


@dataclass(frozen=True)
class Input:
    """One table and what its columns are; `name` is how it is called in messages."""

    table: pa.Table
    mapping: Mapping
    name: str


@dataclass(frozen=True)
class Gathered:
    """All records in the order given: what is known by field, each record's id, source, and the file it came from."""

    given: Given
    ids: pa.Array
    source: pa.DictionaryArray
    forbidden: frozenset[str]
    sizes: tuple[int, ...]

    def __len__(self) -> int:
        """Count the records."""
        return len(self.ids)

    @property
    def keys(self) -> pa.Array:
        """Give each record's name: its source and its id there."""
        return pc.binary_join_element_wise(as_text(self.source.cast(pa.string())), self.ids, "/")

    @property
    def sources(self) -> Sources:
        """Give the sources as the coded table wants them."""
        names = self.source.dictionary.to_pylist()
        forbidden = np.array([name in self.forbidden for name in names] or [False])
        return Sources(self.source.indices.to_numpy(zero_copy_only=False).astype(np.int16), forbidden)


def gathered_inputs(inputs: Sequence[Input]) -> Gathered:
    """Put tables together: the k-th column of a field in one stands with the k-th in the others."""
    fields = dict.fromkeys(
        use.field for one in inputs for use in one.mapping.columns.values() if use.field not in APART
    )
    given = {}
    for field in fields:
        widest = max(len(one.mapping.columns_of(field)) for one in inputs)
        given[str(field)] = [
            pa.chunked_array([_column(one, field, k) for one in inputs]).combine_chunks() for k in range(widest)
        ]
    sources = pa.chunked_array([_source(one) for one in inputs]).combine_chunks()
    return Gathered(
        given=given,
        ids=pa.chunked_array([_ids(one) for one in inputs]).combine_chunks(),
        source=pc.dictionary_encode(sources),
        forbidden=frozenset(one.mapping.source for one in inputs if one.mapping.duplicates == "forbidden"),
        sizes=tuple(one.table.num_rows for one in inputs),
    )


def _column(one: Input, field: Field, k: int) -> pa.Array:
    """Give one table's k-th column of a field as text (dates in ISO form), or nothing at all."""
    names = one.mapping.columns_of(field)
    kind = pa.bool_() if field in VERIFIED else pa.string()
    if k >= len(names):
        return pa.nulls(one.table.num_rows, kind)
    column = one.table.column(names[k]).combine_chunks()
    if field in VERIFIED:
        return _verified(column, one.mapping.columns[names[k]])
    column = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else as_text(column)
    return iso_dates(column, order=one.mapping.date_order) if field in DATES else column


def _verified(column: pa.Array, use: ColumnUse) -> pa.Array:
    """Read what a source says of having verified a number."""
    if pa.types.is_boolean(column.type):
        return column
    true = [word.lower() for word in use.true_when] or ["true", "yes", "y", "t", "1"]
    return pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(column.cast(pa.string()))), pa.array(true))


def _ids(one: Input) -> pa.Array:
    if one.mapping.id is None:
        return pa.array(map(str, range(2, one.table.num_rows + 2)), pa.string())
    column = one.table.column(one.mapping.id).combine_chunks()
    return column.cast(pa.string())


def _source(one: Input) -> pa.Array:
    name = one.mapping.source_column
    if name is None:
        return pa.repeat(pa.scalar(one.mapping.source), one.table.num_rows)
    return pc.fill_null(one.table.column(name).combine_chunks().cast(pa.string()), one.mapping.source)
