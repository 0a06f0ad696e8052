"""Reads the files of records that a command is given, each with its map, and accounts for what was left out."""

import collections.abc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.encode import Column
from wraparound.matching.commands.apart import File, keys_in, with_own_sources, without_repeats
from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Misused
from wraparound.matching.mapping import Mapping, Maps, check, guess, read_map
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.tables import Loaded, SetAside, read_table, without_duplicate_ids
from wraparound.matching.tables.refusals import no_such_columns, printable
from wraparound.matching.words import Field

ROW = "row number in the file"


Columns = collections.abc.Mapping[str, Column]


@dataclass(frozen=True)
class Taken:
    """The files as read: inputs for linking, the map of each file, what was set aside, columns kept out of matching."""

    inputs: tuple[Input, ...]
    maps: dict[str, Mapping]
    set_aside: tuple[SetAside, ...]
    set_aside_count: int
    notes: tuple[str, ...]
    kept_out: Columns

    @property
    def records(self) -> int:
        """Count the records to link."""
        return sum(one.table.num_rows for one in self.inputs)

    def places_of(self, source: pa.Array, *, ids: pa.Array) -> np.ndarray:
        """Find records by source and id among those read, int64[k]; -1 where one is not there."""
        return pc.fill_null(pc.index_in(keys_of(source, ids=ids), value_set=self.keys), -1).to_numpy().astype(np.int64)

    @property
    def keys(self) -> pa.Array:
        """Give the key of each record, in the order given."""
        keys = pa.concat_tables([keys_in(one) for one in self.inputs]).combine_chunks()
        return keys_of(keys.column("source").combine_chunks(), ids=keys.column("id").combine_chunks())


def taken_in(
    asked: Asked, *, columns: Sequence[str] = (), tell: Callable[[str, float], None] = lambda _w, _d: None
) -> Taken:
    """Read the files asked for; `columns` (the truth, a group) are kept beside, and never used for matching."""
    maps = read_map(asked.map) if asked.map else Maps()
    paths = paths_of(asked, maps=maps)
    files = []
    for k, path in enumerate(paths):
        tell(f"reading {path.name}", 0.1 * k / len(paths))
        files.append(_file(path, maps=maps, columns=columns, identity=asked.id))
    files = without_repeats(with_own_sources(files))
    return Taken(
        inputs=tuple(Input(file.loaded.table, file.mapping, file.path.name) for file in files),
        maps={file.path.name: file.told for file in files},
        set_aside=tuple(one for file in files for one in file.loaded.set_aside),
        set_aside_count=sum(file.loaded.set_aside_count for file in files),
        notes=tuple(note for file in files for note in notes_of(file)),
        kept_out={name: _beside(name, files=files) for name in columns if any(_has(file, name=name) for file in files)},
    )


def paths_of(asked: Asked, *, maps: Maps) -> list[Path]:
    """Settle which files hold records: never the map, the truth or the answers, even if a pattern named them too."""
    others = [asked.map, getattr(asked, "answers", None), getattr(asked, "truth", None)]
    beside = {Path(other).absolute() for other in others if other}
    paths = [path for path in asked.files if path.absolute() not in beside]
    if not asked.files and maps.files:
        paths = [asked.map.parent / name for name in maps.files]
    if not paths:
        raise Misused("Name at least one file of records, or a map (--map) that names some.")
    for k, path in enumerate(paths):
        if path.absolute() in {other.absolute() for other in paths[:k]}:
            raise Misused(f"{printable(str(path))} is given twice; give it once.")
    return paths


def _file(path: Path, *, maps: Maps, columns: Sequence[str], identity: str | None) -> File:
    """Read one file as its map says, or as its columns look."""
    loaded = read_table(path, columns=columns_wanted(path, maps=maps, columns=columns, identity=identity))
    file = mapped(path, loaded=loaded, maps=maps, columns=columns, identity=identity)
    mapping = file.mapping
    if mapping.id:
        loaded = without_duplicate_ids(loaded, id_column=mapping.id, within=mapping.source_column)
    else:
        numbers = np.array([loaded.row_number(k) for k in range(loaded.table.num_rows)])
        mapping = replace(mapping, id=ROW)
        loaded = replace(loaded, table=loaded.table.append_column(ROW, pa.array(numbers).cast(pa.string())))
    return replace(file, loaded=loaded, mapping=mapping)


def columns_wanted(path: Path, *, maps: Maps, columns: Sequence[str], identity: str | None) -> Sequence[str] | None:
    """Name the columns to read, where the map names the file and nothing else is asked of it."""
    mapping = maps.for_file(path.name)
    return mapping.used if mapping and not columns and not identity else None


def mapped(path: Path, *, loaded: Loaded, maps: Maps, columns: Sequence[str], identity: str | None) -> File:
    """Settle the map of a file: the one given, or one worked out from its columns."""
    mapping = maps.for_file(path.name)
    if mapping is None:
        mapping = _guessed(loaded, path=path, maps=maps, columns=columns)
    else:
        check(mapping, table=loaded.table, file=loaded.file)
    mapping = _kept_out(_with_id(mapping, loaded=loaded, identity=identity), columns=columns)
    return File(path, loaded, mapping, mapping)


def _guessed(loaded: Loaded, *, path: Path, maps: Maps, columns: Sequence[str]) -> Mapping:
    """Work out the map of a file, with what the map says of files it does not name."""
    mapping = guess(loaded.table, source=path.name.split(".")[0] or path.name, leave_out=columns)
    order, duplicates = maps.date_order or mapping.date_order, maps.duplicates or mapping.duplicates
    return replace(mapping, date_order=order, duplicates=duplicates)


def _with_id(mapping: Mapping, *, loaded: Loaded, identity: str | None) -> Mapping:
    """Take the id column that was asked for."""
    if not identity:
        return mapping
    if missing := no_such_columns(loaded.file, wanted=[identity], present=loaded.table.column_names):
        raise Misused(f"--id: {missing}")
    kept = ((name, use) for name, use in mapping.columns.items() if name != identity and use.field is not Field.ID)
    return replace(mapping, id=identity, columns=uses(kept))


def _kept_out(mapping: Mapping, *, columns: Sequence[str]) -> Mapping:
    """Leave the truth out of a map, whatever the map says it is."""
    kept = uses((name, use) for name, use in mapping.columns.items() if name not in columns)
    return replace(mapping, columns=kept, id=None if mapping.id in columns else mapping.id)


def _has(file: File, *, name: str) -> bool:
    return name in file.loaded.table.column_names


def _beside(name: str, *, files: Sequence[File]) -> pa.ChunkedArray:
    """Give a column as text over all the records, with nothing where a file lacks it."""
    parts = [
        file.loaded.table.column(name).cast(pa.string()).combine_chunks()
        if _has(file, name=name)
        else pa.nulls(file.loaded.table.num_rows, pa.string())
        for file in files
    ]
    return pa.chunked_array(parts, pa.string())


def notes_of(file: File) -> list[str]:
    """Say what the reader should know of a file, its guessed map included."""
    return [f"{file.path.name}: {note}" for note in (*file.loaded.notes, *file.mapping.notes)]
