"""Models: what is compared, how much it weighs, and which records are compared at all."""

from wraparound.matching.model.explanations import CARELESS, Alternatives, careless, top
from wraparound.matching.model.levels import (
    OTHERWISE,
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
    "CARELESS",
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
    "careless",
    "either",
    "missing",
    "same",
    "top",
]
