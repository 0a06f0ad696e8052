"""Explanation: why records are believed to be one person, in words, in figures, in pictures and on a page."""

from wraparound.matching.explain.explanation import Explanation
from wraparound.matching.explain.records import CannotFind, record_called
from wraparound.matching.explain.weighing import pair

__all__ = ["CannotFind", "Explanation", "pair", "record_called"]
