"""What a file's columns are taken for, and how its first rows will read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wraparound.agencies.words import FamilyField, Relation
from wraparound.feeds.queries.cells import values_of
from wraparound.feeds.queries.packed import CannotUse
from wraparound.feeds.queries.reading import loaded_by
from wraparound.feeds.queries.shaped import Waits, people_alone, recognised
from wraparound.feeds.queries.yielded import Shaped
from wraparound.feeds.rules import faults_of_map, row_of
from wraparound.feeds.rules.headings import meant
from wraparound.feeds.rules.maps import kept_map, map_of
from wraparound.feeds.rules.shapes import map_of_shape, says, shapes
from wraparound.feeds.words import ColumnMap, Fault, Use
from wraparound.identity.words import Row
from wraparound.matching.mapping import guess
from wraparound.matching.tables import CannotRead, read_table

FIRST = 10  # rows shown


class CannotGuess(Exception):  # noqa: N818 – named by what is so
    """The file cannot be read; the text says why and what would be right."""


@dataclass(frozen=True)
class Preview:
    """How a file's first rows will read, what is wrong with the map, and an example of each column.

    Of a file whose shape is known, `says` tells what it is and how many it holds, and `waits` what it waits for.
    """

    rows: list[Row | Fault]
    faults: list[str]
    examples: dict[str, str]
    says: str = ""
    waits: str = ""


def guessed(path: str, *, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Guess a file's map; the map as it is kept, and the reason for each column. Cost: the file at most twice.

    A file whose shape is known brings its map; nothing of it is guessed.
    """
    try:
        if found := recognised(Path(path), name=name):
            return kept_map(map_of_shape(found.shape)), {}
        table = read_table(Path(path)).table
    except CannotRead as fault:
        raise CannotGuess(str(fault).replace(Path(path).name, name)) from fault
    except CannotUse as fault:
        raise CannotGuess(str(fault)) from fault
    mapping = guess(table, source=name)
    columns = {column: Use(str(use.field), tuple(use.true_when)) for column, use in mapping.columns.items()}
    columns = meant(columns)
    whys = {
        column: use.why if columns[column].field == use.field else _why(columns[column])
        for column, use in mapping.columns.items()
    }
    told = kept_map(ColumnMap(mapping.id or table.column_names[0], columns, mapping.date_order))
    return told, whys


def _why(use: Use) -> str:
    """Say why a column was taken for another than was guessed, and whose it is."""
    whose = f"; of the one named in {use.of}" if use.of and use.field in set(FamilyField) else ""
    return f"its name says so{whose or (': ' + Relation(use.relation).label if use.relation else '')}"


def preview(path: str, *, name: str, told: dict[str, Any], as_of: date) -> Preview:
    """Read a file's first rows by a map. Cost: the file once."""
    by_map, waits = map_of(told), ""
    try:
        loaded = loaded_by(by_map, path=Path(path), name=name)
    except Waits as other:
        loaded, waits = people_alone(Path(path), name=name, shape=shapes()[by_map.shape]), str(other)
    except CannotUse as fault:
        return Preview([], [str(fault)], {})
    table = loaded.table
    first = list(values_of(table.slice(0, FIRST)))
    examples = {column: next((row[column] for row in first if row[column]), "") or "" for column in table.column_names}
    faults = faults_of_map(by_map, columns=table.column_names)
    rows = [] if faults else [row_of(row, by_map=by_map, as_of=as_of) for row in first]
    found = loaded.found if isinstance(loaded, Shaped) else None
    return Preview(rows, faults, examples, says(found, count=table.num_rows) if found else "", waits)
