"""A file larger than the memory allowed links within it, and as it does with all the memory it wants."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wraparound.matching.pipeline.parts.room import MEBI, fits_whole, least_memory

PEOPLE = 60_000  # each with two records
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


def peak_of(*arguments):
    """Run the command in a process of its own and give the most memory it held, in bytes."""
    ran = subprocess.run(
        [sys.executable, "-c", LINK, *map(str, arguments)], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout) << 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process held")
def test_within_the_memory_allowed_the_same_persons_are_found(records, tmp_path):
    allowed = -(-least_memory(2 * PEOPLE) // MEBI) * MEBI
    assert not fits_whole(2 * PEOPLE, memory=allowed)
    asked = ["link", records, "--id", "record", "--truth", "whose", "--quiet"]
    whole = peak_of(*asked, "--out", tmp_path / "whole")
    parts = peak_of(*asked, "--out", tmp_path / "parts", "--memory", f"{allowed // MEBI}M")
    print(whole / MEBI, parts / MEBI, allowed / MEBI)
    assert parts <= allowed < whole
    for name in ("clusters.csv", "persons.csv", "review.csv"):
        assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
