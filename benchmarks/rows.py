"""One row of what the engine must reach: asked for on a command line, printed as a line, stored as JSON."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quiet import check_quiet, machine, pace

RESULTS = Path(__file__).parent / "results"
GIB, MIB = 2**30, 2**20


@dataclass(frozen=True)
class Asked:
    """How a row is to be measured: on how many records, how many times, and whether on a machine in use too."""

    name: str
    records: int
    runs: int
    peer_runs: int
    idle: bool
    whole: bool  # on as many records, and for as long, as its goals are of
    timed: bool = True
    seconds: int = 0  # for how long something is held
    pace: float = 0.0  # seconds that a fixed piece of work took before


def asked(
    name: str, *, records: int, runs: int = 5, peer_runs: int | None = None, timed: bool = True, seconds: int = 0
) -> Asked:
    """Read a row's command line, and refuse a machine that is in use where anything is `timed`."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}")
    parser.add_argument("--records", type=int, default=records, help=f"records to measure on (default {records:,})")
    parser.add_argument("--runs", type=int, default=runs, help=f"runs, whose median is taken (default {runs})")
    parser.add_argument("--peer-runs", type=int, default=peer_runs, help="runs of the peer, where fewer")
    if seconds:
        parser.add_argument("--seconds", type=int, default=seconds, help=f"for how long (default {seconds})")
    parser.add_argument("--anyway", action="store_true", help="measure on a machine in use too, and mark the result")
    said = parser.parse_args()
    idle = check_quiet(anyway=said.anyway or not timed)
    peers = min(said.peer_runs or said.runs, said.runs)
    held = said.seconds if seconds else 0
    whole = said.records == records and held == seconds
    return Asked(name, said.records, said.runs, peers, idle, whole=whole, timed=timed, seconds=held, pace=pace())


def told(row: Asked, *, goals: Mapping[str, bool], figures: Mapping[str, Any], lines: Sequence[str]) -> None:
    """Print a row, say which goals were reached, and store it all.

    What was measured on another number of records, or timed on a machine in use, is a trial, stored beside the row.
    """
    for line in lines:
        print(line)
    paces = [round(row.pace, 4), round(pace(), 4)]
    print(f"  a fixed piece of work took {figure(paces[0])} before and {figure(paces[1])} after")
    for goal, reached in goals.items():
        print(f"  {'reached' if reached else 'MISSED '}  {goal}")
    result = {"row": row.name, "records": row.records, "runs": row.runs, "idle": row.idle, "machine": machine()}
    result |= {"pace": paces}
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{row.name}{'' if row.whole and (row.idle or not row.timed) else '.trial'}.json"
    file.write_text(json.dumps(result | {"goals": dict(goals), "figures": figures}, indent=1) + "\n")


def figure(seconds: float) -> str:
    """Write seconds for a reader."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def times(slower: float, *, faster: float) -> str:
    """Write how many times one figure is of another."""
    return f"{slower / faster:.1f} ×" if faster else "–"
