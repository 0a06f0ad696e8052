"""A small invented area's files, written once, and a way to run a command and see what it said."""

import json
from typing import NamedTuple

import pytest

from wraparound.matching.commands import main
from wraparound.sample.files.folder import write_folder
from wraparound.sample.records.population import Size


class Ran(NamedTuple):
    """What a command left: its exit code, what it printed, and what it said on stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def sentence(self):
        assert "Traceback" not in self.err
        lines = [line for line in self.err.splitlines() if not line.endswith("…")]
        assert len(lines) == 1, self.err
        assert not self.out
        return lines[0]


@pytest.fixture(scope="session")
def area(tmp_path_factory):
    """Return a folder with the eight agencies' files of some two hundred invented children."""
    folder = tmp_path_factory.mktemp("area")
    write_folder(folder, size=Size(200), seed=3)
    return folder


@pytest.fixture
def run(capsys):
    """Return what runs a command in this process."""

    def ran(*argv):
        code = main([str(one) for one in argv])
        return Ran(code, *capsys.readouterr())

    return ran


@pytest.fixture
def people(tmp_path):
    """Return a small file of people, each line some id, name and birth date, with the truth beside."""
    path = tmp_path / "people.csv"
    rows = ["id,given name,surname,date of birth,postcode,whose"]
    given = ["Ada", "Bram", "Cerys", "Dilip", "Elif", "Femi", "Gwen", "Hana"]
    surnames = ["Okafor", "Visser", "Pugh", "Anand", "Kaya", "Bello", "Rees", "Novak"]
    for k in range(80):
        born = f"{1 + k % 28:02}/0{1 + k % 9}/20{10 + k % 8}"
        said = f"{given[k % 8]},{surnames[k % 8]}{chr(97 + k // 8)},{born},QA1 {k % 9}AB,p{k}"
        rows += [f"r{k},{said}", f"s{k},{said}"]
    path.write_text("\n".join(rows) + "\n")
    return path
