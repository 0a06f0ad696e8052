"""Half a million rows in eight files, from received to linked, on a node of its own: how long, and how much memory."""

import shutil

from benchmarks.killed_loads import node, sample_area
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import GIB, asked, figure, told

CHILDREN = 155_000  # of whom eight agencies hold half a million rows


def main() -> None:
    """Take the files in and measure."""
    row = asked("half_a_million", records=CHILDREN, runs=1)
    folder, data = sample_area(row.records), FILES / "node-half-a-million"
    shutil.rmtree(data, ignore_errors=True)
    node(data, folder=folder, what="ready")
    done = run("our_node", data, folder, "load")
    rows, unlinked = done.said["rows"], done.said["unlinked"]
    lines = [
        (
            f"{rows:,} rows: {figure(done.seconds)} wall, {figure(done.cpu)} CPU, {done.peak / GIB:.2f} GiB,"
            f" {unlinked:,} records not linked"
        )
    ]
    goals = {
        "within five minutes": done.seconds <= 300,
        "at most 2 GiB": done.peak <= 2 * GIB,
        "every record is linked": not unlinked,
    }
    figures = {"rows": rows, "unlinked": unlinked, "seconds": done.seconds, "cpu": done.cpu, "peak": done.peak}
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
