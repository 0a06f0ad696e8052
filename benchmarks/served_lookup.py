"""Look children up through the JSON API of a served node, each look in the ledger, and take the server's time.

The node has served for a while: some calls of each kind, about other children, are made before and not counted. Then
the kinds come mixed. No child is asked for twice on purpose, by one kind or two.
"""

from benchmarks.databases import each_served
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.rows import asked, figure, told
from benchmarks.work.our_calls import WARM

RECORDS = 1_000_000
A_CHILD = 3.25  # records of the sample for each child
CALLS = 1_000  # of each kind
GOAL = 0.005  # seconds


def main() -> None:
    """Take an area in on each database, serve it, and have another process call it."""
    row = asked("served_lookup", records=RECORDS, runs=1)
    folder = sample_area(round(row.records / A_CHILD))
    figures, lines, goals = {}, [], {}
    for name, url, data in each_served(folder, records=row.records):
        said = run("our_calls", data, url, CALLS).said
        figures[name] = said
        lines.append(
            f"  {name}: the kinds mixed, each child once, after {WARM} calls of each kind about other children"
        )
        for kind, took in said["kinds"].items():
            lines.append(
                f"  {name}, {kind}: {figure(took['p50'])} at the median, {figure(took['p95'])} at p95 of the server's "
                f"time; {figure(took['whole_p95'])} at p95 as the caller sees it"
            )
        worst = max(took["p95"] for took in said["kinds"].values())
        goals[f"{name}: within 5 ms of the server's time at p95, by every kind"] = worst <= GOAL
        goals[f"{name}: an entry in the ledger for each"] = said["entries"] == said["calls"]
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
