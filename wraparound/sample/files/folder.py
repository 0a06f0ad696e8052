"""A folder with one file for each source, the map of their columns, the truth and the people."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from wraparound.sample.files.columns import rows_of, source_table
from wraparound.sample.files.maps import file_names, maps
from wraparound.sample.files.progress import Progress
from wraparound.sample.files.returns import Returns
from wraparound.sample.files.spreadsheet import SpreadsheetWriter
from wraparound.sample.files.truth import persons, truth
from wraparound.sample.records.population import ON, Part, Size, days, population
from wraparound.sample.tables import SOURCES

SPREADSHEET_UP_TO = 100_000  # children; beyond that the voluntary sector's rows would outgrow a spreadsheet


class Sink(Protocol):
    """A file that takes tables one after another."""

    def write_table(self, table: pa.Table) -> None:
        """Add a table's rows to the file."""

    def close(self) -> None:
        """Finish the file."""


def tables(part: Part, *, seed: int) -> Iterator[tuple[str, pa.Table]]:
    """Give each source's records of an area, shuffled, then the truth and the people."""
    rng = np.random.default_rng([seed, part.area.number, 5])
    for source in SOURCES:
        yield source, source_table(part, source=source, order=rng.permutation(rows_of(part, source=source)))
    told = truth(part)
    yield "truth", told.take(pa.array(rng.permutation(len(told))))
    people = persons(part)
    yield "persons", people.take(pa.array(rng.permutation(len(people))))


def write_folder(
    folder: Path, *, size: Size, seed: int, on: date = ON, progress: Progress | None = None
) -> dict[str, int]:
    """Write the population's files into a folder and give the number of rows in each file."""
    parts = population(size, seed=seed, on=on)
    return _written(folder, parts, total=size.all_children, seed=seed, tell=progress)


def write_folder_with_returns(
    folder: Path, *, size: Size, seed: int, on: date = ON, progress: Progress | None = None
) -> dict[str, int]:
    """Write the population's files, and the field's returns and extracts of the same records, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    returns = Returns(folder, on=days(on), seed=seed)
    parts = _told(population(size, seed=seed, on=on), returns=returns)
    counts = _written(folder, parts, total=size.all_children, seed=seed, tell=progress)
    return counts | returns.counts


def _written(folder: Path, parts: Iterator[Part], *, total: int, seed: int, tell: Progress | None) -> dict[str, int]:
    folder.mkdir(parents=True, exist_ok=True)
    names = file_names(spreadsheet=total <= SPREADSHEET_UP_TO)
    (folder / "maps.toml").write_text(maps(names), encoding="utf-8")
    places = {name: folder / file for name, file in names.items()}
    places |= {"truth": folder / "truth.csv", "persons": folder / "persons.parquet"}
    return _fill(places, parts=parts, seed=seed, total=total, tell=tell)


def _told(parts: Iterator[Part], *, returns: Returns) -> Iterator[Part]:
    """Write the returns of each part as it goes by."""
    for part in parts:
        returns.write(part)
        yield part
    returns.close()


def _fill(
    places: dict[str, Path], *, parts: Iterator[Part], seed: int, total: int, tell: Progress | None
) -> dict[str, int]:
    sinks: dict[str, Sink] = {}
    counts = dict.fromkeys((path.name for path in places.values()), 0)
    done = 0
    for part in parts:
        for name, table in tables(part, seed=seed):
            sink = (
                sinks.setdefault(name, _sink(places[name], schema=table.schema)) if name not in sinks else sinks[name]
            )
            sink.write_table(table)
            counts[places[name].name] += len(table)
        done += int((part.area.people.identity < 1).sum())
        if tell:
            tell(min(done, total), total=total)
    for sink in sinks.values():
        sink.close()
    return counts


def _sink(path: Path, *, schema: pa.Schema) -> Sink:
    if path.suffix == ".parquet":
        return pq.ParquetWriter(str(path), schema, compression="zstd", compression_level=1)  # type: ignore[no-any-return]
    if path.suffix == ".xlsx":
        return SpreadsheetWriter(path)
    return pacsv.CSVWriter(str(path), schema, write_options=pacsv.WriteOptions(quoting_style="needed"))  # type: ignore[no-any-return]
