"""Files laid on disk in parts, so that they can be gone through again and again with little in memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from wraparound.matching.commands.apart import File, keys_in
from wraparound.matching.commands.records import ROW, Taken
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.parts import Spool
from wraparound.matching.pipeline.persons import keys_of

PLACE = " row"  # the column of row numbers in the file


@dataclass
class LaidFile:
    """One file on disk, and of each row whether it is a record to link."""

    file: File  # with the rows by which its columns were understood
    spool: Spool
    good: Array  # bool[rows]

    def tables(self) -> Iterator[pa.Table]:
        """Give the records to link, part by part."""
        begin = 0
        for table in self.spool:
            good = self.good[begin : begin + len(table)]
            begin += len(table)
            if not good.all():
                table = table.filter(pa.array(good))
            if self.file.mapping.id == ROW:
                table = table.append_column(ROW, table.column(PLACE).cast(pa.string()))
            yield table


@dataclass(frozen=True)
class TakenInParts(Taken):
    """Files as read, on disk; `inputs` hold the rows by which their columns were understood."""

    files: tuple[LaidFile, ...] = ()

    @property
    def records(self) -> int:
        """Count the records to link."""
        return sum(int(one.good.sum()) for one in self.files)

    @property
    def parts(self) -> "FilesInParts":
        """Give the files as linking in parts takes them."""
        return FilesInParts(self.files)

    @property
    def whole(self) -> list[Input]:
        """Read all of it into memory."""
        tables = (pa.concat_tables(one.tables()).unify_dictionaries() for one in self.files)
        return [
            Input(table, one.file.mapping, one.file.path.name) for table, one in zip(tables, self.files, strict=True)
        ]

    @property
    def keys(self) -> pa.Array:
        """Give the key of each record, in the order given."""
        keys = [keys_in(Input(table, one.file.mapping, "")) for one in self.files for table in one.tables()]
        whole = pa.concat_tables(keys).combine_chunks()
        return keys_of(whole.column("source").combine_chunks(), ids=whole.column("id").combine_chunks())


@dataclass(frozen=True)
class Beside(Mapping[str, Iterable[pa.Array]]):
    """The columns kept out of matching, each read from disk, part by part, when it is asked for."""

    files: tuple[LaidFile, ...]
    names: tuple[str, ...]

    def __getitem__(self, name: str) -> Iterable[pa.Array]:
        """Give a column as text over all records, with nothing where a file lacks it."""
        if name not in self.names:
            raise KeyError(name)
        return (chunk for one in self.files for table in one.tables() for chunk in _texts(table, name).chunks)

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self.names)

    def __len__(self) -> int:
        """Count the columns."""
        return len(self.names)


def _texts(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name not in table.column_names:
        return pa.chunked_array([pa.nulls(len(table), pa.string())])
    return table.column(name).cast(pa.string())


@dataclass(frozen=True)
class FilesInParts:
    """Files part by part, as `pipeline.parts` takes them: all but one of a part's inputs are empty."""

    files: tuple[LaidFile, ...]

    def __iter__(self) -> Iterator[list[Input]]:
        """Give one part after another."""
        for one in self.files:
            for table in one.tables():
                yield [_input(other, table if other is one else None) for other in self.files]


def _input(one: LaidFile, table: pa.Table | None) -> Input:
    return Input(one.file.loaded.table.slice(0, 0) if table is None else table, one.file.mapping, one.file.path.name)
