"""All records of all sources in one flat table with the truth beside them, in an order that tells nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wraparound.sample.chance import Ints, Texts, texts
from wraparound.sample.identifiers import scrambled
from wraparound.sample.people.area import PEOPLE_AN_AREA
from wraparound.sample.population import ON, RECORDS_A_CHILD, Part, population
from wraparound.sample.slips.days import MISSING, MONTH, WHOLE
from wraparound.sample.tables import SOURCES, TRADITIONS, rows

RECORDS_AN_AREA = 1_000_000
_BUCKET = 400_000
Progress = Callable[[int, int], None]


def record_ids(part: Part) -> Texts:
    """Give each record an identifier that is its own, begins with QX as nothing real does, and tells no order."""
    codes = [row["code"] for row in rows("sources")]
    numbers = scrambled(np.arange(len(part.records.given)) + part.area.number * RECORDS_AN_AREA, shift=1_234_567)
    marks = part.records.held.source.tolist()
    return texts([f"QX-{codes[mark]}-{number:08d}" for mark, number in zip(marks, numbers.tolist(), strict=True)])


def person_ids(part: Part, person: Ints) -> Texts:
    """Give each person's identifier; an adopted child's former identity is a person of its own."""
    numbers = scrambled(person + part.area.number * PEOPLE_AN_AREA * 2, shift=7_654_321)
    return texts([f"P{number:08d}" for number in numbers.tolist()])


def household_ids(part: Part, household: Ints) -> Texts:
    """Give each household's identifier."""
    numbers = scrambled(household + part.area.number * PEOPLE_AN_AREA * 2, shift=3_456_789)
    return texts([f"H{number:08d}" for number in numbers.tolist()])


def twin_groups(part: Part, twin: Ints) -> Texts:
    """Give each twin's pair, or None."""
    base = part.area.number * PEOPLE_AN_AREA
    return texts([f"T{base + pair:08d}" if pair >= 0 else None for pair in twin.tolist()])


def iso_days(day: Ints, precision: Ints) -> Texts:
    """Give dates as 2019-05-14, 2019-05 or 2019, as far as they are known, or None."""
    whole = day.astype("datetime64[D]").astype(str).tolist()
    lengths = {WHOLE: 10, MONTH: 7, MISSING: 0}
    return texts([text[: lengths.get(kind, 4)] or None for text, kind in zip(whole, precision.tolist(), strict=True)])


def given_names(part: Part) -> Texts:
    """Give the given names as one text: the first and, where written, the second."""
    written = part.records
    both = np.flatnonzero((written.given != None) & (written.middle != None))  # noqa: E711
    joined = written.given.copy()
    joined[both] = joined[both] + " " + written.middle[both]
    return joined


def flat(part: Part) -> pa.Table:
    """Give the records of one area as a flat table with their truth."""
    written, people = part.records, part.area.people
    person = written.held.person
    names = pa.array
    sexes = texts(["M", "F", None])
    columns = {
        "record_id": record_ids(part), "source": texts(list(SOURCES))[written.held.source],
        "given_names": given_names(part), "surname": written.surname, "known_as": written.known_as,
        "previous_surname": written.previous_surname, "birth_date": iso_days(written.day, written.precision),
        "sex": sexes[written.sex], "address": written.address, "postcode": written.postcode,
        "previous_postcode": written.previous_postcode, "phone": written.phone, "carer_name": written.carer,
        "nhs_number": written.nhs, "nhs_number_verified": written.nhs_verified, "upn": written.upn,
        "upn_verified": written.upn_verified, "school": written.school, "person_id": person_ids(part, person),
        "household_id": household_ids(part, people.household[person]),
        "naming_tradition": texts(list(TRADITIONS))[people.tradition[person]],
        "twin_group": twin_groups(part, people.twin[person]),
        "role": texts(["child", "adult"])[people.role[person]],
    }
    made = {name: names(column, pa.bool_() if column.dtype == bool else pa.string()) for name, column in columns.items()}
    return pa.table(made)


def write_one_table(path: Path, *, records: int, seed: int, on: date = ON, progress: Progress | None = None) -> None:
    """Write exactly this many records as one Parquet file, shuffled by the seed, within a few gigabytes of memory."""
    children = round(records / RECORDS_A_CHILD) + 50
    buckets = -(-records // _BUCKET)
    rng = np.random.default_rng([seed, 4])
    with TemporaryDirectory(dir=path.parent) as scratch:
        kept = [Path(scratch) / f"{number}.arrow" for number in range(buckets)]
        _scatter(rng, kept, records=records, parts=population(children=children, seed=seed, on=on), progress=progress)
        _gather(rng, kept, path)


def _scatter(rng: np.random.Generator, kept: list[Path], *, records: int, parts: object, progress: Progress | None) -> None:
    sinks: list[pa.RecordBatchFileWriter] = []
    left = records
    for part in parts:  # type: ignore[attr-defined]
        # Whole households go first, so that a cut at the end takes few families apart.
        households = part.area.people.household[part.records.held.person]
        table = flat(part).take(pa.array(np.argsort(households, kind="stable"))).slice(0, left)
        left -= len(table)
        sinks = sinks or [pa.ipc.new_file(str(path), table.schema) for path in kept]
        bucket = rng.integers(0, len(kept), len(table))
        for number, sink in enumerate(sinks):
            sink.write_table(table.take(pa.array(np.flatnonzero(bucket == number))) if len(kept) > 1 else table)
        if progress:
            progress(records - left, records)
        if not left:
            break
    for sink in sinks:
        sink.close()


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


