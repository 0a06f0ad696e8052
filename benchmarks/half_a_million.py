"""Half a million rows in eight files, from received to linked, on each database: how long, and how much memory."""

from typing import Any

from benchmarks.databases import each_database
from benchmarks.killed_loads import loaded, sample_area
from benchmarks.plan import FILES
from benchmarks.rows import GIB, asked, figure, told

CHILDREN = 155_000  # of whom eight agencies hold half a million rows


def main() -> None:
    """Take the files in and measure."""
    row = asked("half_a_million", records=CHILDREN, runs=1)
    folder, lines = sample_area(row.records), []
    figures: dict[str, Any] = {}
    goals: dict[str, bool] = {}
    for database in each_database(FILES / "node-half-a-million"):
        done = loaded(database, folder=folder)
        rows, unlinked = done.said["rows"], done.said["unlinked"]
        lines.append(
            f"{database.name}: {rows:,} rows: {figure(done.seconds)} wall, {figure(done.cpu)} CPU,"
            f" {done.peak / GIB:.2f} GiB, {unlinked:,} records not linked"
        )
        goals |= {
            f"{database.name}: within five minutes": done.seconds <= 300,
            f"{database.name}: at most 2 GiB": done.peak <= 2 * GIB,
            f"{database.name}: every record is linked": not unlinked,
        }
        figures[database.name] = {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak} | done.said
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
