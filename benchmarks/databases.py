"""The databases that the service runs on: SQLite, and a PostgreSQL server that is started for a row and thrown away."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

POSTGRES = import_module("tests.postgres")  # the throwaway server that tests use


class Database(NamedTuple):
    """A database by its name, with its address and the folder of a node that uses it."""

    name: str
    url: str
    data: Path


def each_database(data: Path) -> Iterator[Database]:
    """Give each database that is installed; the server of PostgreSQL runs until the next is asked for."""
    yield Database("SQLite", f"sqlite:///{data}/wraparound.sqlite3", data)
    try:
        with POSTGRES.server() as url:
            yield Database("PostgreSQL", url, data.with_name(f"{data.name}-postgres"))
    except POSTGRES.NotInstalledError:
        print("  PostgreSQL is not installed, and not measured")
