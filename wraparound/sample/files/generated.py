"""The invented population in memory, as Arrow tables."""

from datetime import date
from typing import NamedTuple

import pyarrow as pa

from wraparound.sample.files.folder import tables
from wraparound.sample.files.maps import file_names, maps
from wraparound.sample.files.one_table import flat
from wraparound.sample.records.population import ON, Size, population


class Generated(NamedTuple):
    """A table for each source in its own columns, their map, all records as one table, the truth and the people."""

    sources: dict[str, pa.Table]
    maps: str
    flat: pa.Table
    truth: pa.Table
    persons: pa.Table


def generate(*, children: int, seed: int, on: date = ON) -> Generated:
    """Invent a population on a day and hold it in memory: about four kilobytes for each child."""
    made: dict[str, list[pa.Table]] = {}
    for part in population(Size(children), seed=seed, on=on):
        for name, table in tables(part, seed=seed):
            made.setdefault(name, []).append(table)
        made.setdefault("flat", []).append(flat(part))
    whole = {name: pa.concat_tables(several) for name, several in made.items()}
    others = {name: whole.pop(name) for name in ("flat", "truth", "persons")}
    return Generated(sources=whole, maps=maps(file_names(spreadsheet=True)), **others)
