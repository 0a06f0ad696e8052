"""All records of all sources in one flat table with the truth beside them, in an order that tells nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wraparound.sample.chance import Ints, Texts, texts
from wraparound.sample.files.columns import given_names
from wraparound.sample.files.identities import record_ids
from wraparound.sample.files.progress import Progress
from wraparound.sample.files.truth import whose
from wraparound.sample.records.population import ON, Part, Size, population
from wraparound.sample.slips.days import MISSING, MONTH, WHOLE
from wraparound.sample.tables import SOURCES

_PILE = 400_000


def iso_days(day: Ints, *, precision: Ints) -> Texts:
    """Give dates as 2019-05-14, 2019-05 or 2019, as far as they are known, or None."""
    whole = day.astype("datetime64[D]").astype(str).tolist()
    lengths = {WHOLE: 10, MONTH: 7, MISSING: 0}
    return texts([text[: lengths.get(kind, 4)] or None for text, kind in zip(whole, precision.tolist(), strict=True)])


def flat(part: Part) -> pa.Table:
    """Give the records of one area as a flat table with their truth."""
    columns: dict[str, Any] = _written(part) | whose(part)
    kinds = {name: pa.bool_() if column.dtype == bool else pa.string() for name, column in columns.items()}
    return pa.table({name: pa.array(column, kinds[name]) for name, column in columns.items()})


def _written(part: Part) -> dict[str, Any]:
    written = part.records
    return {
        "record_id": record_ids(part),
        "source": texts(list(SOURCES))[written.held.source],
        "given_names": given_names(part, order=np.arange(len(written.given))),
        "surname": written.surname,
        "known_as": written.known_as,
        "previous_surname": written.previous_surname,
        "birth_date": iso_days(written.day, precision=written.precision),
        "sex": texts(["M", "F", None])[written.sex],
        "address": written.address,
        "postcode": written.postcode,
        "previous_postcode": written.previous_postcode,
        "phone": written.phone,
        "carer_name": written.carer,
        "nhs_number": written.nhs,
        "nhs_number_verified": written.nhs_verified,
        "upn": written.upn,
        "upn_verified": written.upn_verified,
        "school": written.school,
    }


def write_one_table(path: Path, *, size: Size, seed: int, on: date = ON, progress: Progress | None = None) -> int:
    """Write so many children's records, or exactly so many records, as one Parquet file, shuffled; give the number.

    The rows go through piles on disk, each shuffled by itself, so that memory holds one pile and one area.
    """
    total = size.records or round(size.children * 3.3)
    rng = np.random.default_rng([seed, 4])
    with TemporaryDirectory(dir=path.parent) as scratch:
        kept = [Path(scratch) / f"{number}.arrow" for number in range(-(-total // _PILE))]
        parts = population(size, seed=seed, on=on)
        count = _scatter(rng, kept=kept, parts=parts, tell=progress, total=total)
        _gather(rng, kept=kept, path=path)
    return count


def _scatter(
    rng: np.random.Generator, *, kept: list[Path], parts: Iterator[Part], tell: Progress | None, total: int
) -> int:
    sinks: list[pa.RecordBatchFileWriter] = []
    done = 0
    for part in parts:
        table = flat(part)
        sinks = sinks or [pa.ipc.new_file(str(path), table.schema) for path in kept]
        pile = rng.integers(0, len(kept), len(table))
        for number, sink in enumerate(sinks):
            sink.write_table(table.take(pa.array(np.flatnonzero(pile == number))) if len(kept) > 1 else table)
        done += len(table)
        if tell:
            tell(done, total=total)
    for sink in sinks:
        sink.close()
    return done


def _gather(rng: np.random.Generator, *, kept: list[Path], path: Path) -> None:
    writer = None
    for pile in kept:
        with pa.memory_map(str(pile)) as source:
            table = pa.ipc.open_file(source).read_all().combine_chunks()
            table = table.take(pa.array(rng.permutation(len(table))))
        writer = writer or pq.ParquetWriter(str(path), table.schema, compression="zstd", compression_level=1)
        writer.write_table(table)
    if writer:
        writer.close()
