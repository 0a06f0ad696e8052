"""The command writes what it is asked for, says what it wrote, and says plainly when it cannot."""

import json

import pyarrow.parquet as pq
import pytest

from wraparound.sample.commands import main


def test_it_writes_a_folder_and_says_how_many_rows(tmp_path, capsys):
    assert main(["--size", "150", "--seed", "2", "--out", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"]["truth.csv"] == sum(
        count for name, count in told["rows"].items() if name not in {"truth.csv", "persons.parquet"}
    )


def test_it_writes_one_table_with_exactly_so_many_records(tmp_path, capsys):
    path = tmp_path / "one.parquet"
    assert main(["--one-table", str(path), "--records", "700", "--on", "2026-10-01"]) == 0
    assert pq.read_metadata(path).num_rows == 700
    assert "Nobody in these files exists" in capsys.readouterr().out


def test_people_of_another_authority_have_schools_numbers_and_postcodes_of_their_own(tmp_path):
    written = {}
    for code in ("101", "102"):
        path = tmp_path / f"{code}.parquet"
        assert main(["--one-table", str(path), "--size", "80", "--authority", code, "--json"]) == 0
        written[code] = {name: set(some) - {None} for name, some in pq.read_table(path).to_pydict().items()}
    for name in ("school", "upn", "nhs_number", "postcode"):
        assert written["101"][name]
        assert not written["101"][name] & written["102"][name], name
    assert {upn[1:4] for upn in written["102"]["upn"] if upn[1:].isdigit()} == {"102"}


@pytest.mark.parametrize(
    "asked",
    [[], ["--size", "tiny", "--out", "x"], ["--records", "0", "--out", "x"]]
    + [["--authority", code, "--out", "x"] for code in ("100", "301", "Ashmere")],
)
def test_what_it_does_not_understand_it_refuses(asked, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(asked)
    assert stopped.value.code == 2
    assert "error" in capsys.readouterr().err


def test_where_it_cannot_write_it_says_so(tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert main(["--size", "50", "--out", str(blocked / "inside"), "--json"]) == 1
    assert "Could not write" in capsys.readouterr().err
