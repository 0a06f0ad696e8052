"""Hold the two commands to their promises: they are listed, and never take away what another has installed."""

import os
import re
import shutil
import subprocess

import pytest

from tests.house.reading import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = {"run", "test", "bench", "lock", "format", "clean"}


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path):
    """Return a folder with the installer, and in place of uv a scribe that writes down what it was asked."""
    (tmp_path / "requirements").mkdir()
    shutil.copy(ROOT / "requirements" / "install", tmp_path / "requirements")
    written(tmp_path / "requirements" / "tools.txt", "")
    written(tmp_path / ".venv" / "bin" / "python", "#!/bin/sh\n")
    written(tmp_path / ".venv" / "bin" / "uv", '#!/bin/sh\necho "$@" >> asked\n')
    os.utime(tmp_path / "requirements" / "tools.txt", (0, 0))
    written(tmp_path / ".venv" / ".has-tools", "")
    return tmp_path


def install(machine, lock):
    command = [machine / "requirements" / "install", lock]
    subprocess.run(command, check=True, capture_output=True, env={"PATH": os.environ["PATH"]})
    held = {path.name.removeprefix(".has-") for path in (machine / ".venv").glob(".has-*")} - {"tools"}
    return held, re.findall(r"requirements/(\w+)\.txt", (machine / "asked").read_text())[-1]


def test_make_alone_lists_every_command_in_one_line_each():
    ran = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = dict(re.findall(r"^  make (\w+) +(\S.*)$", ran.stdout, flags=re.MULTILINE))
    phony = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)[1].split())
    assert set(listed) == phony
    assert phony >= PROMISED


@pytest.mark.parametrize(
    ("wanted", "held"), [("run", {"run"}), ("dev", {"run", "dev"}), ("spark", {"run", "dev", "spark"})]
)
def test_a_lock_is_installed_with_all_that_it_holds(machine, wanted, held):
    assert install(machine, wanted) == (held, wanted)


@pytest.mark.parametrize("before", ["dev", "spark"])
def test_making_ready_to_run_takes_nothing_away_from_the_tests(machine, before):
    held, _ = install(machine, before)
    assert install(machine, "run") == (held, before)


def test_everything_is_installed_by_hash_and_nothing_is_built_with_fetched_tools(machine):
    install(machine, "run")
    synced, installed = (machine / "asked").read_text().splitlines()
    assert "--require-hashes" in synced
    assert "--no-deps --no-build-isolation --editable ." in installed


@pytest.mark.parametrize("script", [".ci/run", "requirements/install"])
def test_a_script_can_be_started_and_read(script):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    subprocess.run([path.read_text().splitlines()[0].split("/")[-1].split()[-1], "-n", path], check=True)


def test_a_python_too_old_is_told_so(machine):
    written(machine / "old", "#!/bin/sh\nexit 1\n")
    env = {"PATH": os.environ["PATH"], "PYTHON": str(machine / "old")}
    ran = subprocess.run([machine / "requirements" / "install", "run"], capture_output=True, text=True, env=env)
    assert ran.returncode == 1
    assert "needs Python 3.11 or newer" in ran.stderr
