"""Hold fifty requests a second for five minutes against a served node: search by a scrap, then a child's page."""

from benchmarks.databases import each_served
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.rows import asked, figure, told

RECORDS = 1_000_000  # of some 300,000 children
A_CHILD = 3.25  # records of the sample for each child
RATE, SECONDS = 50, 300
GOAL = 0.150  # seconds


def main() -> None:
    """Take an area in on each database, serve it, and have another process visit it."""
    row = asked("pages_held", records=RECORDS, runs=1, seconds=SECONDS)
    folder = sample_area(round(row.records / A_CHILD))
    figures, lines, goals = {}, [], {}
    for name, url, data in each_served(folder, records=row.records):
        said = run("our_visits", data, url, folder, RATE, row.seconds).said
        figures[name] = said
        for kind, took in said["kinds"].items():
            lines.append(
                f"  {name}, {kind}: {figure(took['p50'])} at the median, {figure(took['p95'])} at p95, "
                f"{figure(took['p99'])} at p99 of {took['pages']:,}"
            )
        worst = max(took["p95"] for took in said["kinds"].values())
        goals[f"{name}: every kind of page within 150 ms at p95, {RATE} requests a second"] = worst <= GOAL
        goals[f"{name}: no error"] = not said["errors"]
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
