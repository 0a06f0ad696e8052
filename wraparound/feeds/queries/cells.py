"""The cells of a table as text, whatever types the file had."""

from collections.abc import Iterator

import pyarrow as pa


def values_of(table: pa.Table) -> Iterator[dict[str, str | None]]:
    """Give rows as text by column, whatever types the file had."""
    names, columns = table.column_names, [text_of(column) for column in table.columns]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def text_of(column: pa.ChunkedArray) -> list[str | None]:
    """Give a column as text."""
    if pa.types.is_boolean(column.type):
        return [None if one is None else str(one).lower() for one in column.to_pylist()]
    return column.cast(pa.string()).to_pylist()
