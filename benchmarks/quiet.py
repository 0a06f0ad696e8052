"""Whether the machine is quiet enough to measure on, and what machine it is."""

import os
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

BUSY = 0.10  # share of all cores in use above which nothing is measured
LOOK = 2.0  # seconds
STEPS, TIMES = 2_000_000, 3  # of the fixed piece of work, and how often it is done
PACKAGES = ("wraparound", "numpy", "numba", "pyarrow", "rapidfuzz", "splink", "duckdb", "sqlglot")


class NotQuiet(RuntimeError):  # noqa: N818 – named by what is so
    """Something else is using the machine, so that figures taken now would mean nothing."""


def cpu_use(seconds: float = LOOK) -> float:
    """Give the share of all cores' time in use over some seconds, from /proc/stat."""
    before = _times()
    time.sleep(seconds)
    after = _times()
    busy, total = (now - then for now, then in zip(after, before, strict=True))
    return busy / max(total, 1)


def check_quiet(*, anyway: bool) -> bool:
    """Say whether the machine is idle; raises NotQuiet where it is not, unless told to measure anyway."""
    use = cpu_use()
    if use <= BUSY:
        return True
    said = f"the machine is not idle: {use:.0%} of its cores' time is in use, above {BUSY:.0%}"
    if not anyway:
        raise NotQuiet(f"{said}. Stop what runs, or measure --anyway and have the result marked.")
    print(f"Not quiet: {said}; measured anyway.", file=sys.stderr)
    return False


def pace() -> float:
    """Give the seconds that a fixed piece of work takes just now, at best.

    Where a host shares its processors out, the same machine is at times half as quick, however idle: figures of two
    runs compare only where this is much the same.
    """
    took = []
    for _ in range(TIMES):
        began, total = time.perf_counter(), 0
        for step in range(STEPS):
            total += step
        took.append(time.perf_counter() - began)
    return min(took)


def machine() -> dict[str, object]:
    """Name the machine and the versions that figures were taken with."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _times() -> tuple[int, int]:
    """Give the ticks that all cores have been busy, and all ticks."""
    ticks = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, sum(ticks)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError:
        return "this checkout" if package == "wraparound" else "absent"
