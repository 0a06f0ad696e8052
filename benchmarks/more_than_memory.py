"""A file that is larger than the memory allowed still links, and as well as with all the memory it wants."""

from pathlib import Path
from shutil import rmtree

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from benchmarks.accuracy import BY_US, accuracy
from benchmarks.measure import run
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import GIB, MIB, asked, figure, told

ALLOWED = 940  # mebibytes, for five million records
LEARNT_FROM = 1_000_000  # records: the model is given, as the rules are in the rows of ten million


def main() -> None:
    """Link five million records of a CSV file with less memory than the file has bytes."""
    row = asked("more_than_memory", records=5_000_000, runs=1)
    file, out, learnt = as_csv(row.records), FILES / "more-than-memory", FILES / "more-than-memory.json"
    rmtree(out, ignore_errors=True)  # an earlier result is a past, which takes memory of its own
    run("our_model", one_table(LEARNT_FROM), model("narrow"), learnt)
    options = ("--truth", "person_id", "--id", "record_id", "--model", learnt, "--memory", f"{ALLOWED}M")
    done = run("our_command", file, out, *options)
    right, size = accuracy(out / "clusters.csv", records=one_table(row.records), named=BY_US), file.stat().st_size
    line = (
        f"{row.records:,} records, a file of {size / GIB:.2f} GiB, {ALLOWED / 1024:.2f} GiB allowed:"
        f" {figure(done.seconds)} wall, {figure(done.cpu)} CPU, {done.peak / GIB:.2f} GiB used, F1 {right['f1']:.5f}"
    )
    figures = {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak, "allowed": ALLOWED * MIB, "file": size}
    goals = {
        "the file is larger than the memory allowed": size > ALLOWED * MIB,
        "within the memory allowed": done.peak <= ALLOWED * MIB,
    }
    told(row, goals=goals, figures=right | figures, lines=[line])


def as_csv(records: int) -> Path:
    """Give the invented population as one CSV file of so many records, made if it is not there yet."""
    file = FILES / f"records-{records}.csv"
    if not file.exists():
        made = file.with_suffix(".part")
        with pq.ParquetFile(one_table(records)) as source, pa_csv.CSVWriter(made, source.schema_arrow) as writer:
            for batch in source.iter_batches(1 << 16):
                writer.write_batch(pa.record_batch(batch.columns, schema=source.schema_arrow))
        made.rename(file)
    return file


if __name__ == "__main__":
    main()
