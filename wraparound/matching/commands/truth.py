"""The truth that a command is given: a column of the files, or a table of source, id and person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.encode import Column, encoded
from wraparound.matching.commands.ending import Misused
from wraparound.matching.commands.records import Taken
from wraparound.matching.commands.told import Read, told_in_parts
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.pipeline.told import Told
from wraparound.matching.tables.refusals import cannot_read, printable

TABLES = {".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".gz"}
SOURCE = ("source", "agency", "system", "left source")
RECORD = ("record_id", "record", "id", "record id", "rec_id")
PERSON = ("person_id", "person", "true_person", "truth", "entity", "entity_id", "cluster", "cluster_id", "label")


@dataclass(frozen=True)
class Truth:
    """Whose each record is, in the order given: int[n], -1 where nobody says; and what else the truth tells."""

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


Names = Iterable[tuple[pa.Array, pa.Array]]
"""The sources and the ids of records in some order, some at a time."""


def truth_of(said: str, *, taken: Taken | None, records: Names, memory: int | None = None) -> Truth:
    """Find each record's true person; raises Misused or CannotRead when it cannot be found."""
    path = truth_file(said)
    if path is not None:
        return _from_file(path, records, memory)
    kept_out = taken.kept_out if taken else {}
    if said not in kept_out:
        have = dict.fromkeys(name for one in (taken.inputs if taken else ()) for name in one.table.column_names)
        listed = ", ".join(f'"{printable(name)}"' for name in list(have)[:40])
        raise Misused(f'--truth: none of the files has a column "{printable(said)}"; their columns are {listed}.')
    besides = {name: texts(kept_out[name]) for name in kept_out if name != said}
    rows = taken.records if taken else 0
    return Truth(encoded(kept_out[said], out=np.empty(rows, np.int32)).codes - 1, besides)


def _from_file(path: Path, records: Names, memory: int | None) -> Truth:
    """Read a table of records and persons, and line it up with the records; with little memory, persons alone."""

    def choose(present: Sequence[str]) -> Read:
        names = {name.strip().lower().replace(" ", "_"): name for name in present}
        identity, person, source = (_named(names, words=words) for words in (RECORD, PERSON, SOURCE))
        if identity is None or person is None:
            has = ", ".join(f'"{printable(name)}"' for name in present[:40])
            raise cannot_read(
                path, reason=f"the truth needs columns source, record_id and person_id; its columns are {has}"
            )
        others = [] if memory else [name for name in present if name not in (identity, person, source)]
        return Read([source, identity] if source else [identity], [person, *others])

    told, (keys, (person, *others)) = told_in_parts(path, choose=choose, memory=memory)
    place = np.concatenate([told.places(keys_of(of, ids=ids) if len(keys) > 1 else ids) for of, ids in records])
    if not (place >= 0).any():
        raise cannot_read(
            path, reason="none of its records is in the files; its source and id should be as the map has them"
        )
    return Truth(told.codes(person, at=place), {name: _values(told, name, place) for name in others})


def _values(told: Told, name: str, place: Array) -> Array:
    return np.append(told.values(name).to_numpy(zero_copy_only=False), [None])[told.codes(name, at=place)]


def _named(names: dict[str, str], *, words: tuple[str, ...]) -> str | None:
    return next((names[word] for word in words if word in names), None)


def texts(column: Column) -> Array:
    """Give a column as text, None where there is nothing."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else column
    return np.array([value for chunk in chunks for value in chunk.cast(pa.string()).to_pylist()], dtype=object)
