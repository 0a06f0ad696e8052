"""What a file's columns are taken for, and how its first rows will read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wraparound.feeds.queries.reading import values_of
from wraparound.feeds.rules import faults_of_map, kept_map, map_of, row_of
from wraparound.feeds.words import ColumnMap, Fault, Use
from wraparound.identity.words import Row
from wraparound.matching.mapping import guess
from wraparound.matching.tables import CannotRead, read_table

FIRST = 10  # rows shown


class CannotGuess(Exception):  # noqa: N818 – named by what is so
    """The file cannot be read; the text says why and what would be right."""


@dataclass(frozen=True)
class Preview:
    """How a file's first rows will read, what is wrong with the map, and an example of each column."""

    rows: list[Row | Fault]
    faults: list[str]
    examples: dict[str, str]


def guessed(path: str, *, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Guess a file's map; the map as it is kept, and the reason for each column. Cost: the file once."""
    try:
        table = read_table(Path(path)).table
    except CannotRead as fault:
        raise CannotGuess(str(fault).replace(Path(path).name, name)) from fault
    mapping = guess(table, source=name)
    columns = {column: Use(str(use.field), tuple(use.true_when)) for column, use in mapping.columns.items()}
    whys = {column: use.why for column, use in mapping.columns.items()}
    told = kept_map(ColumnMap(mapping.id or table.column_names[0], columns, mapping.date_order))
    return told, whys


def preview(path: str, *, told: dict[str, Any], as_of: date) -> Preview:
    """Read a file's first rows by a map. Cost: the file once."""
    table = read_table(Path(path)).table
    by_map = map_of(told)
    first = list(values_of(table.slice(0, FIRST)))
    examples = {column: next((row[column] for row in first if row[column]), "") or "" for column in table.column_names}
    faults = faults_of_map(by_map, columns=table.column_names)
    rows = [] if faults else [row_of(row, by_map=by_map, as_of=as_of) for row in first]
    return Preview(rows, faults, examples)
