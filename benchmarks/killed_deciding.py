"""Kill a node while contacts are told, decided, seconded, accepted and refused: no half decision, nothing lost."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from benchmarks.databases import Database, each_database
from benchmarks.plan import FILES, SEED
from benchmarks.rows import asked, told

KILLS = 50
SOONEST, LATEST = 0.05, 1.5  # seconds after it began to work at which a process is killed
PATIENCE = 60  # seconds until a process that does nothing is an error


def main() -> None:
    """Kill a node again and again on each database, and go through what is held."""
    row = asked("killed_deciding", records=KILLS, runs=1, timed=False)
    figures: dict[str, Any] = {}
    lines, goals = [], {}
    for database in each_database(FILES / "node-killed-deciding"):
        shutil.rmtree(database.data, ignore_errors=True)
        found = killed(database, times=row.records)
        figures[database.name] = found
        whole = not found["faults"] and found["ledger"] == "None"
        goals[f"no half decision, nothing lost, the ledger whole on {database.name}"] = whole
        among = ", ".join(f"{what} {number}" for what, number in found["killed_amid"].items())
        lines += [
            f"{database.name}: {row.records} processes killed with -9, amid {among}",
            "  " + ", ".join(f"{found[what]:,} {what}" for what in ("contacts", "decisions", "responses", "letters")),
            *(f"  wrong: {fault}" for fault in found["faults"][:20]),
        ]
    told(row, goals=goals, figures=figures, lines=lines)


def killed(database: Database, *, times: int) -> dict[str, Any]:
    """Kill a node so many times, and say what there is."""
    chance = random.Random(SEED)
    _worked(database, "ready")
    amid: Counter[str] = Counter()
    for _ in range(times):
        amid[_kill(database, after=chance.uniform(SOONEST, LATEST))] += 1
    held: dict[str, Any] = json.loads(_worked(database, "finish").splitlines()[-1])
    return held | {"killed": times, "killed_amid": dict(sorted(amid.items()))}


def _command(database: Database, what: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.work.our_deciding", str(database.data), database.url, what]


def _worked(database: Database, what: str) -> str:
    return subprocess.run(_command(database, what), check=True, stdout=subprocess.PIPE, text=True).stdout


def _kill(database: Database, *, after: float) -> str:
    """Start a node, kill it some time after it began to work; say what it was amid."""
    begun = database.data / "begun"
    begun.unlink(missing_ok=True)
    with (database.data / "errors").open("a") as errors:
        process = subprocess.Popen(_command(database, "run"), stderr=errors, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while not begun.exists() or not begun.stat().st_size:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The node did nothing; {database.data / 'errors'} says why.")
        time.sleep(0.01)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    newest = (begun.read_text().splitlines() or [""])[-1]
    return newest.removeprefix("+ ") if newest.startswith("+ ") else "nothing"


if __name__ == "__main__":
    main()
