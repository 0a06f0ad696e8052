"""Look children up through the JSON API of a served node, each look in the ledger, and take the server's time."""

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.databases import POSTGRES
from benchmarks.killed_loads import sample_area
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

RECORDS = 1_000_000
A_CHILD = 3.25  # records of the sample for each child
CALLS = 1_000  # of each kind
GOAL = 0.005  # seconds


def main() -> None:
    """Take an area in on each database, serve it, and have another process call it."""
    row = asked("served_lookup", records=RECORDS, runs=1)
    folder = sample_area(round(row.records / A_CHILD))
    data = FILES / f"node-served-{row.records}"
    figures, lines, goals = {}, [], {}
    for name in ("SQLite", "PostgreSQL"):
        try:
            said = _on_sqlite(data, folder) if name == "SQLite" else _on_postgres(data, folder)
        except POSTGRES.NotInstalledError:
            lines.append(f"  {name}: not installed, not measured")
            continue
        figures[name] = said
        for kind, took in said["kinds"].items():
            lines.append(
                f"  {name}, {kind}: {figure(took['p50'])} at the median, {figure(took['p95'])} at p95 of the server's "
                f"time; {figure(took['whole_p95'])} at p95 as the caller sees it"
            )
        worst = max(took["p95"] for took in said["kinds"].values())
        goals[f"{name}: within 5 ms of the server's time at p95, by every kind"] = worst <= GOAL
        goals[f"{name}: an entry in the ledger for each"] = said["entries"] == said["calls"]
    told(row, goals=goals, figures=figures, lines=lines)


def _on_sqlite(data: Path, folder: Path) -> dict:
    url = f"sqlite:///{data}/wraparound.sqlite3"
    _taken_in(data, folder, url)
    return run("our_calls", data, url, CALLS).said


def _on_postgres(data: Path, folder: Path) -> dict:
    kept = data.with_name(f"{data.name}-postgres")
    if not (kept / "taken").exists():
        shutil.rmtree(kept, ignore_errors=True)
    with POSTGRES.server(kept / "server") as url:
        _taken_in(kept, folder, url)
        return run("our_calls", kept, url, CALLS).said


def _taken_in(data: Path, folder: Path, url: str) -> None:
    """Take the area's files in, which indexes them too, unless that was done before."""
    if (data / "taken").exists():
        return
    if url.startswith("sqlite"):
        shutil.rmtree(data, ignore_errors=True)
    for what in ("ready", "load"):
        command = [sys.executable, "-m", "benchmarks.work.our_node", str(data), str(folder), what, url]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (data / "taken").touch()


if __name__ == "__main__":
    main()
