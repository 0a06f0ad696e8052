"""Records on disk, part after part, and those of them that are wanted together gathered from there."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

import numpy as np
import pyarrow as pa

from wraparound.matching.compare.memory import Array
from wraparound.matching.model import BY_ID

NUMBER = " record"  # the column of canonical numbers; no prepared column begins with a blank
JOB = 32  # bits below a record's number that say which set it is wanted in
PARTS = 2  # at hand at once: each is of half the records that there is room for
PACKED = pa.ipc.IpcWriteOptions(compression="lz4")


class Spool:
    """Tables on disk, in the order in which they were put."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing in a folder that is made for it."""
        folder.mkdir(parents=True)
        self.folder = folder
        self.sizes: list[int] = []

    def put(self, table: pa.Table) -> None:
        """Write one more part."""
        write_part(self.folder / f"{len(self.sizes):06}.arrow", table=table)
        self.sizes.append(table.num_rows)

    def __iter__(self) -> Iterator[pa.Table]:
        """Read one part after another."""
        yield from map(self.part, range(len(self.sizes)))

    def part(self, k: int) -> pa.Table:
        """Read one part."""
        return read_part(self.folder / f"{k:06}.arrow")

    def columns(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """Read some columns alone, one part after another."""
        for k in range(len(self.sizes)):
            yield read_part(self.folder / f"{k:06}.arrow", names=names)

    def __len__(self) -> int:
        """Count the records."""
        return sum(self.sizes)


def write_part(path: Path, *, table: pa.Table) -> None:
    """Write a table, lightly packed."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema, options=PACKED) as writer:
        writer.write_table(table)


def read_part(path: Path, *, names: Sequence[str] | None = None) -> pa.Table:
    """Read a table, or some of its columns, into memory of one's own, so that it is counted there and given back."""
    with pa.OSFile(str(path)) as file:
        if names is None:
            return pa.ipc.open_file(file).read_all()
        present = pa.ipc.open_file(file).schema.names
        some = pa.ipc.IpcReadOptions(included_fields=[present.index(name) for name in names])
        return pa.ipc.open_file(file, options=some).read_all()


def write_numbers(path: Path, *, values: Array, mode: str = "wb") -> None:
    """Write or add (mode "ab") numbers as they lie in memory, so that a full disk is told as such."""
    with path.open(mode) as file:
        file.write(np.ascontiguousarray(values).view(np.uint8).data)


def scattered(spool: Spool, *, number: Array, wanted: Iterable[Array], folder: Path) -> list[list[Path]]:
    """Write, for each of several sets of records, the pieces that hold them, in one pass over the spool.

    number: int32[n], the number of each record in the spool's order; wanted: sets of such numbers, taken one at a time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces: list[list[Path]] = []
    jobs = folder / "jobs"
    write_numbers(jobs, values=np.zeros(0, np.int64))
    for k, some in enumerate(wanted):
        pieces.append([])
        write_numbers(jobs, values=some.astype(np.int64) << JOB | k, mode="ab")
    packed = np.fromfile(jobs, np.int64)
    jobs.unlink()
    packed.sort()
    begins = accumulate(spool.sizes, initial=0)
    with ThreadPoolExecutor(PARTS) as pool:
        work = [
            pool.submit(_scatter, spool, k, number[begin : begin + size], packed, folder)
            for k, (begin, size) in enumerate(zip(begins, spool.sizes, strict=False))
        ]
        for written in work:
            for one, path in written.result():
                pieces[one].append(path)
    return pieces


def _scatter(spool: Spool, k: int, number: Array, packed: Array, folder: Path) -> list[tuple[int, Path]]:
    """Write the pieces of one part, and tell which set each is of."""
    here = number.astype(np.int64)
    first, last = np.searchsorted(packed, here << JOB), np.searchsorted(packed, here + 1 << JOB)
    times = last - first
    rows = np.repeat(np.arange(len(here)), times)
    job = packed[np.repeat(last - np.cumsum(times), times) + np.arange(len(rows))] & ((1 << JOB) - 1)
    if not len(job):
        return []
    part = spool.part(k).append_column(NUMBER, pa.array(number))
    sets = np.unique(job).tolist()
    paths = [folder / f"{one:05}-{k:06}.arrow" for one in sets]
    for one, path in zip(sets, paths, strict=True):
        write_part(path, table=part.take(pa.array(rows[job == one])))
    return list(zip(sets, paths, strict=True))


def together(pieces: Sequence[Path]) -> pa.Table:
    """Read the pieces of one set of records, in canonical order."""
    tables = [read_part(path) for path in pieces]
    whole = pa.table({name: _joined([table.column(name) for table in tables]) for name in tables[0].column_names})
    return whole.take(pa.array(np.argsort(whole.column(NUMBER).to_numpy())))


def _joined(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """Put the parts of a column together; where one holds lists, all do."""
    if any(pa.types.is_list(column.type) for column in columns):
        columns = [_as_lists(column) for column in columns]
    return pa.chunked_array([chunk for column in columns for chunk in column.chunks], columns[0].type)


def _as_lists(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return column
    whole = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    ends = np.concatenate([[0], np.cumsum(whole.is_valid().to_numpy(zero_copy_only=False))])
    lists = pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), whole.drop_null())
    return pa.chunked_array([lists])


def ids_in(table: pa.Table) -> pa.ChunkedArray | None:
    """Give the records' ids, where they were laid because the model asks which is less."""
    return table.column(BY_ID) if BY_ID in table.column_names else None
