"""Keeps records of several files apart: no two with one source and id."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.mapping import Mapping
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.tables import Loaded, SetAside, duplicate_ids
from wraparound.matching.tables.refusals import printable


@dataclass(frozen=True)
class File:
    """One file on its way in."""

    path: Path
    loaded: Loaded
    mapping: Mapping
    told: Mapping


def with_own_sources(files: list[File]) -> list[File]:
    """Give guessed sources of one name their folder's name too, so that their ids stay apart."""
    names = [file.mapping.source for file in files]
    return [
        replace(file, mapping=replace(file.mapping, source=f"{file.path.absolute().parent.name} {file.mapping.source}"))
        if file.mapping.notes and names.count(file.mapping.source) > 1
        else file
        for file in files
    ]


def without_repeats(files: list[File]) -> list[File]:
    """Set aside records whose source and id an earlier file has given already."""
    sources = [file.mapping.source for file in files]
    if len(set(sources)) == len(files) and not any(file.mapping.source_column for file in files):
        return files
    keys = pa.concat_tables([keys_in(Input(file.loaded.table, file.mapping, "")) for file in files])
    repeated = duplicate_ids(keys, id_column="id", within="source")
    ends = np.cumsum([0] + [file.loaded.table.num_rows for file in files])
    return [
        _less(file, places=repeated[(repeated >= begin) & (repeated < end)] - begin)
        for file, begin, end in zip(files, ends[:-1], ends[1:], strict=True)
    ]


def keys_in(one: Input) -> pa.Table:
    """Give each record's source and id."""
    table, mapping = one.table, one.mapping
    sources = pa.repeat(pa.scalar(mapping.source), table.num_rows)
    if mapping.source_column:
        sources = pc.fill_null(table.column(mapping.source_column).cast(pa.string()), mapping.source)
    return pa.table({"source": sources, "id": table.column(str(mapping.id)).cast(pa.string())})


def _less(file: File, *, places: np.ndarray) -> File:
    """Set rows aside whose id another file gave."""
    loaded, name = file.loaded, str(file.mapping.id)
    if not len(places):
        return file
    good = np.ones(loaded.table.num_rows, np.bool_)
    good[places] = False
    values = loaded.table.column(name).take(pa.array(places)).cast(pa.string()).to_pylist()
    said = ("an earlier file has the same id in the same source", "each id should be given once in a source")
    told = [
        SetAside(loaded.file, loaded.row_number(int(place)), name, printable(value, limit=80), *said)
        for place, value in zip(places, values, strict=True)
    ]
    less = replace(
        loaded,
        table=loaded.table.filter(pa.array(good)),
        row_numbers=np.array([loaded.row_number(int(k)) for k in np.flatnonzero(good)]),
        set_aside=(*loaded.set_aside, *told),
        set_aside_count=loaded.set_aside_count + len(told),
    )
    return replace(file, loaded=less)
