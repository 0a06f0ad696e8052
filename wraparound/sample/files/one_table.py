"""All records of all sources in one flat table with the truth beside them, in an order that tells nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wraparound.sample.chance import Ints, Texts, texts
from wraparound.sample.files.columns import given_names
from wraparound.sample.files.identities import household_ids, person_ids, record_ids, twin_groups
from wraparound.sample.population import ON, Part, population
from wraparound.sample.slips.days import MISSING, MONTH, WHOLE
from wraparound.sample.tables import SOURCES, TRADITIONS

_BUCKET = 400_000
Progress = Callable[[int, int], None]


def iso_days(day: Ints, precision: Ints) -> Texts:
    """Give dates as 2019-05-14, 2019-05 or 2019, as far as they are known, or None."""
    whole = day.astype("datetime64[D]").astype(str).tolist()
    lengths = {WHOLE: 10, MONTH: 7, MISSING: 0}
    return texts([text[: lengths.get(kind, 4)] or None for text, kind in zip(whole, precision.tolist(), strict=True)])


def flat(part: Part) -> pa.Table:
    """Give the records of one area as a flat table with their truth."""
    written, people = part.records, part.area.people
    person = written.held.person
    sexes = texts(["M", "F", None])
    columns = {
        "record_id": record_ids(part),
        "source": texts(list(SOURCES))[written.held.source],
        "given_names": given_names(part, np.arange(len(person))),
        "surname": written.surname,
        "known_as": written.known_as,
        "previous_surname": written.previous_surname,
        "birth_date": iso_days(written.day, written.precision),
        "sex": sexes[written.sex],
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
        "person_id": person_ids(part, person),
        "household_id": household_ids(part, people.household[person]),
        "naming_tradition": texts(list(TRADITIONS))[people.tradition[person]],
        "twin_group": twin_groups(part, people.twin[person]),
        "role": texts(["child", "adult"])[people.role[person]],
    }
    made = {
        name: pa.array(column, pa.bool_() if column.dtype == bool else pa.string()) for name, column in columns.items()
    }
    return pa.table(made)


def write_one_table(
    path: Path, *, children: int = 0, records: int = 0, seed: int, on: date = ON, progress: Progress | None = None
) -> int:
    """Write so many children's records, or exactly so many records, as one Parquet file, shuffled; give the number.

    The rows go through buckets on disk, each shuffled by itself, so that memory holds one bucket and one area.
    """
    total = records or round(children * 3.3)
    rng = np.random.default_rng([seed, 4])
    with TemporaryDirectory(dir=path.parent) as scratch:
        kept = [Path(scratch) / f"{number}.arrow" for number in range(-(-total // _BUCKET))]
        parts = population(children=children, records=records, seed=seed, on=on)
        count = _scatter(rng, kept, parts, tell=progress, total=total)
        _gather(rng, kept, path)
    return count


def _scatter(
    rng: np.random.Generator, kept: list[Path], parts: Iterator[Part], *, tell: Progress | None, total: int
) -> int:
    sinks: list[pa.RecordBatchFileWriter] = []
    done = 0
    for part in parts:
        table = flat(part)
        sinks = sinks or [pa.ipc.new_file(str(path), table.schema) for path in kept]
        bucket = rng.integers(0, len(kept), len(table))
        for number, sink in enumerate(sinks):
            sink.write_table(table.take(pa.array(np.flatnonzero(bucket == number))) if len(kept) > 1 else table)
        done += len(table)
        if tell:
            tell(done, total)
    for sink in sinks:
        sink.close()
    return done


def _gather(rng: np.random.Generator, kept: list[Path], path: Path) -> None:
    writer = None
    for bucket in kept:
        with pa.memory_map(str(bucket)) as source:
            table = pa.ipc.open_file(source).read_all().combine_chunks()
            table = table.take(pa.array(rng.permutation(len(table))))
        writer = writer or pq.ParquetWriter(str(path), table.schema, compression="zstd", compression_level=1)
        writer.write_table(table)
    if writer:
        writer.close()
