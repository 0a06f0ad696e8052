"""The law's own clocks, from the table beside: what is owed by when, since which day, and where it says so."""

import csv
from datetime import date
from pathlib import Path

from wraparound.agencies.words import ClockKind
from wraparound.duties.rules.ladder import USUAL
from wraparound.duties.words import Clock, HowSure, Rule


def _national() -> dict[str, Rule]:
    with Path(__file__).with_name("national.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _rule(row) for row in csv.DictReader(file)}


def _rule(row: dict[str, str]) -> Rule:
    clock = Clock(ClockKind(row["clock"]), int(row["count"]))
    holds_from, sure = date.fromisoformat(row["holds_from"]), HowSure(row["sure"])
    return Rule(row["code"], row["name"], clock, holds_from, row["because"], USUAL, sure)


NATIONAL = _national()
