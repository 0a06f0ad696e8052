"""The shapes of files that are understood without being told: which one a file has, its map, and when it is from."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from wraparound.feeds.words import ColumnMap, Period, Recognised, Shape, ShapeColumn, ShapeFile, Use

FOLDER = Path(__file__).parents[1] / "shapes"
REFERENCE = "Reference"  # the column of a reference that is made of several


@cache
def shapes() -> dict[str, Shape]:
    """Give every shape by its code, as the files of the folder `shapes` describe them."""
    read = [shape_of(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return {shape.code: shape for shape in read}


def shape_of(told: Mapping[str, Any]) -> Shape:
    """Read one shape's description; raises TypeError or KeyError where it is not one, which a test finds."""
    plain = {name: value for name, value in told.items() if name not in _PARTS}
    parts = {
        "people": tuple(told["people"]),
        "root": tuple(told.get("root", ())),
        "record": tuple(told.get("record", ())),
        "reference": tuple(tuple(names) for names in told["reference"]),
        "header": _values(told.get("header", {})),
        "columns": tuple(ShapeColumn(**_tuples(one)) for one in told["columns"]),
        "files": tuple(ShapeFile(**_tuples(one)) for one in told.get("files", ())),
        "passed_over": tuple(ShapeFile(**_tuples(one)) for one in told.get("passed_over", ())),
        "periods": tuple(_period(one) for one in told.get("periods", ())),
    }
    return Shape(**plain, **parts)  # type: ignore[arg-type]


def map_of_shape(shape: Shape) -> ColumnMap:
    """Give the map that a shape brings: what each of the columns that it yields is."""
    columns = {column.name: Use(column.field, column.true_when) for column in shape.columns}
    for period in shape.periods:
        columns |= {begins_of(period): Use("begins_on"), ends_of(period): Use("ends_on")}
    return ColumnMap(reference_of(shape), columns, shape.date_order, shape.duplicates, shape.code)


def reference_of(shape: Shape) -> str:
    """Name the column that holds each row's own reference."""
    return shape.reference[0][0] if len(shape.reference) == 1 == len(shape.reference[0]) else REFERENCE


def begins_of(period: Period) -> str:
    """Name the column that says since when: the first way it is written."""
    return period.begins.partition("|")[0]


def ends_of(period: Period) -> str:
    """Name the column that says until when."""
    return period.ends.partition("|")[0]


def shape_of_headings(headings: Sequence[str]) -> Recognised | None:
    """Recognise a table by the headings it has, whatever else it holds; None where it is nobody's in particular."""
    had = {plain_heading(heading) for heading in headings}
    for shape in shapes().values():
        for file in (*shape.files, *shape.passed_over):
            if all(had & {plain_heading(way) for way in heading.split("|")} for heading in file.headings):
                return Recognised(shape, file.name)
    return None


def shape_of_xml(root: str, *, header: Mapping[str, str]) -> Recognised | None:
    """Recognise an XML file by its root and what its header says."""
    for shape in shapes().values():
        if root in shape.root and all(header.get(place) in values for place, values in shape.header.items()):
            return Recognised(shape, year=header.get(shape.year, ""))
    return None


@lru_cache(1 << 12)
def plain_heading(heading: str) -> str:
    """Give a heading without what differs between systems: case, spaces and marks."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def says(found: Recognised, *, count: int) -> str:
    """Say what a file is: This is a CIN census file, 2025-26; 212 children."""
    part = f", its {found.part} file" if len(found.shape.files) > 1 and found.part else ""
    year = f", {written_year(found.year, ends=found.shape.year_ends)}" if found.year else ""
    people = found.shape.people[count != 1]
    article = "an" if found.shape.name.startswith("SS") else "a"
    return f"This is {article} {found.shape.name} file{part}{year}; {count:,} {people}."


def written_year(year: str, *, ends: bool) -> str:
    """Give the year that a return's header names as people say it: a financial year that ends in 2026 is 2025-26."""
    return f"{int(year) - 1}-{year[2:]}" if ends and len(year) == 4 and year.isdecimal() else year[:20]


def understood() -> str:
    """List what is understood, for a message."""
    return ", ".join(dict.fromkeys(shape.name for shape in shapes().values()))


_PARTS = {"people", "root", "record", "reference", "header", "columns", "files", "passed_over", "periods"}


def _values(told: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in told.items()}


def _tuples(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _period(told: Mapping[str, Any]) -> Period:
    sets = {name: _values(told.get(name, {})) for name in ("over_at_once", "goes_on")}
    return Period(**{**told, **sets})
