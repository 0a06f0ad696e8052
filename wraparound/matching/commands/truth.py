"""The truth that a command is given: a column of the files, or a table of source, id and person."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.commands.ending import Misused
from wraparound.matching.commands.records import Taken
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.tables import read_table
from wraparound.matching.tables.refusals import cannot_read, printable

TABLES = {".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".gz"}
SOURCE = ("source", "agency", "system", "left source")
RECORD = ("record_id", "record", "id", "record id", "rec_id")
PERSON = ("person_id", "person", "true_person", "truth", "entity", "entity_id", "cluster", "cluster_id", "label")


@dataclass(frozen=True)
class Truth:
    """Whose each record is, in the order given: int64[n], -1 where nobody says; and what else the truth tells."""

    person: Array
    besides: dict[str, Array]  # text[n], None where nothing is said

    def __len__(self) -> int:
        """Count the records whose person is known."""
        return int(np.count_nonzero(self.person >= 0))


def truth_file(said: str | None) -> Path | None:
    """Give the file that --truth names, or None if it names a column."""
    if said is None:
        return None
    path = Path(said)
    return path if path.suffix.lower() in TABLES or path.exists() or "/" in said else None


class Records(Protocol):
    """Records in some order: their ids and their sources."""

    @property
    def ids(self) -> pa.Array:
        """Give each record's id in its source."""

    @property
    def source(self) -> pa.Array:
        """Give each record's source."""


def truth_of(said: str, *, taken: Taken | None, records: Records) -> Truth:
    """Find each record's true person; raises Misused or CannotRead when it cannot be found."""
    path = truth_file(said)
    if path is not None:
        return _from_file(path, records=records)
    kept_out = taken.kept_out if taken else {}
    if said not in kept_out:
        have = dict.fromkeys(name for one in (taken.inputs if taken else ()) for name in one.table.column_names)
        listed = ", ".join(f'"{printable(name)}"' for name in list(have)[:40])
        raise Misused(f'--truth: none of the files has a column "{printable(said)}"; their columns are {listed}.')
    return Truth(_codes(kept_out[said]), {name: texts(kept_out[name]) for name in kept_out if name != said})


def _from_file(path: Path, *, records: Records) -> Truth:
    """Read a table of records and persons, and line it up with the records."""
    table = read_table(path).table
    names = {name.strip().lower().replace(" ", "_"): name for name in table.column_names}
    identity, person, source = (_named(names, words=words) for words in (RECORD, PERSON, SOURCE))
    if identity is None or person is None:
        has = ", ".join(f'"{printable(name)}"' for name in table.column_names[:40])
        raise cannot_read(
            path, reason=f"the truth needs columns source, record_id and person_id; its columns are {has}"
        )
    keys, ours = table.column(identity).cast(pa.string()).combine_chunks(), records.ids
    if source is not None:
        keys = keys_of(table.column(source).cast(pa.string()).combine_chunks(), ids=keys)
        ours = keys_of(records.source.cast(pa.string()), ids=records.ids)
    place = pc.index_in(ours, value_set=keys)
    if place.null_count == len(place):
        raise cannot_read(
            path, reason="none of its records is in the files; its source and id should be as the map has them"
        )
    columns = {name: table.column(name).take(place) for name in table.column_names}
    besides = {name: texts(column) for name, column in columns.items() if name not in (identity, person, source)}
    return Truth(_codes(columns[person]), besides)


def _named(names: dict[str, str], *, words: tuple[str, ...]) -> str | None:
    return next((names[word] for word in words if word in names), None)


def _codes(column: pa.ChunkedArray) -> Array:
    """Give each distinct value a number, and -1 to where there is none."""
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return whole.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def texts(column: pa.ChunkedArray) -> Array:
    """Give a column as text, None where there is nothing."""
    return np.array(column.cast(pa.string()).to_pylist(), dtype=object)
