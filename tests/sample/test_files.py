"""Files are the same for the same seed, tell the whole truth, and their map names every column."""

import csv
import tomllib
from itertools import pairwise
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wraparound.sample.files.columns import DAYS, columns_of
from wraparound.sample.files.folder import write_folder
from wraparound.sample.files.habits import HABITS
from wraparound.sample.files.maps import file_names, maps
from wraparound.sample.files.one_table import write_one_table
from wraparound.sample.records.population import Size
from wraparound.sample.tables import SOURCES, rows

FLAT = """
record_id source given_names surname known_as previous_surname birth_date sex address postcode previous_postcode
phone carer_name nhs_number nhs_number_verified upn upn_verified school person_id household_id naming_tradition
twin_group role
"""
VOCABULARY = """
source id given_names surname full_name known_as previous_surname birth_date expected_birth_date sex address
house_number street locality town county postcode previous_postcode phone email nhs_number nhs_number_verified
upn upn_verified uln identifier carer_name school surgery text category number date ignore
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("area")
    write_folder(path, size=Size(400), seed=3)
    return path


def test_the_same_seed_and_size_give_the_same_bytes(folder, tmp_path):
    write_folder(tmp_path, size=Size(400), seed=3)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in folder.iterdir()}
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_another_seed_gives_other_people(folder, tmp_path):
    write_folder(tmp_path, size=Size(400), seed=4)
    assert (folder / "health.csv").read_bytes() != (tmp_path / "health.csv").read_bytes()


def test_the_one_table_is_the_same_for_the_same_seed(tmp_path):
    for name in ("a", "b"):
        write_one_table(tmp_path / f"{name}.parquet", size=Size(records=3_000), seed=9)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column_names == FLAT.split()
    assert len(table) == len(set(table["record_id"].to_pylist())) == 3_000
    assert table.schema.field("nhs_number_verified").type == pa.bool_()


def test_rows_stand_in_no_order_that_tells_who_belongs_together(small):
    households = small.truth["household_id"].to_pylist()
    beside = sum(one == other for one, other in pairwise(households))
    assert beside < len(households) / 100


def test_the_truth_has_each_record_of_each_file_once(folder):
    told = read(folder / "truth.csv")
    identifiers = {row["record_id"] for row in told}
    assert len(identifiers) == len(told)
    held = identifiers_of(folder)
    assert held == identifiers
    assert all(row["person_id"] and row["household_id"] and row["naming_tradition"] for row in told)
    people = set(pq.read_table(folder / "persons.parquet")["person_id"].to_pylist())
    assert {row["person_id"] for row in told} <= people


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def identifiers_of(folder: Path) -> set[str]:
    found: set[str] = set()
    for source, file in file_names(spreadsheet=True).items():
        column = next(row["column"] for row in columns_of(source) if row["field"] == "id")
        if file.endswith(".csv"):
            found |= {row[column] for row in read(folder / file)}
        elif file.endswith(".parquet"):
            found |= set(pq.read_table(folder / file)[column].to_pylist())
        else:
            heading, *body = openpyxl.load_workbook(folder / file).active.iter_rows(values_only=True)
            found |= {row[heading.index(column)] for row in body}
    return found


def test_the_map_names_every_column_of_every_file_by_a_field_of_the_vocabulary(folder, small):
    told = tomllib.loads((folder / "maps.toml").read_text(encoding="utf-8"))["files"]
    assert set(told) == set(file_names(spreadsheet=True).values())
    for source, file in file_names(spreadsheet=True).items():
        named = told[file]
        assert set(named["columns"]) | {named["id"]} == set(small.sources[source].column_names)
        fields = {field if isinstance(field, str) else field["field"] for field in named["columns"].values()}
        assert fields <= set(VOCABULARY.split()), source


def test_each_source_has_its_own_columns_and_its_own_way_with_dates():
    habits = {source: next(r["habit"] for r in columns_of(source) if r["field"] == "birth_date") for source in SOURCES}
    assert len(set(habits.values())) >= 6
    assert len({tuple(row["column"] for row in columns_of(source)) for source in SOURCES}) == 8


def test_police_write_surnames_in_capitals_before_a_comma(small):
    names = [name for name in small.sources["police"]["Name"].to_pylist() if name and ", " in name]
    assert len(names) > 50
    assert all(name.split(",")[0] == name.split(",")[0].upper() for name in names)


def test_the_unborn_have_an_expected_date_and_no_birth_date(area):
    table = area.sources["social_care"].to_pylist()
    expected = [row for row in table if row["ExpectedPersonBirthDate"]]
    assert expected
    assert all(row["PersonBirthDate"] is None for row in expected)


def test_large_files_keep_to_csv():
    assert file_names(spreadsheet=False)["voluntary"] == "voluntary.csv"
    assert '"voluntary.csv"' in maps(file_names(spreadsheet=False))


def test_every_habit_of_the_table_is_known():
    for row in rows("columns"):
        if row["habit"] and row["field"] not in {"birth_date", "expected_birth_date", "category", *DAYS}:
            assert row["habit"] in HABITS
