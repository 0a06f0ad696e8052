"""Holds a map against a file's columns."""

import pyarrow as pa

from wraparound.matching.mapping.mapping import Mapping
from wraparound.matching.tables.refusals import no_such_columns


def check(mapping: Mapping, *, table: pa.Table, file: str) -> None:
    """Raise CannotRead, naming what is missing and what there is, unless the table has every column the map uses."""
    if missing := no_such_columns(file, wanted=mapping.used, present=table.column_names):
        raise missing
