"""Compiling the engine ahead: what a linking needs is there, and whoever links meanwhile waits."""

import subprocess
import sys
import threading

from wraparound.matching import await_kernels, being_compiled
from wraparound.matching.commands import compiling, main
from wraparound.matching.commands.ending import Code

LINKS_AND_TELLS = """
import sys, pkgutil, importlib
from wraparound import matching, sample
from wraparound.matching.commands import compiling, main
from pathlib import Path
compiling._lay_files(Path())
for words in (compiling.LEARNT, compiling.JUDGED):
    assert main([*words, "--quiet"]) == 0
modules = [name for name in sys.modules if name.startswith("wraparound.matching")]
kernels = {(name, word): made for name in modules for word, made in vars(sys.modules[name]).items()
           if hasattr(made, "overloads") and hasattr(made, "py_func")}
before = {name: set(made.overloads) for name, made in kernels.items()}
assert main(["link", "--map", "sample/maps.toml", "--out", "out", "--quiet"]) == 0
print("compiled:", len(kernels))
print("new:", sorted(name for name, made in kernels.items() if set(made.overloads) - before[name]))
"""


def test_a_linking_after_it_compiles_nothing(tmp_path):
    made = [sys.executable, "-m", "wraparound.sample", "--size", "300", "--out", "sample"]
    subprocess.run(made, cwd=tmp_path, check=True, capture_output=True)
    ran = subprocess.run([sys.executable, "-c", LINKS_AND_TELLS], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "new: []" in ran.stdout, ran.stdout
    assert "compiled: 0" not in ran.stdout


def test_the_command_compiles_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiling, "LEARNT", ("bench",))  # what is compiled is held by the test above
    monkeypatch.setattr(compiling, "JUDGED", ("bench", "--json"))
    monkeypatch.setattr(compiling, "LOOKED_UP", ("bench", "--quiet"))
    assert main(["compile"]) == Code.DONE
    assert "Compiling the engine" in capsys.readouterr().err


def test_a_command_that_fails_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiling, "LEARNT", ("link", "nothing.csv"))
    monkeypatch.setattr(compiling, "JUDGED", ("bench",))
    assert main(["compile", "--quiet"]) == Code.FAULT


def test_whoever_links_meanwhile_waits_until_the_kernels_are_there(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    came = threading.Event()
    waiting = threading.Thread(target=lambda: (await_kernels(), came.set()))
    with being_compiled() as ours:
        assert ours
        waiting.start()
        assert not came.wait(0.2)
    assert came.wait(30)
    waiting.join()


def test_a_second_compiling_waits_for_the_first_and_compiles_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    told = []
    second = threading.Thread(target=lambda: told.append(main_in_a_process(tmp_path)))
    with being_compiled():
        second.start()
        second.join(0.5)
        assert told == []
    second.join(60)
    assert told == [("", int(Code.DONE))]


def main_in_a_process(folder):
    """Run the command in a process of its own; give what it says and its exit code."""
    words = [sys.executable, "-m", "wraparound.matching.commands", "compile"]
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    return ran.stderr, ran.returncode


def test_nobody_waits_where_nothing_was_ever_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    await_kernels()
    assert list(tmp_path.iterdir()) == []
