"""Run tests on PostgreSQL: a throwaway server, started for one command and gone after it.

    python -m tests.postgres                     the tests that use a database, of every capability
    python -m tests.postgres -x                  the same, pytest with these options
    python -m tests.postgres tests/ledger        these tests
    python -m tests.postgres -- COMMAND …        any command; WRAPAROUND_DATABASE_URL names the server

Where PostgreSQL is not installed this says so, loudly, and lets the tests pass without it.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
UNPRIVILEGED = ("postgres", "nobody")  # whom the server runs as when we are root, which it refuses to be
UNHEARD = "listen_addresses="  # by nobody but this machine's users
SWIFT = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
MISSING = """
  **********************************************************************************
  SKIPPED: the tests on PostgreSQL. It is not installed (Debian: apt install postgresql).
  **********************************************************************************
"""


class NotInstalledError(RuntimeError):
    """PostgreSQL's programs are not on this machine."""


def binaries() -> Path:
    """Find the folder of initdb and postgres: in the path, by pg_config, or where Debian puts the newest."""
    asked = [shutil.which("initdb"), shutil.which("pg_config")]
    folders = [Path(asked[0]).resolve().parent] if asked[0] else []
    if asked[1]:
        told = subprocess.run([asked[1], "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(told.stdout.strip()))
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotInstalledError


@contextmanager
def server(kept: Path | None = None, *, settings: Iterable[str] = SWIFT) -> Iterator[str]:
    """Start a server that only this machine's users reach, by a socket; give its address and take all away after.

    What is in the folder `kept`, if one is named, stays for the next time. Unless other settings are asked for, nothing
    waits until it is on the disk.
    """
    programs, someone = binaries(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg_"))
    try:
        data = _made(kept or folder / "data", folder=folder, someone=someone)
        options = [part for option in (UNHEARD, *settings) for part in ("-c", option)]
        command = [programs / "postgres", "-D", data, "-k", folder, *options]
        with (folder / "log").open("w") as log:
            running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **someone)
        try:
            _await(folder, running=running)
            yield f"postgres://postgres@{quote(str(folder), safe='')}/wraparound"
        finally:
            running.send_signal(signal.SIGINT if kept else signal.SIGQUIT)
            running.wait()
    finally:
        shutil.rmtree(folder)


def _made(data: Path, *, folder: Path, someone: dict[str, Any]) -> Path:
    """Make the folder of a server's data, if it is not there yet."""
    fresh = not data.exists()
    data.mkdir(parents=True, exist_ok=True)
    if "user" in someone:
        os.chown(folder, someone["user"], someone["group"])
        os.chown(data, someone["user"], someone["group"])
    folder.chmod(0o755)
    if fresh:
        made = [binaries() / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]
        subprocess.run([*made, "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **someone)
    return data


def _unprivileged() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    found = next(known[name] for name in UNPRIVILEGED if name in known)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _await(folder: Path, *, running: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        if running.poll() is not None:
            break
        try:
            with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'wraparound'").fetchone():
                    connection.execute("CREATE DATABASE wraparound")
                return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def folders() -> list[str]:
    """List the folders of tests that use a database, of capabilities and of pages; and of worries in a browser.

    What else a browser looks at are pages, which are the same on either database.
    """
    named = [folder for folder in sorted((ROOT / "tests").iterdir()) if (ROOT / "wraparound" / folder.name).is_dir()]
    named.append(ROOT / "tests" / "browser" / "worries")
    uses = re.compile(r"django_db|\bdb\b")
    return [str(folder) for folder in named if any(uses.search(file.read_text()) for file in folder.rglob("*.py"))]


def main(arguments: list[str]) -> int:
    """Run what is asked with a server beside it, and give its exit code."""
    given = os.environ.get("WRAPAROUND_TEST_DATABASE_URL")
    if given:
        return _run(arguments, address=given)
    try:
        with server() as address:
            return _run(arguments, address=address)
    except NotInstalledError:
        print(MISSING, file=sys.stderr)
        return 0


def _run(arguments: list[str], *, address: str) -> int:
    if arguments[:1] == ["--"]:
        return _called(arguments[1:], WRAPAROUND_DATABASE_URL=address)
    named = any(Path(argument.partition("::")[0]).exists() for argument in arguments)
    pytest = [sys.executable, "-m", "pytest", *arguments, *([] if named else folders())]
    return _called(pytest, WRAPAROUND_TEST_DATABASE_URL=address)


def _called(command: list[str], **environment: str) -> int:
    return subprocess.run(command, check=False, env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
