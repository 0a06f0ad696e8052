"""Have a teacher who is new to it tell the front door about a child of their school, with a stopwatch.

From the page as it opens to the page that says that it is sent: every visible word is read at 200 words a minute, the
head and foot of the page too, every letter is typed at 40 words a minute, every tap takes 1.2 seconds. Once on a wide
screen and once on a telephone. Fields are those that were filled in or chosen.
"""

import subprocess
from statistics import median

from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

GOAL, FIELDS = 60.0, 12  # seconds, fields to sent
WIDTHS = (1280, 360)
PERSONS_PACE = 1


def main() -> None:
    """Tell so many times at each width, each on a node of its own, and give the middle."""
    row = asked("told", records=1, runs=3)
    subprocess.run(["make", "--silent", "build/frontend/.made"], check=True)
    data = FILES / "told"
    url = f"sqlite:///{data}/wraparound.sqlite3"
    lines, goals, figures = [], {}, {}
    for width in WIDTHS:
        runs = [run("our_telling", data, url, width, PERSONS_PACE).said for _ in range(row.runs)]
        took, fields = [float(one["took"]) for one in runs], max(int(one["fields"]) for one in runs)
        page = runs[-1]["pages"]["the page"]
        lines += [
            f"  {width} pixels: {figure(median(took))} in the middle of {len(took)}, {figure(max(took))} at most",
            f"  {fields} fields, {page['taps']} taps, typed for {figure(page['typed'])}",
            f"  {page['words']} words read in {figure(page['read'])}",
        ]
        goals[f"{width} pixels: from the page opened to sent within 60 seconds"] = max(took) <= GOAL
        goals[f"{width} pixels: at most 12 fields"] = fields <= FIELDS
        figures[str(width)] = {"seconds": took, "fields": fields, "pages": runs[-1]["pages"]}
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
