"""A file larger than the memory allowed links within it, as with all the memory it wants, and leaves nothing behind."""

import json
import resource
import signal
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wraparound.matching.commands.ending import Code
from wraparound.matching.model.splink import write_splink
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.parts.room import BASE, MEBI, fits_whole, least_memory

PEOPLE = 20_000  # each with two records
FEW = 200  # records that take next to nothing
LINK = """
import sys
from wraparound.matching.commands import main
code = main(sys.argv[1:])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(code)
"""


@pytest.fixture
def records(tmp_path):
    """Return a file of records that wants more memory than the least with which it can be linked."""
    chance = np.random.default_rng(3)
    whose = np.repeat(np.arange(PEOPLE), 2)
    columns = {"record": np.arange(len(whose)), "whose": whose}
    for name, count in (("given name", 900), ("surname", 4_000), ("postcode", 9_000)):
        value = chance.integers(0, count, PEOPLE)[whose]
        changed = chance.random(len(whose)) < 0.05
        columns[name] = np.where(changed, chance.integers(0, count, len(whose)), value)
    born = np.datetime64("2005-01-01") + chance.integers(0, 6_000, PEOPLE)[whose]
    text = {name: pa.array([f"r{k}" for k in columns[name].tolist()]) for name in ("record", "whose")}
    text |= {name: pa.array([word(k) for k in columns[name].tolist()]) for name in ("given name", "surname")}
    text["date of birth"] = pa.array(born.astype(str).tolist())
    text["postcode"] = pa.array([f"QA{1 + k % 20} {k // 20 % 10}{word(k)[:2].upper()}" for k in columns["postcode"]])
    pq.write_table(pa.table(text), tmp_path / "records.parquet")
    return tmp_path / "records.parquet"


def word(number):
    """Make a name of syllables."""
    name = ""
    for _ in range(4):
        name += "bdfgklmnprstvz"[number % 14] + "aeiou"[number // 14 % 5]
        number = number // 3 + 11 * (number % 3)
    return name.capitalize()


def begun(*arguments, **how):
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", LINK, "link", *map(str, arguments), "--id", "record", "--truth", "whose", "--quiet"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )


def peak_of(*arguments):
    """Run the command to its end and give the most memory it held, in bytes."""
    process = begun(*arguments)
    said, complaint = process.communicate()
    assert process.returncode == 0, complaint
    return int(said) << 10


def least():
    """Give the least memory with which the records can be linked, as the command takes it."""
    return -(-least_memory(2 * PEOPLE) // MEBI) * MEBI


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process held")
def test_within_the_memory_allowed_the_same_persons_are_found(records, tmp_path):
    assert not fits_whole(2 * PEOPLE, memory=least())
    (tmp_path / "model.json").write_text(json.dumps(write_splink(default_model())))
    asked = [records, "--model", tmp_path / "model.json"]
    whole = peak_of(*asked, "--out", tmp_path / "whole")
    parts = peak_of(*asked, "--out", tmp_path / "parts", "--memory", least())
    pq.write_table(pq.read_table(records).slice(0, FEW), tmp_path / "few.parquet")
    program = peak_of(tmp_path / "few.parquet", *asked[1:], "--out", tmp_path / "few")  # when all is compiled
    assert parts <= least(), (parts, least())
    assert parts < whole, (parts, whole)
    assert whole - program > least() - BASE, (whole, program, least())  # all at once take more than they are allowed
    for name in ("clusters.csv", "persons.csv", "review.csv"):
        assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_what_a_killed_run_laid_on_disk_is_cleared_by_the_next(records, people, run, tmp_path):
    out = tmp_path / "out"
    process = begun(records, "--out", out, "--memory", least())
    while not list(out.glob(".unfinished-*/*/*.arrow")):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert list(out.glob(".unfinished-*"))
    run("link", people, "--quiet", "--out", out)
    assert not list(out.glob(".*"))
    assert (out / "clusters.csv").exists()


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(records, tmp_path):
    def full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    process = begun(records, "--out", tmp_path / "out", "--memory", least(), preexec_fn=full)
    _, complaint = process.communicate()
    assert process.returncode == Code.UNWRITABLE, complaint
    assert "no room" in complaint
    assert not (tmp_path / "out").exists()
