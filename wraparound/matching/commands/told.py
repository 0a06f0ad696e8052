"""Reads tables that tell something of records by source and id: a truth, an earlier result."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from wraparound.matching.pipeline.parts import rows_read
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.pipeline.told import Told
from wraparound.matching.tables import Loaded, NotClean, read_in_parts, read_table

UNBOUNDED = 1 << 50  # bytes
UNPACKED = 8  # times its size that reading a file as a whole may take


class Read(NamedTuple):
    """Which columns to read: of sources (if there is one) and ids, and those that tell something."""

    keys: Sequence[str]
    columns: Sequence[str]


Choose = Callable[[Sequence[str]], Read]
"""Chooses columns among those that a table has."""


def told_in_parts(path: Path, *, choose: Choose, memory: int | None = None) -> tuple[Told, Read]:
    """Read what some columns tell, part by part where that can be; `choose` says which, and may refuse.

    Raises CannotRead as `tables.read_table` does.
    """
    bytes_ = memory or UNBOUNDED
    try:
        return _told(read_in_parts(path, rows=rows_read(bytes_), whole_bytes=bytes_ // UNPACKED), choose)
    except NotClean:
        return _told([read_table(path)], choose)


def _told(parts: Iterable[Loaded], choose: Choose) -> tuple[Told, Read]:
    told, read = Told([]), Read([], [])
    for k, part in enumerate(parts):
        if k == 0:
            read = choose(part.table.column_names)
            told = Told(read.columns)
        texts = {name: _text(part.table, name) for name in (*read.keys, *read.columns)}
        *source, ids = (texts[name] for name in read.keys)
        told.add(keys_of(source[0], ids=ids) if source else ids, columns=texts)
    return told.settle(), read


def _text(table: pa.Table, name: str) -> pa.Array:
    return pa.concat_arrays([pa.array([], pa.string()), *table.column(name).cast(pa.string()).chunks])
