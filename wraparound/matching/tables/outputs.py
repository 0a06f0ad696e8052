"""Writes a run's outputs whole or not at all."""

import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as pa_csv
from pyarrow import parquet as pq

from wraparound.matching.tables.refusals import CannotWrite, cannot_write, why
from wraparound.matching.tables.staging import Staging

FORMULA_STARTS = r"^[=+\-@\t\r]"


class Outputs:
    """A folder's outputs, written in a hidden folder inside it and moved into place only when all are whole.

    Leaving the `with` block normally moves every file into place; leaving it by an exception leaves the folder as it
    was. A kill between two moves is mended by the next Outputs of the same folder. Other people's files in the
    folder are never touched. Raises CannotWrite, naming the file.

    CSV cells are written exactly as they are, because ids must come back as they went. A cell that begins with = + -
    or @ may be taken for a formula by a spreadsheet: name, in `guarded`, the columns that only people read, and such
    cells get an apostrophe in front.
    """

    def __init__(self, directory: Path | str) -> None:
        self._directory = Path(directory)
        self._staging: Staging | None = None
        self._names: list[str] = []

    def __enter__(self) -> Self:
        with _told(self._directory):
            self._staging = Staging.begin(self._directory)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        staging, self._staging = self._begun, None
        try:
            if kind is None:
                with _told(self._directory):
                    staging.commit(self._names)
        finally:
            staging.discard()

    def write_csv(self, name: str, *, table: pa.Table | pa.RecordBatchReader, guarded: Collection[str] = ()) -> None:
        """Write a table, or batches in turn, as CSV in UTF-8: every text in quotation marks, null as nothing."""
        options = pa_csv.WriteOptions(quoting_style="needed")

        def write(file: BinaryIO) -> None:
            schema = _shown(table.schema.empty_table(), guarded).schema
            with pa_csv.CSVWriter(file, schema, write_options=options) as writer:
                for one in _tables(table):
                    writer.write_table(_shown(one, guarded))

        self._write(name, write)

    def write_parquet(self, name: str, *, table: pa.Table | pa.RecordBatchReader) -> None:
        """Write a table, or batches one after another, as Parquet."""

        def write(file: BinaryIO) -> None:
            with pq.ParquetWriter(file, table.schema, compression="zstd") as writer:
                for one in _tables(table):
                    writer.write_table(one)

        self._write(name, write)

    def write_json(self, name: str, *, value: object) -> None:
        """Write plain data as JSON that a person can read."""
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        self.write_text(name, text=text)

    def write_text(self, name: str, *, text: str) -> None:
        """Write text as UTF-8."""
        self._write(name, lambda file: file.write(text.encode("utf-8", "replace")))

    def place(self, name: str) -> Path:
        """Give a path to write to by other means; the file is moved into place with the others."""
        self._take(name)
        return self._begun.folder / name

    @property
    def _begun(self) -> Staging:
        if self._staging is None:
            raise RuntimeError("Outputs is used inside its with block only")
        return self._staging

    def _write(self, name: str, write: Callable[[BinaryIO], object]) -> None:
        self._take(name)
        with _told(self._directory / name), (self._begun.folder / name).open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())

    def _take(self, name: str) -> None:
        if not name or name != Path(name).name or name.startswith(".") or "\x00" in name:
            raise cannot_write(name, reason="an output's name is a plain file name, without folders or a dot in front")
        if (self._directory / name).is_dir():
            raise cannot_write(
                self._directory / name, reason="a folder of that name is in the way; move it or choose another"
            )
        if name not in self._names:
            self._names.append(name)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence about the file."""
    try:
        yield
    except CannotWrite:
        raise
    except OSError as fault:
        raise cannot_write(path, reason=why(fault)) from fault
    except ValueError as fault:
        raise cannot_write(path, reason=f"it cannot be written ({fault})") from fault


def _tables(table: pa.Table | pa.RecordBatchReader) -> Iterator[pa.Table]:
    if isinstance(table, pa.Table):
        yield table
    else:
        yield from (pa.Table.from_batches([batch]) for batch in table)


def _shown(table: pa.Table, guarded: Collection[str]) -> pa.Table:
    """Give a table as a CSV can hold it."""
    columns = [
        _guard(column) if name in guarded else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return pa.table([_as_text(column) for column in columns], names=table.column_names)


def _guard(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put an apostrophe before what a spreadsheet would take for a formula (OWASP, CSV Injection)."""
    text = _as_text(column)
    risky = pc.match_substring_regex(text, FORMULA_STARTS)
    return pc.if_else(risky, pc.binary_join_element_wise("'", text, ""), text)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Give what a CSV can hold: lists joined by a bar, truths as true and false, everything else as it is."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column.cast(kind.value_type)
    if pa.types.is_list(kind):
        return pa.chunked_array([pc.binary_join(chunk, "|") for chunk in column.chunks], pa.string())
    return column
