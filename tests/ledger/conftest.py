"""A node of its own: a database that processes share, are killed over and leave behind, on SQLite or PostgreSQL."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

ROOT = Path(__file__).parents[2]


class Node:
    """A ledger that processes of its own write in."""

    def __init__(self, folder: Path, *, address: str) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "WRAPAROUND_MODE": "development",
            "WRAPAROUND_DATA": str(folder),
            "WRAPAROUND_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
            "PYTHONPATH": str(ROOT),
        }

    def copied(self, folder: Path) -> "Node":
        """Give another node that holds the same."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        _, _, held = self.environment["WRAPAROUND_DATABASE_URL"].rpartition("/")
        return Node(folder, address=an_address(folder, like=held))

    def run(self, *command: str, code: int = 0, **environment: str) -> str:
        """Run a command of wraparound's, and give what it printed and then what it told beside that."""
        called = [sys.executable, "-c", "from wraparound.web.command import main; main()", *command]
        ran = subprocess.run(called, env=self.environment | environment, capture_output=True, text=True, check=False)
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def start(self, script: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen:
        """Start a script in a process of its own, with Django set up."""
        whole = f"import django; django.setup()\n{script}"
        command = [sys.executable, "-u", "-c", whole, *arguments]
        return subprocess.Popen(command, env=self.environment, stdin=stdin, stdout=subprocess.PIPE, text=True)

    def do(self, script: str, *arguments: str) -> str:
        """Run a script to its end, and give what it printed."""
        process = self.start(script, *arguments)
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return said


def an_address(folder: Path, *, like: str) -> str:
    """Give the address of a database for a node in a folder; one of PostgreSQL's is made as another is."""
    given = os.environ.get("WRAPAROUND_TEST_DATABASE_URL")
    if not given:
        return f"sqlite:///{folder / 'node.sqlite3'}"
    import psycopg

    server, _, _ = given.rpartition("/")
    name = f"node_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Give a node whose ledger is empty, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    made = Node(folder, address=an_address(folder, like="template1"))
    made.run("migrate", "ledger")
    return made


@pytest.fixture
def node(migrated, tmp_path):
    return migrated.copied(tmp_path)
