"""Linkings to explain: an invented area's records, and a handful of records with hostile values."""

import pyarrow as pa
import pytest

from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.link import Linked, link
from wraparound.matching.words import Field
from wraparound.sample import generate

NOT_GIVEN = {"record_id", "person_id", "household_id", "naming_tradition", "twin_group", "role"}

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "O'Neill & Daughters",
    "مُحَمَّد عليّ",
    "\u202eevil\u2069\u202c",
    "👩‍👩‍👧 Zoë",
    "]]></style>",
    "nul\x00bell\x07",
    "x" * 10_000,
    "wide 漢字 " * 40,
]


def linked_table(table: pa.Table, *, duplicates: str = "allowed", **more) -> Linked:
    """Link a table whose columns are called by their fields."""
    columns = uses((name, ColumnUse(Field(name))) for name in table.column_names if name not in NOT_GIVEN)
    return link(
        [Input(table, Mapping("one", id="record_id", duplicates=duplicates, columns=columns), "one.csv")], **more
    )


@pytest.fixture(scope="session")
def area() -> pa.Table:
    return generate(children=500, seed=1).flat


@pytest.fixture(scope="session")
def linked(area) -> Linked:
    return linked_table(area)


def hostile_table() -> pa.Table:
    """Give records that hold every hostile value in every field, each twice."""
    names = [name for name in HOSTILE for _ in range(2)]
    count = len(names)
    given = {
        "record_id": [f"{k}{name[:300]}" for k, name in enumerate(names)],
        "source": [f"<b>{name[:40]}" for name in names],
        "given_names": names,
        "surname": names,
        "birth_date": ["2014-03-05"] * count,
        "address": names,
        "postcode": ["QA1 2BD"] * count,
        "phone": names,
        "carer_name": names,
        "sex": ["F"] * count,
    }
    plain = {name: pa.array(values, pa.string()) for name, values in given.items()}
    absent = {
        name: pa.nulls(count, pa.string())
        for name in ("known_as", "previous_surname", "previous_postcode", "nhs_number", "upn", "school")
    }
    return pa.table(plain | absent)


@pytest.fixture(scope="session")
def hostile(linked) -> Linked:
    return linked_table(hostile_table(), model=linked.model)
