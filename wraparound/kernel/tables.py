"""The tables of data that lie beside this package's code."""

import csv
from pathlib import Path


def rows(table: str) -> list[dict[str, str]]:
    """Read one of the tables, a dictionary to a row."""
    with Path(__file__).with_name(table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
