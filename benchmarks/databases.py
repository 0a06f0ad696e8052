"""The databases that the service runs on: SQLite, and a PostgreSQL server that is started for a row and thrown away."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from benchmarks.plan import FILES

POSTGRES = import_module("tests.postgres")  # the throwaway server that tests use

ADVISED = (  # as docs/guide/run-a-node.md advises, on a machine of 16 GiB or more; what is kept is on the disk
    "shared_buffers=2GB", "effective_cache_size=8GB", "max_wal_size=8GB", "checkpoint_timeout=15min",
    "wal_compression=lz4", "work_mem=32MB", "maintenance_work_mem=512MB", "random_page_cost=1.1",
    "shared_preload_libraries=pg_prewarm",
)  # fmt: skip


class Database(NamedTuple):
    """A database by its name, with its address and the folder of a node that uses it."""

    name: str
    url: str
    data: Path


def each_database(data: Path) -> Iterator[Database]:
    """Give each database that is installed; the server of PostgreSQL runs until the next is asked for."""
    yield Database("SQLite", _sqlite(data), data)
    try:
        with POSTGRES.server(settings=ADVISED) as url:
            yield Database("PostgreSQL", url, data.with_name(f"{data.name}-postgres"))
    except POSTGRES.NotInstalledError:
        print("  PostgreSQL is not installed, and not measured")


def each_served(folder: Path, *, records: int) -> Iterator[Database]:
    """Give a node on each database that is installed, which took a folder's files in and indexed them, once for all."""
    data = _served(records)
    yield _taken_in(Database("SQLite", _sqlite(data), data), folder)
    yield from served_on_postgresql(folder, records=records)


def served_on_postgresql(folder: Path, *, records: int) -> Iterator[Database]:
    """Give such a node on PostgreSQL alone; nothing where it is not installed."""
    kept = _served(records).with_name(f"{_served(records).name}-postgres")
    if not (kept / "taken").exists():
        shutil.rmtree(kept, ignore_errors=True)
    try:
        with POSTGRES.server(kept / "server", settings=ADVISED) as url:
            yield _taken_in(Database("PostgreSQL", url, kept), folder)
    except POSTGRES.NotInstalledError:
        print("  PostgreSQL is not installed, and not measured")


def _served(records: int) -> Path:
    return FILES / f"node-served-{records}"


def _sqlite(data: Path) -> str:
    return f"sqlite:///{data}/wraparound.sqlite3"


def _taken_in(database: Database, folder: Path) -> Database:
    """Take the area's files in, which indexes them too, unless that was done before; then bring it up to date."""
    taken = database.data / "taken"
    if not taken.exists() and database.url.startswith("sqlite"):
        shutil.rmtree(database.data, ignore_errors=True)
    for what in ("ready",) if taken.exists() else ("ready", "load"):
        words = [sys.executable, "-m", "benchmarks.work.our_node", str(database.data), str(folder), what, database.url]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    taken.touch()
    return database
