"""Single records that change or arrive at an area that is linked: from filing to linked, on SQLite and PostgreSQL."""

import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.databases import ADVISED, POSTGRES
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

RECORDS = 1_000_000
A_CHILD = 3.25  # records of the sample for each child
ARRIVALS = 200
GOAL = 0.050  # seconds


def main() -> None:
    """Take an area in on each database, let records arrive, and give the middle and the worst of twenty."""
    row = asked("single_record", records=RECORDS, runs=1)
    folder = sample_area(round(row.records / A_CHILD))
    data = FILES / f"node-arrivals-{row.records}"
    figures, lines, goals = {}, [], {}
    for name, url in (("SQLite", f"sqlite:///{data}/wraparound.sqlite3"), ("PostgreSQL", None)):
        try:
            took = _on_sqlite(data, folder, url) if url else _on_postgres(data, folder)
        except POSTGRES.NotInstalledError:
            lines.append(f"  {name}: not installed, not measured")
            continue
        middle, worst = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        figures[name] = {"median": middle, "p95": worst, "seconds": took}
        lines.append(f"  {name}: {figure(middle)} in the middle, {figure(worst)} for the slowest of twenty")
        goals[f"{name}: 95 of 100 within 50 ms"] = worst <= GOAL
    told(row, goals=goals, figures=figures, lines=lines)


def _on_sqlite(data: Path, folder: Path, url: str) -> list[float]:
    if not (data / "linked").exists():
        shutil.rmtree(data, ignore_errors=True)
    _taken_in(data, folder, url)
    return _arrivals(data, url)


def _on_postgres(data: Path, folder: Path) -> list[float]:
    kept = data.with_name(f"{data.name}-postgres")
    if not (kept / "linked").exists():
        shutil.rmtree(kept, ignore_errors=True)
    with POSTGRES.server(kept / "server", settings=ADVISED) as url:
        _taken_in(kept, folder, url)
        return _arrivals(kept, url)


def _taken_in(data: Path, folder: Path, url: str) -> None:
    """Take the area's files in, unless that was done before; then only bring it up to date."""
    for what in ("ready",) if (data / "linked").exists() else ("ready", "load"):
        command = [sys.executable, "-m", "benchmarks.work.our_node", str(data), str(folder), what, url]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (data / "linked").touch()


def _arrivals(data: Path, url: str) -> list[float]:
    said = run("our_arrivals", data, url, ARRIVALS).said
    return [float(seconds) for seconds in said["arrivals"]]


if __name__ == "__main__":
    main()
