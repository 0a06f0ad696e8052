"""Look up a new record among a million: how soon it is found, how often rightly, and how fast records are put."""

from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measure import run
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import asked, figure, times, told

HELD_OUT = 20_000  # records kept from the index: put into it at the end, and the first of them asked for
ASKED = 2_000
ASKED_OF_SPLINK = 30
TRUTHS = ("person_id", "household_id", "naming_tradition", "twin_group", "role")


def main() -> None:
    """Keep some records from the index, look them up in it, then put them in."""
    row = asked("lookup", records=1_000_000, runs=1)
    kept, new, truth = _parted(one_table(row.records), records=row.records)
    folder = FILES / f"index-{row.records}"
    built = run("our_index", kept, folder)
    first = run("our_opening", folder).said  # compiles what is not compiled yet; its figure is told apart
    ours = run("our_lookup", folder, new, truth, ASKED).said
    theirs = run("splink_lookup", kept, new, model("narrow"), ASKED_OF_SPLINK).said
    lines = [
        f"{row.records - _held_out(row.records):,} records in the index, built in {figure(built.seconds)}",
        f"  ours    {figure(ours['median'])} at the median, {figure(ours['p95'])} at p95 of {ours['asked']:,} searches",
        f"  splink  {figure(theirs['median'])} at the median, {figure(theirs['p95'])} at p95 (predict_between)",
        f"  {times(theirs['p95'], faster=ours['p95'])} faster at p95",
        (
            f"  opened in {figure(ours['opened'])}; the process before it, with what had to be compiled, "
            f"in {figure(first['opened'])}"
        ),
        f"  the right person first: {ours['right']:.2%} of {ours['findable']:,} that have another record",
        f"  {ours['puts']:,.0f} records put a second, each batch on the disk before it is acknowledged",
    ]
    told(
        row,
        goals=_goals(ours, theirs=theirs),
        figures={"ours": ours | {"opened_first": first["opened"]}, "splink": theirs},
        lines=lines,
    )


def _held_out(records: int) -> int:
    return min(HELD_OUT, records // 10)


def _goals(ours: dict[str, Any], *, theirs: dict[str, Any]) -> dict[str, bool]:
    return {
        "p95 at most 0.1 ms": ours["p95"] <= 0.0001,
        "at least 2,000 × faster than Splink's predict_between": theirs["p95"] >= 2_000 * ours["p95"],
        "right person first in at least 98.5 %": ours["right"] >= 0.985,
        "at least 20,000 records put a second": ours["puts"] >= 20_000,
        "opened in under a second, kernels compiled before": ours["opened"] < 1,
    }


def _parted(file: Path, *, records: int) -> tuple[Path, Path, Path]:
    """Write the records to index, the new ones, and whose each of all is, which neither engine sees."""
    kept, new, truth = (FILES / f"lookup-{records}-{part}.parquet" for part in ("kept", "new", "truth"))
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW records AS SELECT * FROM '{file}'")
        database.execute(
            f"CREATE TABLE held_out AS SELECT record_id FROM records ORDER BY md5(record_id) LIMIT {_held_out(records)}"
        )
        shown = f"* EXCLUDE ({', '.join(TRUTHS)})"
        for out, where in ((kept, "NOT IN"), (new, "IN")):
            database.execute(
                f"COPY (SELECT {shown} FROM records WHERE record_id {where} (FROM held_out) ORDER BY md5(record_id)) "
                f"TO '{out}' (FORMAT parquet)"
            )
        database.execute(f"COPY (SELECT record_id, person_id FROM records) TO '{truth}' (FORMAT parquet)")
    return kept, new, truth


if __name__ == "__main__":
    main()
