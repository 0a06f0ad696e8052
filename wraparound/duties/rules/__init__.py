"""Decisions and sums of duties: when something is due, which rule says so, how it climbs, what a change moves."""

from wraparound.duties.rules.choosing import declared_rule, rule_for
from wraparound.duties.rules.clocks import counts_open_hours, due_by, hours_of, running
from wraparound.duties.rules.ladder import USUAL, Reached, first_rung_at, ladder_of, next_rung_at, rungs_at
from wraparound.duties.rules.national import NATIONAL

__all__ = [
    "NATIONAL", "USUAL", "Reached", "counts_open_hours", "declared_rule", "due_by", "first_rung_at", "hours_of",
    "ladder_of", "next_rung_at", "rule_for", "rungs_at", "running",
]  # fmt: skip
