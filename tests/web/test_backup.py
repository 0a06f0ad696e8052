"""Back a node up, bring it back elsewhere, and hold all that was there against what is there after."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.reading import ROOT

SCRIPTS = ("deploy/backup", "deploy/restore")
TOLD = (
    "import django; django.setup()\n"
    "from django.apps import apps\n"
    "from django.core import serializers\n"
    "from wraparound.ledger.queries import lines_from\n"
    "from wraparound.ledger.rules import first_broken\n"
    "assert first_broken(lines_from()) is None\n"
    "for name in ('ledger', 'agencies', 'access', 'identity', 'feeds'):\n"
    "    for table in apps.get_app_config(name).get_models():\n"
    "        print(table._meta.label, serializers.serialize('json', table.objects.order_by('pk')))\n"
)


class Node:
    """A node in development with a folder of its own, used through its commands as an operator does."""

    def __init__(self, data: Path, *, url: str = "") -> None:
        self.data = data
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(data.parent),
            "WRAPAROUND_MODE": "development",
            "WRAPAROUND_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
        } | ({"WRAPAROUND_DATABASE_URL": url} if url else {})

    def run(self, *command, right=True):
        ran = subprocess.run([*map(str, command)], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert (ran.returncode == 0) is right, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def told(self):
        return self.run(ROOT / ".venv" / "bin" / "python", "-c", TOLD)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a node with an invented area and a file that came in, to be copied."""
    node = Node(tmp_path_factory.mktemp("made") / "first")
    node.run(".venv/bin/wraparound", "run", "--no-serve", "--size", "60")
    (node.data / "files").mkdir(exist_ok=True)
    (node.data / "files" / "health.csv").write_text("name\nAnn\n")
    return node


@pytest.fixture
def node(made, tmp_path):
    shutil.copytree(made.data, tmp_path / "first")
    return Node(tmp_path / "first")


def test_what_is_brought_back_is_what_was_there(node, tmp_path):
    before = node.told()
    assert before.count("access.Account") > 3
    node.run("deploy/backup", tmp_path / "kept")
    other = Node(tmp_path / "second")
    assert "the ledger holds from its first line to its last" in other.run("deploy/restore", tmp_path / "kept")
    assert other.told() == before
    assert (other.data / "files" / "health.csv").read_text() == "name\nAnn\n"


def test_a_backup_that_was_changed_is_not_brought_back(node, tmp_path):
    node.run("deploy/backup", tmp_path / "kept")
    with (tmp_path / "kept" / "database").open("r+b") as database:
        database.seek(5_000)
        database.write(b"x")
    other = Node(tmp_path / "second")
    assert "database is not as it was" in other.run("deploy/restore", tmp_path / "kept", right=False)
    assert not (other.data / "wraparound.sqlite3").exists()


def test_nothing_is_written_over(node, tmp_path):
    node.run("deploy/backup", tmp_path / "kept")
    before = node.told()
    assert "Nothing was brought back" in node.run("deploy/restore", tmp_path / "kept", right=False)
    assert node.told() == before
    node.run("deploy/backup", tmp_path / "kept", right=False)


def test_what_is_no_backup_is_told_so(tmp_path):
    (tmp_path / "empty").mkdir()
    assert "holds no backup" in Node(tmp_path / "second").run("deploy/restore", tmp_path / "empty", right=False)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_started_and_read(script):
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["sh", "-n", ROOT / script], check=True)


def test_postgresql_is_backed_up_and_brought_back(tmp_path, postgresql):
    first = Node(tmp_path / "first", url=postgresql("first"))
    first.run(".venv/bin/wraparound", "run", "--no-serve", "--size", "60")
    before = first.told()
    first.run("deploy/backup", tmp_path / "kept")
    other = Node(tmp_path / "second", url=postgresql("second"))
    assert "the ledger holds" in other.run("deploy/restore", tmp_path / "kept")
    assert other.told() == before


@pytest.fixture
def postgresql():
    """Give the address of a new, empty database on the PostgreSQL that the tests were told of."""
    url = os.environ.get("WRAPAROUND_TEST_DATABASE_URL", "")
    if not url.startswith("postgres") or not shutil.which("pg_dump"):
        pytest.skip("no PostgreSQL was named in WRAPAROUND_TEST_DATABASE_URL")
    import psycopg

    base, made = url.rpartition("/")[0], []

    def new(name):
        named = f"wraparound_backup_{name}_{os.getpid()}"
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{named}"')
        made.append(named)
        return f"{base}/{named}"

    yield new
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        for named in made:
            connection.execute(f'DROP DATABASE "{named}" WITH (FORCE)')
