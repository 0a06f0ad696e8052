"""Find children by five hundred scraps made from the truth, and time what is offered while they are typed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import MIB, asked, figure, told

RECORDS = 300_000
A_CHILD = 3.25  # records of the sample for each child


def main() -> None:
    """Take an area in, index it, and search."""
    row = asked("scraps", records=RECORDS, runs=1)
    folder, data = sample_area(round(row.records / A_CHILD)), FILES / f"node-scraps-{row.records}"
    if not (data / "indexed").exists():
        shutil.rmtree(data, ignore_errors=True)
        _taken_in(data, folder)
        (data / "indexed").touch()
    done = run("our_scraps", data, folder)
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


def _taken_in(data: Path, folder: Path) -> None:
    """Take the area's files in, which indexes them too."""
    for what in ("ready", "load"):
        command = [sys.executable, "-m", "benchmarks.work.our_node", str(data), str(folder), what]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)


if __name__ == "__main__":
    main()
