"""From a clean clone of this checkout to a served page: `make run` the first time, and once more.

What is committed is measured. The packages come from the registries, or from what pip, uv and npm keep of them on this
machine; the database, the engine's compiled code and all else is made anew.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.plan import FILES, HERE
from benchmarks.rows import asked, figure, told

CHILDREN = 2_000  # of the sample that `make run` invents
PATIENCE = 600  # seconds until a run that serves nothing is given up
FIRST, AGAIN = 90, 6  # seconds: the goals


class NeverServedError(RuntimeError):
    """`make run` ended, or served nothing in all the time it was given; the message is its last words."""


def main() -> None:
    """Clone, run, stop, run again."""
    row = asked("first_run", records=CHILDREN, runs=1)
    folder = FILES / "first-run"
    shutil.rmtree(folder, ignore_errors=True)
    FILES.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "--quiet", str(HERE.parent), str(folder)], check=True)
    first = _served_after(folder, log=FILES / "first-run-1.log")
    again = _served_after(folder, log=FILES / "first-run-2.log")
    lines = [f"make run: {figure(first)} from a clean clone to a served page, {figure(again)} again"]
    goals = {
        f"the first time within {FIRST} s": first <= FIRST,
        f"again within {AGAIN} s": again <= AGAIN,
    }
    told(row, goals=goals, figures={"first": first, "again": again}, lines=lines)


def _served_after(folder: Path, *, log: Path) -> float:
    """Run `make run` in a folder at a free port; give the seconds until its first page, and stop all it started."""
    port = _free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith(("WRAPAROUND_", "VIRTUAL_ENV"))}
    began = time.perf_counter()
    with log.open("w") as out:
        made = subprocess.Popen(
            ["make", f"PYTHON={_python()}", "run"],
            cwd=folder,
            env=own | {"WRAPAROUND_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not _answers(port):
                if made.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise NeverServedError(log.read_text()[-2_000:])
                time.sleep(0.05)
            return time.perf_counter() - began
        finally:
            _stop(made)


def _python() -> str:
    """Give the Python that a newcomer's environment is made of: the one beneath ours."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://localhost:{port}/sign-in", timeout=5) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False


def _stop(made: subprocess.Popen[bytes]) -> None:
    """End `make` and all that it started; what does not end within ten seconds is killed."""
    for how, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        try:
            os.killpg(made.pid, how)
            made.wait(patience)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
        if not _alive(made.pid):
            return


def _alive(group: int) -> bool:
    """Say whether anything of a process group is left, a moment after it was told to end."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


if __name__ == "__main__":
    main()
