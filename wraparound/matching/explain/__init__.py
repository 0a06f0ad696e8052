"""Explanation: why records are believed to be one person, in words, in figures, in pictures and on a page."""

from wraparound.matching.explain.comparing import BETWEEN
from wraparound.matching.explain.evidence import Evidence
from wraparound.matching.explain.explanation import Explanation
from wraparound.matching.explain.model_report import model_report
from wraparound.matching.explain.page import page
from wraparound.matching.explain.picture import Picture, child
from wraparound.matching.explain.records import CannotFind, record_called
from wraparound.matching.explain.weighing import pair

__all__ = [
    "BETWEEN", "CannotFind", "Evidence", "Explanation", "Picture", "child", "model_report", "page", "pair",
    "record_called",
]  # fmt: skip
