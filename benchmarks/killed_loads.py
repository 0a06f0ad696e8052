"""Kill the taking in of files at many moments: nothing may be lost or doubled, and the run after must complete."""

import json
import random
import shutil
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.databases import Database
from benchmarks.measure import Run, run
from benchmarks.plan import FILES, SEED
from benchmarks.rows import asked, told

KILLS = 50
CHILDREN = 8_000  # about 26,000 rows in eight files, of some thirteen batches
SOONEST, LATEST = 1.0, 9.0  # seconds after its start at which a process is killed


def main() -> None:
    """Take the same files in on two nodes, one undisturbed and one killed again and again, and compare them."""
    row = asked("killed_loads", records=CHILDREN, runs=1, timed=False)
    folder = sample_area(row.records)
    undisturbed, killed = FILES / "node-undisturbed", FILES / "node-killed"
    for data in (undisturbed, killed):
        shutil.rmtree(data, ignore_errors=True)
        node(data, folder=folder, what="ready")
    node(undisturbed, folder=folder, what="load")
    chance, died = random.Random(SEED), 0
    for _ in range(KILLS):
        died += _kill(killed, folder, after=chance.uniform(SOONEST, LATEST))
    node(killed, folder=folder, what="load")
    one, other = (json.loads(node(data, folder=folder, what="held")) for data in (undisturbed, killed))
    different = [name for name in one if one[name] != other[name]]
    lines = [f"{len(one['records']):,} records, {died} processes killed with -9, then one left to finish"]
    lines += [f"  different: {name}" for name in different]
    figures: dict[str, Any] = {"killed": died, "records": len(one["records"]), "different": different}
    goals = {
        "nothing lost, nothing doubled, the run after completes": not different and not other["unlinked"],
        "the ledger is whole": other["ledger"] == "None",
    }
    told(row, goals=goals, figures=figures, lines=lines)


def sample_area(children: int) -> Path:
    """Give the folder of an invented area's files, made if it is not there yet as today's sample writes it."""
    folder = FILES / f"area-{children}-seed{SEED}-{_written_by()}"
    if not (folder / "truth.csv").exists():
        for former in FILES.glob(f"area-{children}-seed{SEED}*"):
            shutil.rmtree(former)
        words = ["-m", "wraparound.sample", "--size", str(children), "--seed", str(SEED), "--out", str(folder)]
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    return folder


def _written_by() -> str:
    """Name the sample's code, its tables too, by eight digits."""
    parts = sorted(file for file in Path("wraparound/sample").rglob("*") if file.suffix in {".py", ".csv", ".toml"})
    return sha256(b"".join(file.read_bytes() for file in parts)).hexdigest()[:8]


def loaded(database: Database, *, folder: Path) -> Run:
    """Take a folder in on a new node of a database, and measure it."""
    shutil.rmtree(database.data, ignore_errors=True)
    node(database.data, folder=folder, what="ready", url=database.url)
    return run("our_node", database.data, folder, "load", database.url)


def _command(data: Path, folder: Path, what: str, url: str = "") -> list[str]:
    return [sys.executable, "-m", "benchmarks.work.our_node", str(data), str(folder), what, url]


def node(data: Path, *, folder: Path, what: str, url: str = "") -> str:
    """Have a node do one thing in a process of its own, and give what it printed."""
    return subprocess.run(_command(data, folder, what, url), check=True, capture_output=True, text=True).stdout


def _kill(data: Path, folder: Path, *, after: float) -> bool:
    """Start taking in, kill it after some seconds, and say whether it was still at work."""
    process = subprocess.Popen(_command(data, folder, "load"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    return process.wait() != 0


if __name__ == "__main__":
    main()
