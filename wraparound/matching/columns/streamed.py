"""Columns of a Parquet file read a part at a time as they are coded, so that no whole column of text is ever held."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 1 << 15  # read at once: what is read is still near when it is coded
MANY = 1 << 20  # read at once where each value is read once
REPEATED = 0.4  # of the first rows' values at most are different where each value is read once


class ParquetColumns:
    """A Parquet file whose columns are given in parts, from any thread."""

    def __init__(self, path: Path) -> None:
        """Read what the file says of itself."""
        self.path, self.said = path, pq.read_metadata(path)

    def __len__(self) -> int:
        """Count the rows."""
        return int(self.said.num_rows)

    def size(self, name: str) -> int:
        """Give the bytes that a column has in the file."""
        place = self.said.schema.to_arrow_schema().names.index(name)
        groups = (self.said.row_group(k) for k in range(self.said.num_row_groups))
        return sum(int(group.column(place).total_uncompressed_size) for group in groups)

    def column(self, name: str, /) -> Iterator[pa.Array]:
        """Give a column's parts in their order; where its text repeats, each value once for a part."""
        first = next(self._parts(name), pa.nulls(0)).drop_null()
        repeats = pa.types.is_string(first.type) and len(first.unique()) <= REPEATED * len(first)
        yield from self._parts(name, once=repeats)

    def _parts(self, name: str, *, once: bool = False) -> Iterator[pa.Array]:
        with pq.ParquetFile(self.path, metadata=self.said, read_dictionary=[name] if once else []) as file:
            for part in file.iter_batches(MANY if once else ROWS, columns=[name], use_threads=False):
                yield part.column(0)
