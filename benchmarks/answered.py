"""Have somebody new to it answer a question from the link in a letter, on a telephone, with a stopwatch.

From the letter open in the mailbox to the page that says that the answer is sent: every word on every page is read at
200 words a minute, every letter of the answer typed at 40 words a minute, every tap takes 1.2 seconds.
"""

import subprocess
from statistics import median

from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

GOAL = 120.0  # seconds
PERSONS_PACE = 1


def main() -> None:
    """Answer so many times, each on a node of its own, and give the middle."""
    row = asked("answered", records=1, runs=3)
    subprocess.run(["make", "--silent", "build/frontend/.made"], check=True)
    data = FILES / "answered"
    url = f"sqlite:///{data}/wraparound.sqlite3"
    runs = [run("our_answer", data, url, PERSONS_PACE).said for _ in range(row.runs)]
    took = [float(one["took"]) for one in runs]
    pages = runs[-1]["pages"]
    lines = [f"  {figure(median(took))} in the middle of {len(took)}, {figure(max(took))} at most"]
    lines += [
        f"  {page}: {one['words']} words read in {figure(one['read'])}, typed for {figure(one['typed'])}, "
        f"{one['taps']} taps"
        for page, one in pages.items()
    ]
    goals = {"from the letter to the answer sent within 2 minutes, without an account": max(took) <= GOAL}
    told(row, goals=goals, figures={"seconds": took, "pages": pages}, lines=lines)


if __name__ == "__main__":
    main()
