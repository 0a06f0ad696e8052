"""Two hundred workers at the front door of a served node for half an hour: mixed work, on PostgreSQL.

Each has a browser of their own that stays open: they read the board and contacts, take them up, write notes, say how
urgent they are, decide, and tell what callers say, with the pauses of somebody who reads; what they type is kept in
pieces. Their open pages ask whether anything has changed. Now and then two decide one contact at the same moment.
"""

from benchmarks.databases import served_on_postgresql
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.rows import asked, figure, told

WORKERS, SECONDS, RECORDS = 200, 30 * 60, 1_000_000
A_CHILD = 3.25  # records of the sample for each child
GOAL = 0.4  # seconds


def main() -> None:
    """Serve a node that holds an area's records, and have the workers work."""
    row = asked("door_held", records=RECORDS, runs=1, seconds=SECONDS)
    folder = sample_area(round(row.records / A_CHILD))
    figures, lines, goals = {}, [], {}
    for name, url, data in served_on_postgresql(folder, records=row.records):
        said = run("our_workers", data, url, WORKERS, row.seconds).said
        figures[name] = said
        lines += [
            f"  {kind}: {figure(took['p50'])} in the middle, {figure(took['p95'])} at p95 of {took['pages']:,}"
            for kind, took in said["kinds"].items()
        ]
        lines.append(
            f"  {said['visits']:,} visits, {said['asks']:,} times whether anything changed, {said['notes']:,} notes, "
            f"{said['decided']:,} decisions; {said['contested']:,} were told who was first"
        )
        goals[f"every kind of page within 400 ms at p95, {WORKERS} workers"] = said["p95"] <= GOAL
        goals["no error"] = not said["errors"]
        goals["no update lost: of two who decide one is first, and the other is told"] = not said["lost"]
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
