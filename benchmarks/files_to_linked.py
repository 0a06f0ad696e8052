"""An area's eight files, from received to linked, on each database; and how right the persons are by the truth."""

import json
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.databases import each_database
from benchmarks.killed_loads import loaded, node, sample_area
from benchmarks.plan import FILES
from benchmarks.rows import GIB, asked, figure, told

CHILDREN = 60_000


def main() -> None:
    """Take the sample `medium` in and measure."""
    row = asked("files_to_linked", records=CHILDREN, runs=1)
    folder, lines = sample_area(row.records), []
    figures: dict[str, Any] = {}
    goals: dict[str, bool] = {}
    for database in each_database(FILES / "node-linked"):
        done = loaded(database, folder=folder)
        held = json.loads(node(database.data, folder=folder, what="held", url=database.url))
        right = _against_truth(held, folder=folder)
        rows, parts = len(held["records"]) + len(held["aside"]), done.said["parts"]
        lines += [
            (
                f"{database.name}: {row.records:,} children, {rows:,} rows: linked in {figure(parts['linked'])},"
                f" ready to be searched {figure(parts['indexed'])} later; {figure(done.cpu)} CPU,"
                f" {done.peak / GIB:.2f} GiB"
            ),
            f"  pairs of records joined: precision {right['precision']:.4f}, recall {right['recall']:.4f}",
        ]
        goals |= {
            f"{database.name}: within a minute": parts["linked"] <= 60,
            f"{database.name}: recall at least 97 %": right["recall"] >= 0.97,
            f"{database.name}: precision at least 99.5 %": right["precision"] >= 0.995,
        }
        figures[database.name] = right | {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak} | done.said
    told(row, goals=goals, figures=figures, lines=lines)


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
