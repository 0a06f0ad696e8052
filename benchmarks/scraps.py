"""Find children by five hundred scraps made from the truth, and time what is offered while they are typed."""

from benchmarks.databases import each_served
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.rows import MIB, asked, figure, told

RECORDS = 1_000_000  # of some 300,000 children
A_CHILD = 3.25  # records of the sample for each child


def main() -> None:
    """Take an area in, index it, and search."""
    row = asked("scraps", records=RECORDS, runs=1)
    folder = sample_area(round(row.records / A_CHILD))
    done = run("our_scraps", next(each_served(folder, records=row.records)).data, folder)
    said = done.said
    worst = sorted(said["rules"].items(), key=lambda item: item[1])[:3]
    lines = [
        (
            f"{row.records:,} records, {said['scraps']} scraps: right child first {said['first']:.1%}, "
            f"in the first five {said['five']:.1%}"
        ),
        *(f"  {rule}: first {first:.0%}, in five {five:.0%}" for rule, (first, five) in worst),
        f"  a search: {figure(said['search_median'])} in the middle, {figure(said['search_p95'])} at p95",
        (
            f"  while typing: {figure(said['type_ahead_median'])} in the middle, {figure(said['type_ahead_p95'])} at "
            f"p95 of {said['asked']:,}, through all layers; the process holds {done.peak / MIB:,.0f} MiB at most"
        ),
    ]
    goals = {
        "right child first in at least 85 %": said["first"] >= 0.85,
        "in the first five in at least 95 %": said["five"] >= 0.95,
        "type-ahead within 60 ms at p95": said["type_ahead_p95"] <= 0.060,
    }
    told(row, goals=goals, figures=said | {"peak": done.peak}, lines=lines)


if __name__ == "__main__":
    main()
