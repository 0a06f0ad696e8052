"""The tables of data that the invented population is made from: names, places, sources and national figures."""

import csv
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Give the rows of one table, each as a mapping from column to text."""
    with (_HERE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def words(text: str) -> list[str]:
    """Take a cell apart into its words; an underscore stands for a space inside one, a lone underscore for nothing."""
    return ["" if word == "_" else word.replace("_", " ") for word in text.split()]


@cache
def parts(table: str, *key: str) -> tuple[str, ...]:
    """Give the words of the row whose first columns are these, or none when there is no such row."""
    for row in rows(table):
        if tuple(row.values())[: len(key)] == key:
            return tuple(words(tuple(row.values())[len(key)]))
    return ()


@cache
def numbers(table: str) -> dict[str, tuple[float, ...]]:
    """Give each numeric column of a table as a row of numbers, in the table's order."""
    found = {}
    for column in rows(table)[0]:
        try:
            found[column] = tuple(float(row[column]) for row in rows(table))
        except ValueError:
            continue
    return found


TRADITIONS = tuple(row["tradition"] for row in rows("traditions"))
SOURCES = tuple(row["source"] for row in rows("sources"))
