"""Ask every partner about a child of a large area, until each letter is with a mail server.

The page is asked as a browser asks it; letters are carried by `wraparound errands`, to a mail server in a process of
its own. From sending the page until its answer, and until the last letter of the question was accepted.
"""

from statistics import median, quantiles

from benchmarks.databases import each_served
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.rows import asked, figure, told

RECORDS = 1_000_000
A_CHILD = 3.25  # records of the sample for each child
ASKS = 50
GOAL = 2.0  # seconds


def main() -> None:
    """Take an area in on each database, and ask."""
    row = asked("asked", records=RECORDS, runs=ASKS)
    folder = sample_area(round(row.records / A_CHILD))
    figures, lines, goals = {}, [], {}
    for name, url, data in each_served(folder, records=row.records):
        said = run("our_asks", data, url, row.runs).said
        figures[name] = said
        for what, taken in (("page's answer", said["pages"]), ("last letter accepted", said["letters"])):
            lines.append(f"  {name}, {what}: {figure(median(taken))} in the middle, p95 {figure(_p95(taken))}")
        lines.append(f"  {name}: {said['partners']} partners each, {len(said['pages'])} questions")
        goals[f"{name}: a child to all partners asked, every letter accepted, p95 within 2 s"] = (
            _p95(said["letters"]) <= GOAL
        )
    told(row, goals=goals, figures=figures, lines=lines)


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


if __name__ == "__main__":
    main()
