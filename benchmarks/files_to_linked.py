"""An area's eight files, from received to linked, on a node of its own; and how right the persons are by the truth."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.killed_loads import node, sample_area
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import GIB, asked, figure, told

CHILDREN = 60_000


def main() -> None:
    """Take the sample `medium` in and measure."""
    row = asked("files_to_linked", records=CHILDREN, runs=1)
    folder, data = sample_area(row.records), FILES / "node-linked"
    shutil.rmtree(data, ignore_errors=True)
    node(data, folder=folder, what="ready")
    done = run("our_node", data, folder, "load")
    held = json.loads(node(data, folder=folder, what="held"))
    right = _against_truth(held, folder=folder)
    rows = len(held["records"]) + len(held["aside"])
    lines = [
        (
            f"{row.records:,} children, {rows:,} rows: {figure(done.seconds)} wall, {figure(done.cpu)} CPU,"
            f" {done.peak / GIB:.2f} GiB"
        ),
        f"  pairs of records joined: precision {right['precision']:.4f}, recall {right['recall']:.4f}",
    ]
    goals = {
        "within a minute": done.seconds <= 60,
        "recall at least 97 %": right["recall"] >= 0.97,
        "precision at least 99.5 %": right["precision"] >= 0.995,
    }
    told(row, goals=goals, figures=right | {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak}, lines=lines)


def _against_truth(held: dict[str, Any], *, folder: Path) -> dict[str, float]:
    """Count the pairs of records that are rightly, wrongly and not joined."""
    found = FILES / "node-linked-persons.csv"
    lines = [f"{key.partition('/')[2]},{number}" for number, keys in enumerate(held["persons"]) for key in keys]
    found.write_text("\n".join(["record_id,found", *lines]) + "\n", encoding="utf-8")
    with duckdb.connect() as database:
        told_of = database.sql(
            f"""WITH linked AS (SELECT found, person_id FROM '{found}' JOIN '{folder / "truth.csv"}' USING (record_id)),
                pairs(sizes) AS (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM linked GROUP BY found)),
                true_pairs(sizes) AS (
                    SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM linked GROUP BY person_id)),
                right_pairs(sizes) AS (
                    SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM linked GROUP BY found, person_id))
            SELECT r.sizes / p.sizes, r.sizes / t.sizes FROM pairs p, true_pairs t, right_pairs r"""
        ).fetchall()[0]
    return {"precision": float(told_of[0]), "recall": float(told_of[1])}


if __name__ == "__main__":
    main()
