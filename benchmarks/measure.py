"""Run a piece of work in a fresh process and take its time, processor time and memory."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from tempfile import TemporaryFile
from typing import Any


@dataclass(frozen=True)
class Run:
    """One run of a piece of work.

    `seconds` and `cpu` are from opening the input to the last output written, as the work itself counted them, with
    imports left out; `whole_seconds` and `whole_cpu` are of the process from start to end, with them. `peak` is bytes.
    """

    seconds: float
    cpu: float
    whole_seconds: float
    whole_cpu: float
    peak: int
    said: dict[str, Any]


class WorkFailed(RuntimeError):  # noqa: N818 – named by what happened
    """A piece of work ended with an error; the message is its last words."""


def run(work: str, *arguments: object) -> Run:
    """Run `python -m benchmarks.work.<work> ARGUMENTS` and read the JSON on its last line."""
    began = time.perf_counter()
    command = [sys.executable, "-m", f"benchmarks.work.{work}", *map(str, arguments)]
    with TemporaryFile("w+") as errors:  # a pipe that nobody empties would hold up work that complains much
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        whole = time.perf_counter() - began
        errors.seek(0)
        if process.returncode:
            told_last = errors.read()[-2000:]
            raise WorkFailed(f"{work} {' '.join(map(str, arguments))} ended with {process.returncode}:\n{told_last}")
    told = json.loads(said.strip().splitlines()[-1])
    seconds, cpu = told.pop("seconds"), told.pop("cpu")
    return Run(seconds, cpu, whole, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, told)


def beside(works: Mapping[str, Callable[[], Run]], *, runs: int, warm: bool = True) -> dict[str, list[Run]]:
    """Run several pieces of work in turn, so many times each, after one turn that is thrown away."""
    taken: dict[str, list[Run]] = {name: [] for name in works}
    for turn in range(runs + warm):
        for name, work in works.items():
            done = work()
            if turn or not warm:
                taken[name].append(done)
    return taken


def typical(runs: Sequence[Run]) -> dict[str, Any]:
    """Give the median of every figure, and every run's seconds."""
    figures = {
        name: median(getattr(run, name) for run in runs)
        for name in ("seconds", "cpu", "whole_seconds", "whole_cpu", "peak")
    }
    return figures | {"runs": [asdict(run) for run in runs], "said": runs[-1].said}


def as_installed() -> None:
    """Hide scipy, which numba loads where it finds it: it comes with what we measure against, not with the product."""
    sys.modules["scipy"] = None  # type: ignore[assignment]  # None refuses an import


class Clock:
    """Counts the seconds and processor seconds of a piece of work, from making it to telling."""

    def __init__(self) -> None:
        """Start counting."""
        self.began, self.used = time.perf_counter(), _used()
        self.marks: list[tuple[str, float]] = []

    def mark(self, what: str) -> None:
        """Note that a part of the work is done."""
        self.marks.append((what, time.perf_counter() - self.began))

    def tell(self, **said: object) -> None:
        """Print what was counted, and what the work has to say, as the JSON that `run` reads."""
        parts = {
            what: round(end - begin, 4)
            for (what, end), begin in zip(self.marks, [0.0, *[end for _, end in self.marks]], strict=False)
        }
        seconds, cpu = time.perf_counter() - self.began, _used() - self.used
        print(json.dumps({"seconds": seconds, "cpu": cpu, "parts": parts, **said}))


def _used() -> float:
    """Give the processor seconds of this process and of those that it has started and seen end."""
    both = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
