"""Models: what is compared, how much it weighs, and which records are compared at all."""

from wraparound.matching.model.levels import (
    OTHERWISE,
    Alternatives,
    Comparison,
    Level,
    Measure,
    Model,
    Op,
    Rule,
    Shares,
    Test,
    alike,
    both,
    either,
    missing,
    same,
)

__all__ = [
    "OTHERWISE",
    "Alternatives",
    "Comparison",
    "Level",
    "Measure",
    "Model",
    "Op",
    "Rule",
    "Shares",
    "Test",
    "alike",
    "both",
    "either",
    "missing",
    "same",
]
